"""The second wall: PostgreSQL by itself, asked in SQL as the role that shows the pages."""

import re
from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa

from incident_app import viewing
from incident_app.extensions import Model, db
from incident_app.services import matters, referrals
from incident_app.services.incidents import NewParticipant
from incident_app.vocabulary import Part, Role
from tests import postgres
from tests.access.one_wall import program_off
from tests.make import CRIME, NOON, PETTY, RULE, TODAY, known

OPEN = {"account", "school", "policy_text"}
"""Read before anyone is signed in, and nothing of a child."""

LOCKED = {"incident", "matter", "referral", "consultation"}
"""Waited for, which PostgreSQL allows only to who may change them; every change is refused."""

WALLED = """
table               | administrator | coordinator | officer | auditor | system_administrator
addition            | yes           |             |         |         |
agency              | yes           | yes         | yes     | yes     |
agency_line         | yes           | yes         | yes     | yes     |
answer              | yes           | yes         |         |         |
asking              | yes           | yes         |         |         |
assessment          | yes           | yes         | yes     |         |
assessment_end      | yes           | yes         | yes     |         |
attachment          | yes           | yes         | yes     |         |
consultation        | yes           | yes         | yes     | yes     |
consultation_person | yes           | yes         | yes     | yes     |
consultation_step   | yes           | yes         | yes     | yes     |
contact             | yes           | yes         | yes     | yes     |
contact_matter      | yes           | yes         | yes     | yes     |
contract            | yes           | yes         | yes     | yes     |
contract_end        | yes           | yes         | yes     | yes     |
contract_reading    | yes           | yes         | yes     | yes     |
contract_school     | yes           | yes         | yes     | yes     |
decision            | yes           | yes         |         | yes     |
denial              | yes           | yes         | yes     | yes     | yes
disclosure          | yes           |             | yes     | yes     |
draft               | yes           |             |         |         |
drill               | yes           | yes         | yes     | yes     |
duty_entry          | yes           | yes         | yes     | yes     |
duty_review         | yes           | yes         | yes     | yes     |
event               | yes           | yes         | yes     | yes     | yes
incident            | yes           | yes         |         | yes     |
incident_words      | yes           |             |         |         |
look                | yes           | yes         |         |         |
matter              | yes           | yes         |         | yes     |
notice              | yes           | yes         | yes     |         |
participant         | yes           | yes         |         |         |
person              | yes           | yes         |         |         |
policy_review       | yes           | yes         | yes     | yes     |
posting             | yes           | yes         | yes     | yes     |
referral            | yes           | yes         | yes     | yes     |
referral_attachment | yes           | yes         | yes     | yes     |
referral_person     | yes           | yes         | yes     | yes     |
referral_step       | yes           | yes         | yes     | yes     |
reminder            |               |             |         |         |
search              | yes           |             |         |         |
sighting            |               | yes         | yes     | yes     |
sighting_file       |               | yes         | yes     |         |
standing            | yes           | yes         | yes     | yes     |
training            | yes           | yes         | yes     | yes     |
"""
"""Which roles see rows of a table at all; which rows, the tests below say."""


def stances():
    head, *lines = (
        [cell.strip() for cell in line.split("|")] for line in WALLED.strip().splitlines()
    )
    return {name: dict(zip(head[1:], cells, strict=True)) for name, *cells in lines}


@pytest.fixture
def app(request, postgres_app):
    """PostgreSQL alone has this wall."""
    from tests.conftest import _emptied

    request.node.kinds = {"PostgreSQL"}
    with postgres_app.app_context(), viewing.operator(TODAY.date()):
        yield postgres_app
        db.session.remove()
        _emptied(db)


