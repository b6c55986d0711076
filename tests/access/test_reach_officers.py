"""Every viewer reaches on the officers' side what the tables say, and nothing else."""

from datetime import date

import pytest

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import (
    Account,
    Agency,
    Assessment,
    Contract,
    Drill,
    DutyEntry,
    School,
    Sighting,
)
from incident_app.policy.duties import Duty
from incident_app.vocabulary import DrillKind, Role
from tests.access.officers import OF_OFFICERS, TABLES, WORDS
from tests.access.sharing import cells
from tests.make import NOON

KINDS = {
    each.__tablename__: each
    for each in (Account, Agency, Assessment, Contract, Drill, DutyEntry, School, Sighting)
}
DAY = date(2025, 9, 2)


@pytest.fixture
def cast(make):
    """Who is in the tables, and the record of each column by its kind."""
    school, other = make.school("EHS"), make.school("WMS")
    agency = make.agency()
    here, there = make.contract(agency, schools=[school]), make.contract(agency, schools=[other])
    people = {
        "an officer of the school": make.account(Role.OFFICER, schools=[school]),
        "another officer of the school": make.account(Role.OFFICER, schools=[school]),
        "an officer of another school": make.account(Role.OFFICER, schools=[other]),
        "an officer, disabled": make.account(Role.OFFICER, schools=[school]),
        "an administrator of the school": make.administrator(school),
        "another school's administrator": make.administrator(other),
        "a disabled administrator": make.administrator(school),
        "the coordinator": make.account(Role.COORDINATOR),
        "an auditor": make.account(Role.AUDITOR),
        "the system administrator": make.account(Role.SYSTEM_ADMINISTRATOR),
    }
    officer, another = people["an officer of the school"], people["another officer of the school"]
    elsewhere, head = (
        people["an officer of another school"],
        people["an administrator of the school"],
    )
    keeper = people["the coordinator"]

    def sighting(whose):
        said = {"course": "SRO course", "issuer": "NASRO", "issued_on": DAY, "seen_on": DAY}
        return Sighting(account_id=whose.id, by_id=keeper.id, at=NOON, **said)

    def duty(whose, at):
        said = {"duty": Duty.TEACHING, "day": DAY, "minutes": 50}
        return DutyEntry(account_id=whose.id, school_id=at.id, by_id=whose.id, at=NOON, **said)

    def drill(at):
        return Drill(
            school_id=at.id, kind=DrillKind.FIRE, day=DAY, minutes=5, by_id=keeper.id, at=NOON
        )

    def assessment(**whose):
        return Assessment(
            school_id=school.id,
            finding="A door.",
            due_on=DAY,
            recorded_by_id=keeper.id,
            recorded_at=NOON,
            **whose,
        )

    records = {
        ("agency", "the agency"): agency,
        ("contract", "for the school"): here,
        ("contract", "for another school"): there,
        ("sighting", "of the officer"): sighting(officer),
        ("sighting", "of another officer"): sighting(another),
        ("duty_entry", "by the officer"): duty(officer, school),
        ("duty_entry", "by another officer"): duty(another, school),
        ("duty_entry", "at another school"): duty(elsewhere, other),
        ("drill", "of the school"): drill(school),
        ("drill", "of another school"): drill(other),
        ("assessment", "nobody's here"): assessment(owner_words="The custodian"),
        ("assessment", "worked on by the officer"): assessment(owner_words="The custodian", officer_id=officer.id),
        ("assessment", "owned by the administrator"): assessment(owner_id=head.id),
        ("school", "the school"): school,
        ("school", "another school"): other,
    } | {("account", name): account for name, account in people.items()}  # fmt: skip
    db.session.add_all(records.values())
    for name in ("an officer, disabled", "a disabled administrator"):
        people[name].active = False
    db.session.commit()
    return people, records


def test_the_tables_name_every_role_and_every_column(cast):
    people, records = cast
    assert len(OF_OFFICERS) == len(set(OF_OFFICERS))
    for kind, table in TABLES.items():
        found = list(cells(table))
        assert {people[viewer].role for viewer, _, _ in found} == set(Role)
        assert {column for _, column, _ in found} <= {
            name for what, name in records if what == kind
        }
        assert {word for _, _, words in found for word in words} == set(WORDS[kind])


def test_every_viewer_reaches_what_the_tables_say_and_nothing_else(cast):
    people, records = cast
    for kind, table in TABLES.items():
        for viewer, column, may in cells(table):
            for word, action in WORDS[kind].items():
                clause = reach(people[viewer], action)
                found = db.session.scalars(db.select(KINDS[kind].id).where(clause)).all()
                said = f"{viewer}: {action.value}, {column}"
                assert (records[kind, column].id in found) == (word in may), said


def test_the_officers_side_says_nothing_of_who_is_no_officer(cast):
    people, _ = cast
    officers = {each.id for each in people.values() if each.role is Role.OFFICER}
    for viewer in people.values():
        for action in (Action.READ_OFFICER, Action.KEEP_OFFICER, Action.READ_TRAINING):
            found = set(db.session.scalars(db.select(Account.id).where(reach(viewer, action))))
            assert found <= officers
