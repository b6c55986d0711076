"""A map that can't be used says everything that is wrong with it."""

import re
from pathlib import Path

import pytest

from incident_app.integrations.incident_csv import MapError, load_map
from incident_app.policy.logic import FACTS

ROOT = Path(__file__).parents[2]
MAP = (Path(__file__).parent / "old_system.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('source = "test"', "", "source is missing."),
        ('source = "test"', 'source = ""', "source must be text that is not empty."),
        ('source = "test"', f'source = "{"x" * 101}"', "source has more than 100 characters."),
        ('learned = "staff"', 'learned = "gossip"', "learned must be one of: staff, student,"),
        ('"{case}"', '"case"', "incident must be one text with at least one column in {braces}."),
        ('"{act}"', '["{act}", "x"]', "record must be one text with at least one column"),
        ('["{room}"]', "[]", "place must be text, or a list of texts"),
        ('["{room}"]', '"{room"', "place must be text, or a list of texts"),
        ('"%Y" = "year"', '"%Q" = "year"', "date.formats “%Q” does not tell the year."),
        ('"%Y" = "year"', '"%Y %Y" = "year"', "date.formats “%Y %Y” does not tell the year."),
        ('"%Y" = "year"', '"%d" = "day"', "date.formats “%d” does not tell the day."),
        ('"%Y" = "year"', '"%Y" = "decade"', "date.formats “%Y” must be one of: minute, day,"),
        ('"fighting"', '"brawling"', "conduct.codes “Fight” is “brawling”, which is not a conduct"),
        ('"theft_large"', '"theft_vast"', "rule 9: conduct is “theft_vast”, which is not a conduct"),
        ('when.act = "Gun"', "when.act = 5", "rule 4: when.act must be text, a list of texts,"),
        ('when.act = "Gun"', "when.act = [5]", "rule 4: when.act must be text, a list of texts,"),
        ('when.act = "Gun"', "when.act = { is = 5 }", "rule 4: when.act must be text, a list of"),
        ('when.act = "Gun"', "", "rule 4: when is missing."),
        ('because = "A gun."', "", "rule 4: because is missing."),
        ('answer.firearm = "yes"', "", "rule 4: answer or a conduct is missing."),
        ('answer.firearm = "yes"', 'answer.gun = "yes"', "rule 4: answer.gun is not a fact."),
        ('answer.firearm = "yes"', "answer.firearm = true", "answer.firearm must be one of: yes,"),
        ('answer.firearm = "yes"', 'anwser.firearm = "yes"', "rule 4: anwser is not a key of a map"),
        ("[several]", "[sevral]", "sevral is not a key of a map; check its spelling."),
        ("[several]", "[several", "The map is not TOML: "),
    ],
)  # fmt: skip
def test_a_problem_of_a_map_names_the_key(old, new, problem):
    assert MAP.count(old) >= 1
    with pytest.raises(MapError) as found:
        load_map(MAP.replace(old, new, 1))
    assert problem in str(found.value)


def test_every_problem_of_a_map_is_told_at_once():
    with pytest.raises(MapError) as found:
        load_map('source = ""\nrule = [1]\n[date]\nvalue = 3\n[conduct]\ncodes = 4')
    assert found.value.problems == [
        "source must be text that is not empty.",
        "learned is missing.",
        "incident must be text, or a list of texts, with columns in {braces}.",
        "record must be text, or a list of texts, with columns in {braces}.",
        "place must be text, or a list of texts, with columns in {braces}.",
        "narrative must be text, or a list of texts, with columns in {braces}.",
        "actor must be text, or a list of texts, with columns in {braces}.",
        "date.value must be text, or a list of texts, with columns in {braces}.",
        "date.formats is missing.",
        "conduct.column is missing.",
        "conduct.codes must be a table of texts.",
        "conduct.words must be text, or a list of texts, with columns in {braces}.",
        "rule must be written as [[rule]].",
    ]


def test_the_map_that_the_documentation_shows_can_be_used():
    text = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)
    assert len(load_map(shown).rules) == 2
    for fact in FACTS:
        assert f"`{fact.name}`" in text