@pytest.fixture
def cast(make):
    """A school with something of every route, and who looks."""
    school = make.school()
    owner, officer = make.administrator(school), make.officer(school)
    student = make.person(school)
    people = [
        *make.new_incident(school, ("assault", CRIME), ("nicotine", PETTY), ("cheating", RULE), "fighting").participants,
        NewParticipant(part=Part.VICTIM, person_id=student.id),
    ]  # fmt: skip
    incident = make.incident(owner, participants=people)
    make.attachment(incident)
    return {
        "incident": incident, "officer": officer, "administrator": owner, "other officer": make.officer(school),
        "other administrator": make.administrator(make.school("WMS")),
        **{role.value: make.account(role) for role in (Role.COORDINATOR, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR)},
    }  # fmt: skip


def look(connection, viewer, day=None):
    """Tell the database who is looking and on which day, until the transaction ends."""
    asked = sa.text(
        "SELECT set_config('incident.viewer', :who, true), set_config('incident.day', :day, true)"
    )
    connection.execute(
        asked, {"who": str(viewer.id) if viewer else "", "day": str(day or TODAY.date())}
    )


def seen(viewer, *tables):
    """How many rows of each table the pages' own role sees for a viewer."""
    with db.engine.connect() as connection:  # the engine of the pages
        look(connection, viewer)
        return {
            name: connection.scalar(sa.text(f"SELECT count(*) FROM {name}"))
            for name in tables or stances()
        }


def offered_in_sql(viewer, referral, officer):
    """The same referral once more, to somebody else, past the program."""
    columns = [column.name for column in referral.__table__.columns]
    new = {"id": ":id", "officer_id": ":officer"}
    chosen = ", ".join(new.get(name, name) for name in columns)
    with db.engine.connect() as connection:
        look(connection, viewer)
        connection.execute(
            sa.text(
                f"INSERT INTO referral ({', '.join(columns)}) SELECT {chosen} FROM referral WHERE id = :old"
            ),
            {"id": uuid4(), "officer": officer.id, "old": referral.id},
        )


def test_the_pages_sign_in_as_a_role_that_no_wall_lets_pass(app):
    with db.engine.connect() as connection:
        role = connection.execute(
            sa.text(
                "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
            )
        ).one()
        owner = connection.scalar(
            sa.text("SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'incident'")
        )
    assert tuple(role) == (postgres.WEB, False, False)
    assert owner == postgres.OWNER


