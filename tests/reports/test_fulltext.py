"""The same words find the same incidents on both databases, and nothing typed is an operator."""

import re

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from incident_app.extensions import db
from incident_app.models import Addition
from incident_app.reports import finding
from incident_app.reports.fulltext import saying
from incident_app.reports.wanted import Wanted
from incident_app.services import references
from tests.access.walls.asking import look
from tests.make import NOON


@pytest.fixture
def owner(make):
    return make.administrator(make.school("EHS"))


def found(owner, typed):
    rows = finding.everything(Wanted(words=typed), viewer=owner, now=NOON, most=1000)
    return {row.id for row, _ in rows}


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("cafeteria", True),  # the place
        ("shout", True),  # the beginning of a word
        ("SHOUTED two", True),  # any case, any order
        ("hout", False),  # not its middle
        ("shouted never", False),  # every word
        ("“two, students!”", True),  # punctuation is none
        ("josé", True),
        ("JOSÉ", True),
        ("jose\u0301", True),  # typed with a combining mark, as some keyboards do
        ("jose", False),  # an accent makes another letter
        ("7b", True),
        ("don t", True),
        ("...", False),
        ("👩‍🏫", False),
        ("a" * 201, False),
    ],
)
def test_what_is_typed_finds(make, owner, typed, is_found):
    incident = make.incident(owner, narrative="Two students shouted. José of 7b said: don't.")
    make.incident(owner, place="Gym", narrative="Nothing of it.")
    assert found(owner, typed) == ({incident.id} if is_found else set())


def test_later_additions_are_found_each_as_a_text_of_its_own(make, owner):
    incident = make.incident(owner)
    for text in ("The nurse called.", "A camera saw it."):
        db.session.add(
            Addition(incident_id=incident.id, text=text, added_by_id=owner.id, added_at=NOON)
        )
    db.session.commit()
    assert found(owner, "nurse") == found(owner, "camera") == {incident.id}
    assert found(owner, "nurse camera") == set()


def test_references_are_found_whole_or_by_their_beginning(make, owner):
    incident, _ = make.incident(owner), make.incident(make.administrator(make.school("WMS")))
    for reference in (incident.reference, incident.matters[0].reference):
        for typed in (
            reference, reference.lower(), f" {reference} ", reference[:5], reference[:6], reference[:7],
            reference[:8], reference[:9], reference[:10], reference.replace("-", " "), reference.replace("-", "\u2011"),
        ):  # fmt: skip
            assert found(owner, typed) == {incident.id}, typed
    assert found(owner, incident.reference[:-1] + "U") == set()  # a letter that no reference has
    assert found(owner, "EHS") == set()  # every incident of the school has that


@pytest.mark.parametrize("reference", ["EHS-2222-22", "EHS-ZZZZ-ZZ", "EHS-2ZZZ-Z2", "EHS-Z222-2Z"])
def test_the_first_and_the_last_of_all_references_are_found_by_their_beginning(
    make, owner, reference, monkeypatch
):
    letters = iter(f"{reference}-3333-33".removeprefix("EHS").replace("-", ""))
    monkeypatch.setattr(references.secrets, "choice", lambda _: next(letters))
    incident = make.incident(owner)
    assert incident.reference == reference
    for length in range(5, 11):
        assert found(owner, reference[:length]) == {incident.id}, length


def test_the_beginning_of_a_reference_is_looked_for_in_its_index(owner):
    """Not in every row, which took seconds behind row security."""
    query = str(saying("EHS-7").compile(db.engine, compile_kwargs={"literal_binds": True}))
    asked, looks = {
        "sqlite": ("EXPLAIN QUERY PLAN ", "(reference>? AND reference<?)"),
        "postgresql": ("EXPLAIN ", "Index Cond: ((reference >= 'EHS-7000-00'::text)"),
    }[db.engine.dialect.name]
    with db.engine.connect() as connection:  # the pages' own
        if db.engine.dialect.name == "postgresql":
            look(connection, owner)
            connection.execute(sa.text("SET LOCAL enable_seqscan = off"))
        plan = str(connection.exec_driver_sql(asked + query).all())
    assert plan.count(looks) == len(("incidents", "matters")), plan


HOSTILE = [
    '"', "*", "^", "NEAR(a b)", "a NOT b", "words:a", "a\0b", "&|!:", "<->", "a:*", "'", "''", "\\", "%", "_",
    "a' OR 1=1 --", "'):* | 'a", "() {}", "-shouted", "+a", "{a b}", "\ud83d", "👩‍🏫" * 40, "x" * 10_000, "a " * 5_000,
    "a " * 100, "²", "½", "\u0301", "İ", "1e5x", "\u202e", "ǅ", "\U0001f3fb", "=", ";", "/*", "AND", "OR", "NOT",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_typed_is_an_error_or_leads_out_of_reach(make, owner, typed):
    elsewhere = make.administrator(make.school("WMS"))
    make.incident(elsewhere, narrative="a b NEAR NOT AND OR 1 x words shouted")
    assert found(owner, typed) == set()


@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=250))
def test_any_text_can_be_typed(make, owner, typed):
    found(owner, typed)


LETTERS = "abzABZéÉñÑüÜßøØłŁçÇčČěšžŽăĂđĐơƠưƯạẠếẾаяАЯёЁαωΑΩהש中文ا07"  # noqa: RUF001 - scripts, not look-alikes
"""Latin, Vietnamese, Cyrillic, Greek, Hebrew, Chinese, Arabic: composed letters, and digits."""
SIGNS = " .,;:!?'\"()-_/&|*<>\n\u2014\u00a0"


def words(text):
    return [word.lower() for word in re.findall(r"[^\W_]+", text)]


@settings(
    max_examples=40, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    said=st.text(LETTERS + SIGNS, min_size=1, max_size=60).filter(str.strip),
    typed=st.text(LETTERS + SIGNS, max_size=6) | st.integers(0, 59),
)
def test_both_databases_find_by_the_same_rule(make, owner, said, typed):
    """The rule in Python; that each database keeps it makes them equal."""
    if isinstance(typed, int):  # what was said, from somewhere on
        typed = said[typed : typed + 4]
    assume(typed)
    incident = make.incident(owner, place="-", narrative=said)
    asked, there = words(typed), words(said)
    expected = bool(asked) and all(any(w.startswith(a) for w in there) for a in asked)
    assert (incident.id in found(owner, typed)) == expected
