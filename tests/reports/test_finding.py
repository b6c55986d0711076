"""Incidents are found by what is asked of them, a page at a time, in a steady number of queries."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.policy.outcome import Outcome
from incident_app.reports import finding
from incident_app.reports.wanted import Wanted
from incident_app.services import incidents, matters
from incident_app.vocabulary import Part
from tests.make import NOON, known

CRIME = {"crime": True, "bodily_harm": True, "firearm": False}


@pytest.fixture
def owner(make):
    return make.administrator(make.school("EHS"), make.school("WMS"))


def found(owner, now=NOON, **wanted):
    return {row.id for row in finding.page(Wanted(**wanted), viewer=owner, now=now).rows}


def test_by_school(make, owner):
    here, there = owner.schools
    first, _ = make.incident(owner, school=here), make.incident(owner, school=there)
    assert found(owner, school_id=here.id) == {first.id}


def test_by_the_outcome_in_force_of_some_matter(make, owner):
    both = make.incident(owner, ("assault", CRIME), "fighting")
    held = make.incident(owner)
    assert found(owner, outcome=Outcome.LAW_ENFORCEMENT) == {both.id}
    assert found(owner, outcome=Outcome.UNDETERMINED) == {both.id, held.id}
    matters.answer(both.matters[0].id, known(crime=None), viewer=owner, now=NOON)
    assert found(owner, outcome=Outcome.LAW_ENFORCEMENT) == set()


def test_an_incident_with_two_such_matters_is_one(make, owner):
    incident = make.incident(owner, "fighting", "cheating", "fighting")
    page = finding.page(Wanted(outcome=Outcome.UNDETERMINED), viewer=owner, now=NOON)
    assert [row.id for row in page.rows] == [incident.id]
    assert page.count == 1


def test_outcome_and_conduct_speak_of_the_same_matter(make, owner):
    incident = make.incident(owner, ("assault", CRIME), "cheating")
    assert found(owner, conduct="cheating") == {incident.id}
    assert found(owner, conduct="assault", outcome=Outcome.LAW_ENFORCEMENT) == {incident.id}
    assert found(owner, conduct="cheating", outcome=Outcome.LAW_ENFORCEMENT) == set()


def test_by_the_day_in_the_districts_zone_both_ends_included(make, owner):
    # 4 AM in UTC is still the evening before in the district.
    late = make.incident(
        owner, occurred_at=NOON - timedelta(hours=13), occurred_on=date(2025, 9, 1)
    )
    assert found(owner, start=date(2025, 9, 1), end=date(2025, 9, 1)) == {late.id}
    assert found(owner, start=date(2025, 9, 2)) == set()
    assert found(owner, end=date(2025, 8, 31)) == set()
    assert found(owner, start=date.min, end=date.max) == {late.id}


def test_undetermined_for_more_than_a_day(make, owner):
    held = make.incident(owner)
    make.incident(owner, ("assault", CRIME))
    day = timedelta(days=1)
    assert found(owner, NOON + day, waiting=True) == set()
    assert found(owner, NOON + day + timedelta(seconds=1), waiting=True) == {held.id}
    assert found(owner, NOON + 2 * day, waiting=True, outcome=Outcome.LAW_ENFORCEMENT) == set()


def test_logged_by_me(make, owner):
    colleague = make.administrator(*owner.schools)
    mine, _ = make.incident(owner), make.incident(colleague)
    assert found(owner, mine=True) == {mine.id}


def test_everything_one_person_took_part_in_whatever_their_part(make, owner):
    ana, stranger = make.person(owner.schools[0]), make.person(make.school("XHS"))
    made = {
        make.incident(owner, participants=[
            *make.new_incident(owner.schools[0]).participants,
            incidents.NewParticipant(part=part, person_id=ana.id),
        ]).id
        for part in (Part.VICTIM, Part.WITNESS)
    }  # fmt: skip
    make.incident(owner)
    assert found(owner, person_id=ana.id) == made
    assert finding.person(ana.id, viewer=owner) == ana
    assert finding.person(stranger.id, viewer=owner) is None
    assert found(owner, person_id=stranger.id) == set()


@pytest.mark.parametrize(
    "wanted", [Wanted(), Wanted(outcome=Outcome.UNDETERMINED), Wanted(words="shouted")]
)
def test_pages_follow_one_another_without_gap_or_repeat(make, owner, monkeypatch, wanted):
    monkeypatch.setattr(finding, "PAGE", 4)
    monkeypatch.setattr(finding, "BATCH", 3)
    made = [
        make.incident(
            owner, school=owner.schools[n % 2], occurred_at=NOON + timedelta(minutes=n // 3)
        )
        for n in range(11)
    ]
    seen, after, more = [], None, True
    while more:
        page = finding.page(wanted, viewer=owner, now=NOON, after=after)
        seen += [row.id for row in page.rows]
        after, more = page.rows[-1].id, page.more
    latest_first = sorted(made, key=lambda each: (each.occurred_at, each.id), reverse=True)
    assert seen == [each.id for each in latest_first]
    filed = finding.everything(wanted, viewer=owner, now=NOON, most=100)
    assert [row.id for row, _ in filed] == seen
    cut = finding.everything(wanted, viewer=owner, now=NOON, most=7)
    assert [row.id for row, _ in cut] == seen[:7]


def test_the_count_stops_where_it_is_told(make, owner):
    for _ in range(3):
        make.incident(owner)
    assert [
        finding.count(Wanted(), viewer=owner, now=NOON, most=most) for most in (1, 2, 3, 4)
    ] == [2, 3, 3, 3]


@contextmanager
def statements():
    seen = []
    note = lambda *given: seen.append(given[2])  # noqa: E731
    sa.event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "wanted", [Wanted(), Wanted(outcome=Outcome.UNDETERMINED, conduct="fighting", words="shouted")]
)
def test_fifty_incidents_take_as_many_statements_as_one(make, owner, wanted):
    make.incident(owner)
    one = _statements(wanted, owner)
    for _ in range(50):
        make.incident(owner, "fighting", "cheating")
    fifty = _statements(wanted, owner)
    assert len(one) == len(fifty) <= 5
    for each in fifty:  # only the beginning of a narrative is read
        assert each.count("narrative") == each.count("substr(incident.narrative")


def _statements(wanted, owner):
    db.session.expire_all()
    assert owner.name
    with statements() as seen:
        page = finding.page(wanted, viewer=owner, now=NOON)
        assert all(line.who and line.conduct for row in page.rows for line in row.matters)
    return seen