def test_every_table_has_a_stance(app):
    with postgres.unwalled(db).connect() as connection:
        tables = connection.execute(
            sa.text(
                "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class "
                "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
        )
        walled = dict(map(tuple, tables))
        policies = connection.execute(
            sa.text("SELECT tablename, policyname FROM pg_policies")
        ).all()
    walled.pop("alembic_version")
    assert {name for name, forced in walled.items() if not forced} == OPEN
    assert {name for name, forced in walled.items() if forced} == {*stances(), "account_school"}
    assert {name for table, name in policies if table == "account_school"} == {
        "operator", "anyone", "assigns", "unassigns",
    }  # fmt: skip
    assert {table.name for table in Model.metadata.sorted_tables} <= set(walled)
    for name, roles in stances().items():
        may = {role for role, cell in roles.items() if cell == "yes"} | {"operator"}
        if name in LOCKED:
            may.add("kept")
        assert {policy for table, policy in policies if table == name} == may, name


def test_the_pages_role_can_take_nothing_away_and_change_only_what_is_no_record(app):
    asked = sa.text(
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants "
        "WHERE grantee = 'incident_web' AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')"
    )
    with postgres.unwalled(db).connect() as connection:
        found = set(map(tuple, connection.execute(asked)))
    assert found == {
        ("draft", "UPDATE"), ("draft", "DELETE"), ("search", "UPDATE"), ("search", "DELETE"), ("notice", "UPDATE"),
        ("account_school", "DELETE"),
    }  # fmt: skip


def test_with_nobody_looking_there_is_nothing(cast):
    assert set(seen(None).values()) == {0}


def test_a_disabled_account_sees_nothing(cast):
    owner = cast["administrator"]
    assert seen(owner, "incident") == {"incident": 1}
    owner.active = False
    db.session.commit()
    assert set(seen(owner).values()) == {0}


def test_an_officer_sees_what_was_referred_to_them_while_it_is(cast, make):
    incident, officer = cast["incident"], cast["officer"]
    assert set(seen(officer).values()) == {0}
    referral = make.referral(incident.matters[0], officer)
    make.consultation(incident.matters[1], officer)
    shared = ("referral", "consultation", "standing", "notice")
    assert seen(officer, *shared) == {"referral": 1, "consultation": 1, "standing": 2, "notice": 2}
    hidden = {name for name, roles in stances().items() if not roles["officer"]}
    assert set(seen(officer, *hidden).values()) == {0}
    assert set(seen(cast["other officer"]).values()) == {0}
    referrals.accept(referral.id, viewer=officer, now=NOON)
    matters.answer(
        incident.matters[0].id, known(bodily_harm=None), viewer=cast["administrator"], now=NOON
    )
    assert seen(officer, "referral", "referral_step", "referral_person", "standing") == {
        "referral": 0, "referral_step": 0, "referral_person": 0, "standing": 1,
    }  # fmt: skip


def test_an_officer_without_a_contract_in_force_sees_nothing(cast, make):
    incident, officer = cast["incident"], cast["officer"]
    make.referral(incident.matters[0], officer)
    make.consultation(incident.matters[1], officer)
    shared = ("referral", "consultation", "standing", "notice")
    for day, sees in ((date(2032, 6, 30), 1), (date(2032, 7, 1), 0), (date(2024, 6, 30), 0)):
        with db.engine.connect() as connection:
            look(connection, officer, day)
            for table in shared:
                found = connection.scalar(sa.text(f"SELECT count(*) > 0 FROM {table}"))
                assert found == bool(sees), (table, day)


def test_no_viewer_offers_a_matter_to_who_is_no_sro(cast, make):
    incident = cast["incident"]
    idle = make.account(Role.OFFICER, schools=[incident.school])
    with pytest.raises(sa.exc.ProgrammingError, match="row-level security"):
        offered_in_sql(
            cast["administrator"], make.referral(incident.matters[0], cast["officer"]), idle
        )


def test_the_coordinator_assigns_officers_and_nobody_else_anyone(cast):
    school = cast["incident"].school_id
    for viewer, account, may in (
        ("coordinator", "other officer", True), ("coordinator", "administrator", False),
        ("administrator", "other officer", False), ("officer", "officer", False),
    ):  # fmt: skip
        with db.engine.connect() as connection:
            look(connection, cast[viewer])
            gone = connection.execute(
                sa.text(
                    "DELETE FROM account_school WHERE account_id = :who AND school_id = :school"
                ),
                {"who": cast[account].id, "school": school},
            )
            assert gone.rowcount == may, (viewer, account)


def test_an_administrator_sees_the_words_of_their_own_schools_alone(cast, make):
    other = cast["other administrator"]
    make.incident(other)  # with nothing of their own, they see nothing anyway
    assert seen(other, "incident_words", "incident") == {"incident_words": 1, "incident": 1}


def test_no_policy_compares_a_column_with_itself(app):
    """A name that both tables have is the inner one's, and then the policy asks nothing."""
    asked = sa.text("SELECT tablename, policyname, concat(qual, ' ', with_check) FROM pg_policies")
    with postgres.unwalled(db).connect() as connection:
        texts = connection.execute(asked).all()
    asks_nothing = [
        (table, policy) for table, policy, text in texts if re.search(r"\b(\w+\.\w+) = \1\b", text)
    ]
    assert asks_nothing == []


def test_an_officer_who_left_the_school_sees_nothing(cast, make):
    officer = cast["officer"]
    make.referral(cast["incident"].matters[0], officer)
    officer.schools = []
    db.session.commit()
    assert seen(officer, "referral", "standing") == {"referral": 0, "standing": 0}


def test_administrators_see_their_own_schools(cast):
    assert seen(cast["administrator"], "incident", "matter", "answer", "attachment") == {
        "incident": 1, "matter": 4, "answer": len(CRIME) + len(PETTY) + len(RULE), "attachment": 1,
    }  # fmt: skip
    others = seen(
        cast["other administrator"], "incident", "matter", "standing", "person", "attachment"
    )
    assert set(others.values()) == {0}


def test_the_coordinator_sees_every_matter_but_discipline(cast):
    assert seen(cast["coordinator"], "matter", "decision") == {"matter": 3, "decision": 3}


def test_the_auditor_sees_nobody_by_name(cast):
    assert seen(cast["auditor"], "matter", "person", "participant", "answer", "attachment") == {
        "matter": 4, "person": 0, "participant": 0, "answer": 0, "attachment": 0,
    }  # fmt: skip


def test_the_system_administrator_sees_no_matter(cast):
    assert set(seen(cast["system_administrator"]).values()) == {0}


def test_a_connection_that_is_used_again_remembers_nobody(cast):
    engine = db.engine
    with engine.connect() as connection:
        look(connection, cast["administrator"])
        assert connection.scalar(sa.text("SELECT count(*) FROM incident")) == 1
        connection.commit()
        assert connection.scalar(sa.text("SELECT count(*) FROM incident")) == 0


@pytest.mark.parametrize("which", ["hidden", "another officer's", "absent"])
def test_adding_onto_what_is_hidden_fails_as_onto_what_is_not_there(cast, make, which):
    """Else an officer could ask the database what exists (security.md, 3.3)."""
    incident, officer = cast["incident"], cast["officer"]
    mine = make.referral(incident.matters[0], officer)
    referrals.revoke(mine.id, "A mistake.", viewer=cast["administrator"], now=NOON)
    theirs = make.referral(incident.matters[0], cast["other officer"])
    target = {"hidden": mine.id, "another officer's": theirs.id, "absent": officer.id}[which]
    line = sa.text(
        "INSERT INTO disclosure (id, how, to_id, to_words, by_id, school_id, referral_id, fields, purpose, edition, "
        "notice_shown, at) VALUES (gen_random_uuid(), 'view', :me, '', :me, :school, :target, '[]', '', '', true, now())"
    )
    with db.engine.connect() as connection:
        look(connection, officer)
        with pytest.raises(
            sa.exc.ProgrammingError, match='row-level security policy for table "disclosure"'
        ):
            connection.execute(
                line, {"me": officer.id, "school": incident.school_id, "target": target}
            )


def test_a_condition_that_fails_on_a_hidden_row_never_meets_one(cast):
    with db.engine.connect() as connection:
        look(connection, cast["officer"])
        probe = (
            "SELECT count(*) FROM incident WHERE 1 / (length(narrative) - length(narrative)) = 1"
        )
        assert connection.scalar(sa.text(probe)) == 0


def test_with_the_programs_filter_off_an_officer_still_finds_nothing(
    cast, make, pages, monkeypatch
):
    incident, officer = cast["incident"], cast["officer"]
    gone = make.referral(incident.matters[0], officer)
    referrals.revoke(gone.id, "A mistake.", viewer=cast["administrator"], now=NOON)
    theirs = make.referral(incident.matters[0], cast["other officer"])
    asked = make.consultation(incident.matters[1], cast["other officer"])
    program_off(monkeypatch)
    client = pages.sign_in(officer)
    assert client.page.text.count("Asked by") == 0
    for path in (f"referrals/{gone.id}", f"referrals/{theirs.id}", f"consultations/{asked.id}"):
        assert client.request("GET", f"/{path}").status_code == 404
    mine = make.referral(incident.matters[0], officer)
    assert client.request("GET", f"/referrals/{mine.id}").status_code == 200
