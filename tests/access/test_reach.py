"""Who may do what, as a table that goes to the superintendent as it is."""

from datetime import timedelta

import pytest

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Draft, Incident, Person, PolicyText, School, Search
from incident_app.policy.outcome import Outcome
from incident_app.reports import finding
from incident_app.reports.wanted import Wanted
from incident_app.services import NotFound, incidents, matters
from incident_app.vocabulary import Part, Role
from tests.access.officers import OF_OFFICERS
from tests.access.sharing import SHARED
from tests.access.test_reach_accounts import OF_ACCOUNTS
from tests.access.test_working import WORKING
from tests.make import NOON, known

REACH = """
viewer                          | log there | find there | name people | read | answer | add | draft | find again | be asked | policy | paste | keep accounts
an administrator of the school  | yes       | yes        | yes         | yes  | yes    | yes | yes   | yes        |          | yes    |       |
an administrator of two schools | yes       | yes        | yes         | yes  | yes    | yes |       |            | yes      | yes    |       |
another school's administrator  |           |            |             |      |        |     |       |            |          | yes    |       |
a disabled administrator        |           |            |             |      |        |     |       |            |          |        |       |
an officer of the school        |           |            |             |      |        |     |       |            |          | yes    |       |
the coordinator                 |           |            |             |      |        |     |       |            |          | yes    |       |
an auditor                      |           |            |             |      |        |     |       |            |          | yes    |       |
the system administrator        |           |            |             |      |        |     |       |            |          | yes    | yes   | yes
"""
# The draft is the first administrator's; so is the account that may be asked to answer.
COLUMNS = (
    Action.LOG_INCIDENT, Action.FIND_THERE, Action.PICK_PERSON, Action.READ_INCIDENT, Action.ANSWER_MATTER,
    Action.ADD_TO_INCIDENT, Action.EDIT_DRAFT, Action.FIND_AGAIN, Action.ASK_COLLEAGUE, Action.READ_POLICY, Action.PASTE_POLICY,
    Action.KEEP_ACCOUNT,
)  # fmt: skip
TABLES = {
    "school": School, "person": Person, "incident": Incident, "draft": Draft, "search": Search, "account": Account,
    "policy text": PolicyText,
}  # fmt: skip


def rows():
    for line in REACH.strip().splitlines()[1:]:
        viewer, *cells = (cell.strip() for cell in line.split("|"))
        yield from (
            (viewer, action, cell == "yes") for action, cell in zip(COLUMNS, cells, strict=True)
        )


@pytest.fixture
def cast(make):
    """Everyone in the table, one school, another, and one record of the school's."""
    school, other = make.school("EHS"), make.school("WMS")
    owner = make.administrator(school)
    disabled = make.administrator(school)
    people = {
        "an administrator of the school": owner,
        "an administrator of two schools": make.administrator(school, other),
        "another school's administrator": make.administrator(other),
        "a disabled administrator": disabled,
        "an officer of the school": make.account(Role.OFFICER, schools=[school]),
        "the coordinator": make.account(Role.COORDINATOR, schools=[school]),
        "an auditor": make.account(Role.AUDITOR, schools=[school]),
        "the system administrator": make.account(Role.SYSTEM_ADMINISTRATOR, schools=[school]),
    }
    disabled.active = False
    db.session.commit()
    draft = Draft(account_id=owner.id, fields=[], version=1, created_at=NOON, saved_at=NOON)
    text = PolicyText(
        edition="edina_273", paragraph="IV.B", text="Adopted.", pasted_at=NOON,
        pasted_by_id=people["the system administrator"].id,
    )  # fmt: skip
    search = Search(account_id=owner.id, words="ana", asked_at=NOON)
    db.session.add_all([draft, search, text])
    db.session.commit()
    taking_part = make.person(school)
    incident = make.incident(owner, participants=[
        *make.new_incident(school).participants,
        incidents.NewParticipant(part=Part.WITNESS, person_id=taking_part.id),
    ])  # fmt: skip
    records = {
        "school": school, "person": make.person(school), "incident": incident, "taking part": taking_part,
        "draft": draft, "search": search, "account": owner, "policy text": text,
    }  # fmt: skip
    make.incident(make.administrator(make.school("THIRD")))
    return people, records


