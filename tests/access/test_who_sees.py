"""What the page says of who can see what is what reach does with real rows."""

import pytest

from incident_app.access import _MAY as MAY
from incident_app.access import Action, Extent, extent, reach
from incident_app.extensions import db
from incident_app.models import (
    Assessment,
    Consultation,
    Contact,
    Drill,
    DutyEntry,
    Incident,
    Matter,
    Person,
    Referral,
    School,
)
from incident_app.reports import who_sees
from incident_app.reports.who_sees import KINDS, SAID
from incident_app.services import account_changes
from incident_app.vocabulary import Role
from tests.make import CRIME, NOON, PETTY, RULE

ROWS = {
    Action.READ_INCIDENT: (Incident.id, Incident.school_id),
    Action.READ_MATTER: (Matter.id, Incident.school_id),
    Action.READ_REFERRAL: (Referral.id, Referral.school_id),
    Action.READ_CONSULTATION: (Consultation.id, Consultation.school_id),
    Action.READ_CONTACT: (Contact.id, Contact.school_id),
    Action.READ_LEDGER: (Person.id, Person.school_id),
    Action.COUNT_DISCIPLINE: (School.id, School.id),
    Action.AUDIT: (School.id, School.id),
    Action.READ_DUTY: (DutyEntry.id, DutyEntry.school_id),
    Action.READ_DRILL: (Drill.id, Drill.school_id),
    Action.READ_ASSESSMENT: (Assessment.id, Assessment.school_id),
}
"""A record of each kind, and the school it is of."""


@pytest.fixture
def district(make):
    """Two schools with a record of every kind for each who works there, and a third without anybody."""
    schools = [make.school(code) for code in ("EHS", "WMS")]
    empty = make.school("NES")
    people = {
        "keeper": make.account(Role.SYSTEM_ADMINISTRATOR),
        "coordinator": make.account(Role.COORDINATOR),
        "auditor": make.account(Role.AUDITOR),
        "both": make.administrator(*schools),
        "without a contract": make.officer(*schools, posted=False),
    }
    for school in schools:
        head = people[school.code] = make.administrator(school)
        officer = people[f"officer at {school.code}"] = make.officer(school)
        crime, petty, rule = make.incident(
            head, ("assault", CRIME), ("nicotine", PETTY), ("cheating", RULE)
        ).matters
        make.referral(crime, officer)
        make.consultation(petty, officer)
        make.contact(crime.incident)
        make.drill(school)
        make.duty(officer)
        make.assessment(school, owner_id=head.id, officer_id=officer.id)
        make.person(school)
        people[f"rule at {school.code}"] = rule
    return people, schools, empty


def accounts(people):
    return [each for name, each in people.items() if not name.startswith("rule")]


def told(board):
    """The page's statements: account, kind and school; and those of every school or of oneself."""
    at = {
        (account.id, kind, school.id)
        for school, groups in board.at
        for group in groups
        for account in group.accounts
        for kind in group.kinds
    }
    everywhere, themselves = (
        {(a.id, kind) for group in groups for a in group.accounts for kind in group.kinds}
        for groups in (board.everywhere, board.themselves)
    )
    return at, everywhere, themselves


def reached(account, kind, school):
    column, of = ROWS[kind]
    query = db.select(column).where(of == school.id, reach(account, kind))
    if kind is Action.READ_MATTER:
        query = query.join(Incident, Incident.id == Matter.incident_id)
    return set(db.session.scalars(query))


def test_every_statement_of_the_page_holds_of_real_rows_and_no_other(district):
    people, schools, _ = district
    at, everywhere, themselves = told(who_sees.board(viewer=people["keeper"]))
    for account in accounts(people):
        for kind in KINDS:
            for school in schools:
                said = (account.id, kind, school.id) in at or (account.id, kind) in everywhere
                if (account.id, kind) not in themselves:
                    found = reached(account, kind, school)
                    assert bool(found) == said, (account.role, kind, school.code)


