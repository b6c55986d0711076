"""What nobody finds out from PostgreSQL by writing, and writes as somebody else, in plain SQL.

Each statement is sent twice, onto a record that is there and hidden and onto one that is not; the
answers must be the same. As the role that shows the pages, for a viewer.
"""

from uuid import uuid4

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from tests.access.walls.asking import look
from tests.make import CRIME, NOON

STEP = "INSERT INTO referral_step (id, referral_id, state, words, case_number, facts, by_id, at) VALUES (:id, :target, 'accepted', '', '', '{}', :by, :at)"
ADVICE = "INSERT INTO consultation_step (id, consultation_id, state, words, by_id, at) VALUES (:id, :target, 'advised', 'Call.', :by, :at)"
REFERRAL = (
    "INSERT INTO referral (id, matter_id, reference, school_id, officer_id, edition, cites, disclosed, basis, threat, purpose, sent_by_id, sent_at) "
    "VALUES (:id, :target, 'X', :school, :officer, 'e', '[]', '{}', 'consent', '', 'p', :me, :at)"
)
NAMED = "INSERT INTO referral_person (referral_id, person_id) VALUES (:referral, :target)"
SHOWN = "INSERT INTO referral_attachment (referral_id, attachment_id) VALUES (:referral, :target)"
ABOUT = "INSERT INTO contact_matter (contact_id, matter_id, outcome) VALUES (:contact, :target, 'law_enforcement')"
TAKES_PART = "INSERT INTO participant (id, incident_id, person_id, part, place_in_form) VALUES (:id, :incident, :target, 'witness', 9)"
NOTED = "INSERT INTO look (id, account_id, incident_id, how, assignment, at) VALUES (:id, :me, :target, 'view', '', :at)"
TOLD = "INSERT INTO notice (id, to_id, news, referral_id, made_at, tries) VALUES (:id, :me, 'matter_referred', :target, :at, 0)"

PROBES = {
    "an officer's step on another officer's referral, in their name": ("officer", STEP, "referral", "other officer"),
    "an officer's step on another officer's referral": ("officer", STEP, "referral", "officer"),
    "an officer's advice on another officer's consultation": ("officer", ADVICE, "consultation", "other officer"),
    "an officer refers a matter to themselves": ("officer", REFERRAL, "matter", "officer"),
    "an officer names a person": ("officer", NAMED, "person", "officer"),
    "an officer takes a file": ("officer", SHOWN, "attachment", "officer"),
    "an officer's look": ("officer", NOTED, "incident", "officer"),
    "an officer's notice": ("officer", TOLD, "referral", "officer"),
    "another school's administrator refers a matter": ("other administrator", REFERRAL, "matter", "officer"),
    "another school's administrator names a person": ("other administrator", TAKES_PART, "person", "officer"),
    "another school's administrator has a contact about a matter": ("other administrator", ABOUT, "matter", "officer"),
    "another school's administrator's look": ("other administrator", NOTED, "incident", "officer"),
    "the coordinator's look at discipline": ("coordinator", NOTED, "discipline", "officer"),
    "an auditor's referral": ("auditor", REFERRAL, "matter", "officer"),
}  # fmt: skip
"""Who, what they send, what is hidden from them, and in whose name."""


@pytest.fixture
def hidden(cast, make):
    """What is there and hidden, and what the viewers have of their own."""
    incident, officer = cast["incident"], cast["officer"]
    owner, other = cast["administrator"], cast["other administrator"]
    theirs = make.referral(incident.matters[0], cast["other officer"])
    asked = make.consultation(incident.matters[1], cast["other officer"])
    elsewhere = make.incident(owner, ("assault", CRIME), school=incident.school)
    mine = make.incident(other, ("assault", CRIME), school=other.schools[0])
    only = make.incident(owner, ("cheating", {"school_rule": True, "crime": False, "firearm": False,
        "petty_offense": False, "juvenile": False}), school=incident.school)  # fmt: skip
    contact = uuid4()
    db.session.execute(
        sa.text(
            "INSERT INTO contact (id, school_id, incident_id, officer_words, happened_at, started_by, purpose, acts, facts, iv_c, "
            "case_number, offense_code, recorded_by_id, recorded_at) VALUES (:id, :school, :incident, 'O', :at, 'school', 'p', "
            "'[]', '{}', '', '', '', :by, :at)"
        ),
        {"id": contact, "school": other.schools[0].id, "incident": mine.id, "by": other.id, "at": NOON},
    )  # fmt: skip
    db.session.commit()
    own = make.referral(elsewhere.matters[0], officer)
    person = incident.participants[-1].person
    return {
        "referral": theirs.id, "consultation": asked.id, "matter": incident.matters[0].id, "person": person.id,
        "attachment": incident.attachments[0].id, "incident": incident.id, "discipline": only.id,
    }, {"school": incident.school_id, "officer": officer.id, "referral": own.id, "contact": contact, "incident": mine.id}  # fmt: skip


