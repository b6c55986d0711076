"""The demo district is believable, and made of what the services would make themselves."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from incident_app import demo
from incident_app.demo.incidents import moment
from incident_app.policy import editions
from incident_app.policy.conducts import BY_CODE
from incident_app.policy.engine import decide
from incident_app.policy.logic import BY_NAME
from incident_app.policy.outcome import Outcome
from incident_app.services import Refused
from incident_app.vocabulary import Part, PersonKind, Role, Value

ZONE = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
PASSWORD = "a password of the demo"
KNOWN = {person.name: person for person in demo.PEOPLE}


def seed(now=NOW, **over):
    demo.seed(password=PASSWORD, now=now, zone=ZONE, **over)


def every(model):
    from incident_app.extensions import db

    return db.session.scalars(sa.select(model)).unique().all()


def test_fills_an_empty_database(app):
    from incident_app.models import Account, Event, Incident, Matter, Person, School
    from incident_app.services import accounts

    steps = []
    seed(progress=steps.append)

    assert steps == list(range(1, demo.STEPS + 1))
    assert len(every(School)) == 3
    assert len(every(Account)) == 8
    assert {account.role for account in every(Account)} == set(Role)
    assert 55 <= len(every(Person)) <= 65
    assert 38 <= len(every(Incident)) <= 45
    in_force = Counter(matter.decisions[-1].outcome for matter in every(Matter))
    assert set(in_force) == set(Outcome)
    assert min(in_force.values()) >= 3
    several = [incident for incident in every(Incident) if len(incident.matters) > 1]
    assert len(several) >= 4
    assert all(
        accounts.authenticate(account.email, PASSWORD).role is account.role
        for account in demo.ACCOUNTS
    )
    journal = sorted(every(Event), key=lambda event: event.seq)
    assert all(before.at <= after.at for before, after in pairwise(journal))


def test_every_decision_replays_and_some_routes_move(app):
    from incident_app.models import Decision, Incident, Matter

    seed()

    for decision in every(Decision):
        inputs = {BY_NAME[name]: Value(value).known for name, value in decision.inputs.items()}
        said = decide(editions.named(decision.edition), inputs)
        assert said.outcome is decision.outcome
        assert [fact.name for fact in said.ask] == decision.ask
    moves = {
        tuple(decision.outcome for decision in matter.decisions)
        for matter in every(Matter)
        if len(matter.decisions) > 1
    }
    assert moves == {
        (Outcome.UNDETERMINED, Outcome.LAW_ENFORCEMENT),
        (Outcome.UNDETERMINED, Outcome.DISCIPLINE_ONLY),
        (Outcome.DISCIPLINE_ONLY, Outcome.LAW_ENFORCEMENT),
        (Outcome.ADMINISTRATOR_LED, Outcome.LAW_ENFORCEMENT),
        (Outcome.LAW_ENFORCEMENT, Outcome.ADMINISTRATOR_LED),
        (Outcome.LAW_ENFORCEMENT, Outcome.DISCIPLINE_ONLY),
    }
    for incident in every(Incident):
        assert date(2025, 9, 2) <= incident.occurred_on <= date(2026, 6, 5)
        assert incident.occurred_at.astimezone(ZONE).date() == incident.occurred_on
        assert incident.occurred_at < incident.logged_at
        assert incident.school in incident.logged_by.schools


def test_the_districts_own_words_stand_beside_every_row(app):
    from incident_app.models import PolicyText

    seed()

    pasted = sorted(every(PolicyText), key=lambda line: line.seq)
    assert {line.paragraph for line in pasted} == set(editions.ADOPTED[0].paragraphs)
    assert [line.paragraph for line in pasted].count("IV.B") == 2
    assert {line.pasted_by.role for line in pasted} == {Role.SYSTEM_ADMINISTRATOR}


def test_officers_were_shown_matters_in_every_state_and_did_what_is_to_be_audited(app):
    from incident_app.models import Consultation, Contact, Disclosure, Referral
    from incident_app.vocabulary import Act, Asked, State

    seed()

    states = Counter(referral.state for referral in every(Referral))
    assert set(states) == set(State)
    assert {each.state for each in every(Consultation)} == set(Asked)
    assert len(every(Disclosure)) > 10
    contacts = every(Contact)
    met = {kept.outcome for contact in contacts for kept in contact.matters}
    assert met >= {Outcome.LAW_ENFORCEMENT, Outcome.DISCIPLINE_ONLY, Outcome.UNDETERMINED}
    assert any(Act.DISCIPLINED.value in contact.acts for contact in contacts)
    assert any(contact.incident_id is None and contact.iv_c for contact in contacts)


def test_officers_logged_their_work_and_the_coordinator_read_it(app):
    from incident_app.models import Assessment, Drill, DutyEntry
    from incident_app.policy.duties import Duty
    from incident_app.vocabulary import Reviewed

    seed()

    entries = every(DutyEntry)
    assert 50 <= len(entries) <= 120
    assert {each.duty for each in entries} == set(Duty) - {Duty.ENFORCEMENT}
    assert Counter(each.review and each.review.verdict for each in entries)[Reviewed.STRUCK] == 1
    assert any(each.review is None for each in entries)
    assert all(each.school in each.account.schools for each in entries)
    assert {each.school.code for each in every(Drill)} == set(demo.SCHOOLS)
    assert {bool(each.end) for each in every(Assessment)} == {True, False}


def test_nothing_is_dated_after_now(app):
    from incident_app.models import Decision, Event, Incident

    now = moment("2025-10-01 12:00", ZONE)
    seed(now)

    assert 0 < len(every(Incident)) < 10
    assert all(line.at <= now for line in every(Event))
    assert all(decision.made_at <= now for decision in every(Decision))


def test_refuses_a_district_that_is_there(app, make):
    make.school()

    with pytest.raises(Refused, match="empty"):
        seed()


def test_an_incident_is_told_soon_and_never_before_it_happened():
    for told in demo.INCIDENTS:
        assert 20 <= told.minutes <= 16 * 60, told.at
        answered = [moment(later.at, ZONE) for did in told.matters for later in did.later]
        assert all(at > told.logged(ZONE) for at in answered), told.at


def test_what_happened_at_a_weekend_happened_at_an_event_or_says_where():
    for told in demo.INCIDENTS:
        if told.day.weekday() >= 5:
            assert all("school_property" in f"{did.yes} {did.no}" for did in told.matters), told.at


def test_an_incident_names_people_of_its_school_and_conducts_of_the_catalogue():
    for told in demo.INCIDENTS:
        for took in told.people:
            assert took.kind or KNOWN[took.name].school == told.school, (told.at, took.name)
            assert bool(took.did) is (took.part is Part.ACTOR), (told.at, took.name)
        assert all(did.conduct in BY_CODE for did in told.matters), told.at


def test_a_students_birth_date_answers_whether_they_were_under_18():
    for told in demo.INCIDENTS:
        for took in told.people:
            person = None if took.kind else KNOWN[took.name]
            for did in took.did if person and person.born_on else ():
                birthday = person.born_on.replace(year=person.born_on.year + 18)
                assert did.answers[BY_NAME["juvenile"]] is (told.day < birthday), told.at


def test_a_question_is_answered_once_at_a_time():
    for told in demo.INCIDENTS:
        for said in [said for did in told.matters for said in (did, *did.later)]:
            names = f"{said.yes} {said.no} {said.unknown}".split()
            assert len(names) == len(set(names)), told.at


def test_what_a_conduct_suggests_is_what_was_answered_unless_a_note_says_why():
    differ = [
        (told.at, did.conduct, suggestion.fact.name)
        for told in demo.INCIDENTS
        for did in told.matters
        for suggestion in BY_CODE[did.conduct].suggestions
        if not did.note
        and did.answers.get(suggestion.fact, suggestion.answer) not in {suggestion.answer, None}
    ]
    assert differ == []


def test_students_are_as_old_as_their_grade():
    for person in demo.PEOPLE:
        if person.kind is PersonKind.STUDENT:
            starts_at = 5 + int(person.grade)
            assert date(2025 - starts_at - 1, 9, 1) <= person.born_on
            assert person.born_on <= date(2025 - starts_at, 9, 1) + timedelta(days=30)


def test_names_and_numbers_tell_people_apart():
    assert len(KNOWN) == len(demo.PEOPLE)
    assert len({person.number for person in demo.PEOPLE}) == len(demo.PEOPLE)
    assert all(account.email.endswith("@lakeprairie.example") for account in demo.ACCOUNTS)
    assert all(set(account.schools) <= set(demo.SCHOOLS) for account in demo.ACCOUNTS)
