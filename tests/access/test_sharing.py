"""Every viewer reaches of what is shared what the tables say, and nothing else."""

from itertools import groupby

import pytest

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import (
    Account,
    Consultation,
    Contact,
    Decision,
    Incident,
    Matter,
    Notice,
    Person,
    Referral,
    School,
    Sighting,
)
from incident_app.policy.outcome import Outcome
from incident_app.services import NotFound, consultations, notices, referrals
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import Declined, Disposition, Part, Role, Seen
from tests.access import cast as casting
from tests.access.sharing import SHARED, TABLES, WORDS, cells
from tests.make import CRIME, NOON, PETTY, known

KINDS = {
    "matter": Matter, "incident": Incident, "person": Person, "referral": Referral,
    "consultation": Consultation, "notice": Notice, "contact": Contact, "school": School, "account": Account,
    "sighting": Sighting,
}  # fmt: skip


@pytest.fixture
def cast(make):
    """Who is in the tables, and the records of each column by their kind."""
    school, other = make.school("EHS"), make.school("WMS")
    people = {
        "an administrator of the school": make.administrator(school),
        "another school's administrator": make.administrator(other),
        "a disabled administrator": make.administrator(school),
        "the officer it was sent to": make.officer(school),
        "another officer of the school": make.officer(school),
        "the officer, moved to another school": make.officer(school),
        "the officer, disabled": make.officer(school),
        "an officer of another school": make.officer(other),
        "the coordinator": make.account(Role.COORDINATOR),
        "an auditor": make.account(Role.AUDITOR),
        "the system administrator": make.account(Role.SYSTEM_ADMINISTRATOR),
    }
    people["an officer of the school"] = people["the officer it was sent to"]
    owner = people["an administrator of the school"]

    def logged(answers, by=owner):
        actor = make.person(by.schools[0])
        did = NewMatter(conduct="assault", answers=known(**answers))
        who = NewParticipant(part=Part.ACTOR, person_id=actor.id, matters=[did])
        return make.incident(by, participants=[who]), actor

    found = {}

    def put(column, *records):
        for record in records:
            found.setdefault((record.__tablename__, column), set()).add(record.id)

    for outcome, answers in casting.ANSWERS.items():
        incident, actor = logged(answers)
        put(outcome, incident, incident.matters[0], actor)
    everyone = [people[name] for name in ("the officer it was sent to", "the officer, moved to another school",
                                          "the officer, disabled")]  # fmt: skip
    for state in casting.OFFERED + casting.ASKED:
        for officer in everyone:
            answers = casting.ANSWERS[
                "law enforcement" if state in casting.OFFERED else "administrator-led"
            ]
            incident, actor = logged(answers)
            record = casting.shared(make, incident.matters[0], officer, state, by=owner)
            put((state, officer.id), record)
            put((state, officer.id), *casting.told(record, officer), *casting.told(record, owner))
            if state == "taken off law enforcement":
                put(state, incident, incident.matters[0], actor)
    incident = db.session.get(Incident, next(iter(found["incident", "law enforcement"])))
    sent_to, coordinator = people["the officer it was sent to"], people["the coordinator"]
    put("recorded by the administrator", casting.contact(incident, sent_to, viewer=owner))
    put("recorded by the officer", casting.contact(incident, sent_to, viewer=sent_to))
    put("recorded by the coordinator", casting.contact(incident, sent_to, viewer=coordinator))
    put("their school", school)
    put("another school", other)
    for name, account in people.items():
        put(name, account, *_certificates(make, account))
    logged({}, by=make.administrator(make.school("THIRD")))
    people["the officer, moved to another school"].schools = [other]
    for name in ("the officer, disabled", "a disabled administrator"):
        people[name].active = False
    db.session.commit()
    return people, found


def _certificates(make, account):
    return [make.certificate(account)] if account.role is Role.OFFICER else []


def test_the_tables_name_every_role_and_every_action():
    assert len(SHARED) == len(set(SHARED))
    for table, kinds in TABLES:
        assert said(table) <= {word for kind in kinds for word in WORDS[kind]}
    for kind, words in WORDS.items():
        tables = [said(table) for table, kinds in TABLES if kind in kinds]
        assert set().union(*tables) >= set(words), kind


def said(table):
    """The words of a table; of what it says no word, it says nothing."""
    return {word for _, _, words in cells(table) for word in words}


def of(found, kind, column, viewer):
    """The records of a column; of what was sent to an officer, those that were sent to this one."""
    if (kind, column) in found:
        return found[kind, column]
    if viewer.role is Role.OFFICER and (kind, (column, viewer.id)) in found:
        return found[kind, (column, viewer.id)]
    return {
        record
        for (what, which), records in found.items()
        if what == kind and isinstance(which, tuple) and which[0] == column
        for record in records
    }


def test_every_viewer_reaches_what_the_tables_say_and_nothing_else(cast):
    people, found = cast
    for table, kinds in TABLES:
        for name, row in groupby(cells(table), key=lambda cell: cell[0]):
            cells_of, viewer = list(row), people[name]
            for kind in kinds:
                spoken = {word: WORDS[kind][word] for word in WORDS[kind] if word in said(table)}
                for word, action in spoken.items():
                    columns = [(column, word in words) for _, column, words in cells_of]
                    _check(name, viewer, kind, action, found, columns)


