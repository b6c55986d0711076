"""Who may do what, as a table that goes to the superintendent as it is."""

import pytest

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Draft, Incident, Person, PolicyText, School
from incident_app.services import NotFound, incidents, matters
from incident_app.vocabulary import Role
from tests.make import NOON, known

REACH = """
viewer                          | log there | name people | read | answer | add | draft | be asked | policy | paste
an administrator of the school  | yes       | yes         | yes  | yes    | yes | yes   |          | yes    |
an administrator of two schools | yes       | yes         | yes  | yes    | yes |       | yes      | yes    |
another school's administrator  |           |             |      |        |     |       |          | yes    |
a disabled administrator        |           |             |      |        |     |       |          |        |
an officer of the school        |           |             |      |        |     |       |          | yes    |
the coordinator                 |           |             |      |        |     |       |          | yes    |
an auditor                      |           |             |      |        |     |       |          | yes    |
the system administrator        |           |             |      |        |     |       |          | yes    | yes
"""
# The draft is the first administrator's; so is the account that may be asked to answer.
COLUMNS = (
    Action.LOG_INCIDENT, Action.PICK_PERSON, Action.READ_INCIDENT, Action.ANSWER_MATTER,
    Action.ADD_TO_INCIDENT, Action.EDIT_DRAFT, Action.ASK_COLLEAGUE, Action.READ_POLICY, Action.PASTE_POLICY,
)  # fmt: skip
TABLES = {
    "school": School, "person": Person, "incident": Incident, "draft": Draft, "account": Account,
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
    db.session.add_all([draft, text])
    db.session.commit()
    records = {
        "school": school, "person": make.person(school), "incident": make.incident(owner),
        "draft": draft, "account": owner, "policy text": text,
    }  # fmt: skip
    make.incident(make.administrator(make.school("THIRD")))
    return people, records


def test_the_table_names_every_role_and_every_action(cast):
    people, _ = cast
    assert {account.role for account in people.values()} == set(Role)
    assert set(COLUMNS) == set(Action)
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


def test_list_and_item_agree_for_every_viewer(cast):
    people, _ = cast
    everything = db.session.scalars(db.select(Incident)).all()
    for viewer in people.values():
        listed, _ = incidents.page(viewer=viewer)
        opened = []
        for incident in everything:
            try:
                opened.append(incidents.get(incident.id, viewer=viewer))
            except NotFound:
                continue
        assert set(opened) == set(listed)


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