def answer(viewer, statement, **given):
    """What the database says to a statement, without the ids that were sent."""
    with db.engine.connect() as connection:
        look(connection, viewer)
        try:
            connection.execute(
                sa.text(statement), {"id": uuid4(), "me": viewer.id, "at": NOON, **given}
            )
        except sa.exc.DatabaseError as refused:
            return (refused.orig.sqlstate, refused.orig.diag.message_primary)
        finally:
            connection.rollback()
    return "done"


@pytest.mark.parametrize("probe", PROBES)
def test_writing_onto_a_hidden_record_is_answered_as_onto_none(cast, hidden, probe):
    who, statement, what, name = PROBES[probe]
    there, around = hidden
    given = around | {"by": cast[name].id}
    answers = [
        answer(cast[who], statement, target=target, **given) for target in (there[what], uuid4())
    ]
    assert answers[0] == answers[1]
    assert answers[0][0] == "42501", answers


def test_an_officer_answers_in_no_other_name(cast, hidden):
    _, around = hidden
    for by in (cast["other officer"], cast["administrator"]):
        said = answer(cast["officer"], STEP, target=around["referral"], by=by.id)
        assert said != "done"
        # Of this, the triggers of 0012 ask nobody's name.
        taken_back = STEP.replace("'accepted', ''", "'revoked', 'A mistake.'")
        said = answer(cast["officer"], taken_back, target=around["referral"], by=by.id)
        assert said[0] == "42501", said
    assert answer(cast["officer"], STEP, target=around["referral"], by=cast["officer"].id) == "done"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE standing SET matter_id = matter_id",
        "UPDATE account SET id = gen_random_uuid()",
        "UPDATE account SET role = 'administrator'",
        "UPDATE account SET active = true",
        "DELETE FROM standing",
        "INSERT INTO account_school SELECT account.id, school.id FROM account, school",
    ],
)
def test_the_pages_role_changes_neither_accounts_nor_where_a_matter_stands(cast, change):
    for who in ("officer", "administrator", "coordinator"):
        said = answer(cast[who], change)
        assert said[0] == "42501", said


def test_a_function_that_sees_more_tells_of_nobody_but_the_viewer(cast, hidden):
    """With an account to give, it would be a way round every policy."""
    there, _ = hidden
    asked = sa.text(
        "SELECT proname, pg_get_function_identity_arguments(oid) FROM pg_proc "
        "WHERE prosecdef AND pronamespace = 'public'::regnamespace AND prorettype <> 'trigger'::regtype"
    )
    with db.session.get_bind().connect() as connection:
        found = dict(map(tuple, connection.execute(asked)))
    assert found == {
        "live_referrals": "", "live_consultations": "", "shared_matters": "", "elsewhere": "",
        "may_name": "person uuid", "may_show": "referral uuid, attachment uuid",
        "names_a_student": "pairs text[]",
    }  # fmt: skip
    shown = sa.text(
        "SELECT may_show(theirs.id, :file) FROM (SELECT CAST(:referral AS uuid) AS id) AS theirs"
    )
    for who in ("officer", "other administrator", "auditor"):
        with db.engine.connect() as connection:
            look(connection, cast[who])
            named = sa.text("SELECT may_name(:person)")
            assert not connection.scalar(named, {"person": there["person"]})
            if who != "other administrator":
                assert not connection.scalar(
                    shown, {"referral": there["referral"], "file": there["attachment"]}
                )