def test_what_is_said_to_be_their_own_is_nobody_elses(district):
    people, schools, _ = district
    _, _, themselves = told(who_sees.board(viewer=people["keeper"]))
    for kind, one, other in (
        (Action.READ_DUTY, "officer at EHS", "officer at WMS"),
        (Action.READ_ASSESSMENT, "EHS", "WMS"),
    ):
        assert {(people[one].id, kind), (people[other].id, kind)} <= themselves
        mine, theirs = (
            {row for school in schools for row in reached(people[name], kind, school)}
            for name in (one, other)
        )
        assert mine
        assert mine.isdisjoint(theirs)


def test_every_kind_that_a_role_reads_is_on_the_page(district):
    """Of every action that reads a record of a school's, there is a line."""
    of_officers = {
        Action.READ_POLICY, Action.READ_NOTICE, Action.READ_AGENCY, Action.READ_CONTRACT, Action.READ_OFFICER,
        Action.READ_TRAINING, Action.READ_SIGHTING_FILE,
    }  # fmt: skip
    reading = {
        action
        for actions in MAY.values()
        for action in actions
        if action.name.startswith("READ_") or action in {Action.COUNT_DISCIPLINE, Action.AUDIT}
    }
    assert set(KINDS) == reading - of_officers == set(ROWS)
    assert all(action in MAY[role] for role, action in SAID)


def test_the_coordinator_reads_no_discipline_only_matter(district):
    people, schools, _ = district
    rules = {people[f"rule at {school.code}"].id for school in schools}
    matters = {
        row
        for school in schools
        for row in reached(people["coordinator"], Action.READ_MATTER, school)
    }
    assert len(matters) == 4
    assert matters.isdisjoint(rules)


def test_an_officer_without_a_contract_is_named_at_no_school(district):
    people, _, _ = district
    officer = people["without a contract"]
    at, everywhere, themselves = told(who_sees.board(viewer=people["keeper"]))
    assert not {each for each in at | everywhere if each[0] == officer.id}
    assert {kind for account_id, kind in themselves if account_id == officer.id} == {
        Action.READ_CONTACT, Action.READ_DUTY,
    }  # fmt: skip


def test_the_system_administrator_and_the_disabled_see_no_record(district):
    people, _, _ = district
    account_changes.disable(people["EHS"].id, viewer=None, now=NOON)
    board = who_sees.board(viewer=people["keeper"])
    assert [each.id for each in board.blind] == [people["keeper"].id]
    assert people["EHS"].id not in {each[0] for found in told(board) for each in found}


def test_to_everyone_else_it_is_empty(district):
    people, _, _ = district
    for name in ("coordinator", "auditor", "both", "officer at EHS"):
        assert told(who_sees.board(viewer=people[name])) == (set(), set(), set())


def test_how_far_a_clause_goes_is_read_off_it(district):
    people, _, _ = district
    far = {
        ("both", Action.READ_INCIDENT): Extent.OWN_SCHOOLS,
        ("officer at EHS", Action.READ_REFERRAL): Extent.SERVED_SCHOOLS,
        ("officer at EHS", Action.READ_CONTACT): Extent.THEMSELVES,
        ("coordinator", Action.READ_MATTER): Extent.EVERYWHERE,
        ("auditor", Action.READ_MATTER): None,
    }
    for (name, action), expected in far.items():
        assert extent(reach(people[name], action), people[name]) is expected, (name, action)


def test_the_page_names_who_sees_what_and_no_record(district, pages):
    people, _, empty = district
    client = pages.sign_in(people["keeper"])
    text = client.get("/accounts/who-sees").text
    assert f"At {empty.name} Nobody in use is assigned here." in text
    assert "School Resource Officer" in text
    assert "matters, but for discipline-only ones" in text
    for reference in db.session.scalars(db.select(Incident.reference)):
        assert reference not in text


def test_of_one_incident_it_says_who_may_open_it_and_why(district):
    people, _, _ = district
    incident = people["rule at EHS"].incident
    found = {each.account.id: each.why for each in who_sees.of_incident(incident.reference)}
    shared = ("1 of its referrals", "1 of its questions to an officer")
    expected = {
        "EHS": ("all of it, as an administrator of EHS School",),
        "both": ("all of it, as an administrator of EHS School",),
        "officer at EHS": shared,
        "auditor": ("what was done with all of it, without names",),
        "coordinator": ("2 of its matters", *shared),
    }
    assert {
        name: found.get(each.id) for name, each in people.items() if each.id in found
    } == expected
    assert who_sees.of_incident("NO-1") is None