def test_the_table_names_every_role_and_every_action(cast):
    people, _ = cast
    assert {account.role for account in people.values()} == set(Role)
    assert {*COLUMNS, *SHARED, *OF_OFFICERS, *WORKING, *OF_ACCOUNTS} == set(Action)
    assert {viewer for viewer, _, _ in rows()} == set(people)


def test_every_viewer_reaches_what_the_table_says_and_nothing_else(cast):
    people, records = cast
    for viewer, action, may in rows():
        kind = action.value.partition(":")[0]
        table = TABLES[kind]
        clause = reach(people[viewer], action)
        found = {record.id for record in db.session.scalars(db.select(table).where(clause))}
        assert (records[kind].id in found) == may, f"{viewer}: {action.value}"
        if people[viewer].role is not Role.ADMINISTRATOR or not people[viewer].active:
            assert bool(found) == may, f"{viewer}: {action.value}"


def test_list_item_count_and_file_agree_for_every_viewer(cast):
    people, _ = cast
    everything = db.session.scalars(db.select(Incident)).all()
    for viewer in people.values():
        opened = set()
        for incident in everything:
            try:
                opened.add(incidents.get(incident.id, viewer=viewer).id)
            except NotFound:
                continue
        assert found_by(Wanted(), viewer) == opened


def found_by(wanted, viewer, now=NOON):
    """The ids of what the list shows; the count and the file must say the same."""
    page = finding.page(wanted, viewer=viewer, now=now)
    ids = {row.id for row in page.rows}
    assert page.count == len(ids)
    assert {r.id for r, _ in finding.everything(wanted, viewer=viewer, now=now, most=99)} == ids
    return ids


def test_no_filter_leads_out_of_reach(cast):
    people, records = cast
    incident, later = records["incident"], NOON + timedelta(days=2)
    asked = [
        Wanted(words="shouted"),
        Wanted(words=incident.reference),
        Wanted(words=incident.matters[0].reference[:-2]),
        Wanted(school_id=incident.school_id),
        Wanted(outcome=Outcome.UNDETERMINED),
        Wanted(conduct="fighting"),
        Wanted(start=incident.occurred_on, end=incident.occurred_on),
        Wanted(person_id=records["taking part"].id),
        Wanted(waiting=True),
    ]
    for viewer in people.values():
        may = found_by(Wanted(), viewer)
        for wanted in asked:
            found = found_by(wanted, viewer, later)
            assert found <= may
            assert (incident.id in found) == (incident.id in may), wanted


def test_out_of_reach_a_matter_is_neither_read_nor_answered(cast):
    people, records = cast
    matter = records["incident"].matters[0]
    for viewer, action, may in rows():
        if action is Action.ANSWER_MATTER and not may:
            with pytest.raises(NotFound):
                matters.to_answer(matter.id, viewer=people[viewer])
            with pytest.raises(NotFound):
                matters.answer(matter.id, known(crime=True), viewer=people[viewer], now=NOON)
    assert len(db.session.get(type(matter), matter.id).decisions) == 1


def test_out_of_reach_nothing_is_logged_and_nobody_named(cast, make):
    people, records = cast
    stranger = people["another school's administrator"]
    with pytest.raises(NotFound):
        incidents.log(make.new_incident(records["school"]), viewer=stranger, now=NOON)
    theirs = make.new_incident(
        stranger.schools[0],
        participants=[incidents.NewParticipant(part=incidents.Part.VICTIM, person_id=records["person"].id),
                      *make.new_incident(stranger.schools[0]).participants],
    )  # fmt: skip
    before = db.session.scalar(db.select(db.func.count(Incident.id)))
    with pytest.raises(NotFound):
        incidents.log(theirs, viewer=stranger, now=NOON)
    assert db.session.scalar(db.select(db.func.count(Incident.id))) == before


def test_the_key_of_somebody_elses_submission_tells_nothing(cast, make):
    people, records = cast
    stranger = people["another school's administrator"]
    new = make.new_incident(
        stranger.schools[0], source="test", external_id=records["incident"].external_id
    )
    with pytest.raises(NotFound):
        incidents.log(new, viewer=stranger, now=NOON)