def _check(name, viewer, kind, action, found, row):
    """The viewer reaches all of a column or none, and of what is in no column nothing."""
    clause = reach(viewer, action)
    reached = set(db.session.scalars(db.select(KINDS[kind].id).where(clause)))
    wanted = set()
    for column, may in row:
        records = of(found, kind, column, viewer)
        assert records, f"{column}: there is no {kind} to ask for"
        theirs = records if may else set()
        if kind == "notice":
            told = db.select(Notice.id).where(Notice.to_id == viewer.id)
            theirs = theirs & set(db.session.scalars(told))
        wanted |= theirs
        assert (reached & records) == theirs, f"{name}: {action.value}: {column}"
    named = set().union(*(of(found, kind, column, viewer) for column, _ in row))
    assert reached & named == wanted
    if not any(may for _, may in row):
        assert not reached, f"{name}: {action.value}: reached what no column names"


def test_the_officer_reaches_nothing_of_the_record_itself(cast):
    people, _ = cast
    for name, viewer in people.items():
        if viewer.role is not Role.OFFICER:
            continue
        for action in (Action.READ_INCIDENT, Action.READ_MATTER, Action.ANSWER_MATTER, Action.PICK_PERSON,
                       Action.FIND_THERE, Action.READ_LEDGER, Action.COUNT_DISCIPLINE, Action.AUDIT):  # fmt: skip
            kind = KINDS[action.value.partition(":")[0]]
            assert not db.session.scalars(db.select(kind.id).where(reach(viewer, action))).all(), (
                name
            )


SERVICES = {
    "referral": {
        "answer": (
            lambda one, viewer: referrals.accept(one, viewer=viewer, now=NOON),
            lambda one, viewer: referrals.decline(one, Declined.SCHOOL_RULE, viewer=viewer, now=NOON),
            lambda one, viewer: referrals.finish(one, DONE, viewer=viewer, now=NOON),
            lambda one, viewer: referrals.reading(one, viewer=viewer, now=NOON).__enter__(),
            lambda one, viewer: referrals.reading_attachment(one, one, viewer=viewer, now=NOON, how=Seen.ATTACHMENT).__enter__(),
        ),
        "read": (lambda one, viewer: referrals.get(one, viewer=viewer),),
        "revoke": (lambda one, viewer: referrals.revoke(one, "In error.", viewer=viewer, now=NOON),),
    },
    "consultation": {
        "advise": (
            lambda one, viewer: consultations.advise(one, "Call home.", viewer=viewer, now=NOON),
            lambda one, viewer: consultations.reading(one, viewer=viewer, now=NOON).__enter__(),
        ),
        "withdraw": (
            lambda one, viewer: consultations.withdraw(one, "In error.", viewer=viewer, now=NOON),
        ),
    },
    "notice": {"read": (lambda one, viewer: notices.read(one, viewer=viewer, now=NOON),)},
}  # fmt: skip
"""The services of each word of a cell: whoever lacks the word gets nothing by any of them."""
DONE = referrals.Done(disposition=Disposition.NO_ACTION)


def test_no_service_does_for_anybody_what_the_tables_do_not_say(cast):
    people, found = cast
    for table, kinds in TABLES:
        for kind in SERVICES.keys() & set(kinds):
            for name, column, words in cells(table):
                viewer = people[name]
                records = of(found, kind, column, viewer)
                for word in SERVICES[kind].keys() - words:
                    for service in SERVICES[kind][word]:
                        for record in records:
                            with pytest.raises(NotFound):
                                service(record, viewer)
                            db.session.rollback()


def test_a_route_that_left_is_enough_even_where_nothing_took_it_back(make):
    """Whatever wrote the decision, the officer's reach asks how the matter stands."""
    owner = make.administrator()
    officer = make.officer(*owner.schools)
    shared = [
        make.referral(make.incident(owner, ("assault", CRIME)).matters[0], officer),
        make.consultation(make.incident(owner, ("alcohol", PETTY)).matters[0], officer),
    ]
    actions = [
        (Referral, Action.READ_REFERRAL), (Referral, Action.ANSWER_REFERRAL), (Consultation, Action.READ_CONSULTATION),
        (Consultation, Action.GIVE_ADVICE), (Notice, Action.READ_NOTICE),
    ]  # fmt: skip
    assert all(
        db.session.scalars(db.select(table.id).where(reach(officer, action))).all()
        for table, action in actions
    )
    for outcome in set(Outcome) - {Outcome.LAW_ENFORCEMENT, Outcome.ADMINISTRATOR_LED}:
        for one in shared:
            last = one.matter.decisions[-1]
            db.session.add(
                Decision(
                    matter_id=one.matter_id,
                    edition=last.edition,
                    inputs=last.inputs,
                    sheet=last.sheet,
                    outcome=outcome,
                    rows=[],
                    ask=[],
                    made_at=NOON,
                )
            )
        db.session.commit()
        assert not any(one.matter.decisions[-1].outcome.value.startswith("law") for one in shared)
        for table, action in actions:
            clause = reach(officer, action)
            assert not db.session.scalars(db.select(table.id).where(clause)).all(), (
                outcome,
                action,
            )
