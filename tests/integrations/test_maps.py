"""The maps that come with the program, on the files they were written for."""

import json
from collections import Counter
from pathlib import Path

import pytest

from incident_app.integrations.incident_csv import Row, load_map, read
from incident_app.policy.conducts import BY_CODE
from incident_app.policy.logic import BY_NAME, FACTS

MAPS = Path(__file__).parents[2] / "incident_app" / "maps"


def sample(samples, map_name, file):
    by = load_map((MAPS / f"{map_name}.toml").read_text(encoding="utf-8"))
    with (samples / file).open(encoding="utf-8", newline="") as opened:
        return list(read(opened, by))


@pytest.fixture
def nibrs(samples):
    return sample(samples, "nibrs_az2016", "nibrs_az2016_school.csv")


@pytest.fixture
def los_angeles(samples):
    return sample(samples, "los_angeles", "lapd_school_premises.csv")


def known(rows):
    return Counter((fact.name, answer) for row in rows for fact, answer in row.answers.items())


def test_every_row_of_the_nibrs_file_is_taken(nibrs):
    assert all(isinstance(row, Row) for row in nibrs)
    assert len(nibrs) == len({(row.incident, row.matter) for row in nibrs}) == 514
    assert len({row.incident for row in nibrs}) == 433


def test_the_nibrs_file_answers_what_its_columns_say_and_no_more(nibrs):
    assert known(nibrs) == {
        ("crime", True): 514 - 73 - 68,
        ("bodily_harm", True): 44,
        ("bodily_harm", False): 199 + 179,
        ("threat", True): 31 + 2 + 7,
        ("victim_request", False): 179 + 58 + 44 + 42 - 2,
        ("guardian_request", False): 179 + 58 + 44,
        ("juvenile", True): 26 + 128 + 118 + 6 + 20 + 1,
        ("juvenile", False): 24 + 14,
        ("petty_offense", False): 77 + 7 + 2 + 1 + 11 + 1 + 2 + 3 + 3,
        ("firearm", False): 102,
        ("school_property", True): 271,
    }


def test_a_handgun_does_not_say_that_a_pupil_brought_it(nibrs):
    (row,) = [each for each in nibrs if "Weapon or force: Handgun." in each.narrative]
    assert BY_NAME["firearm"] not in row.answers


def test_every_row_of_the_los_angeles_file_is_taken(los_angeles):
    assert all(isinstance(row, Row) for row in los_angeles)
    assert len({row.incident for row in los_angeles}) == len(los_angeles) == 61


def test_the_los_angeles_file_answers_what_its_columns_say_and_no_more(los_angeles):
    assert known(los_angeles) == {
        ("crime", True): 61 - 9,
        ("threat", True): 4 + 1 + 1,
        ("juvenile", True): 5,
        ("petty_offense", False): 5 + 2 + 3 + 4 + 1 + 5,
        ("firearm", False): 17,
        ("school_property", True): 51,
    }


def test_no_answer_contradicts_the_worked_vignettes(samples, nibrs, los_angeles):
    """``Unknown`` in one and an answer in the other is no contradiction: a story tells more."""
    records = {row.incident: row for row in (*nibrs, *los_angeles)}
    seen = 0
    for line in (samples / "vignettes.jsonl").read_text(encoding="utf-8").splitlines():
        vignette = json.loads(line)
        for reference in ("AZ16-0044", "AZ16-0031", "AZ16-0219", "LA-042"):
            if reference in vignette["source"]:
                seen += 1
                for fact, answer in records[reference].answers.items():
                    said = vignette["answers"][fact.name]
                    assert said in ("unknown", "yes" if answer else "no"), (reference, fact)
    assert seen == 4


def test_every_conduct_is_in_the_catalogue_and_every_answer_has_its_reason(nibrs, los_angeles):
    for row in (*nibrs, *los_angeles):
        assert row.conduct in BY_CODE
        assert set(row.notes) == set(row.answers) <= set(FACTS)
