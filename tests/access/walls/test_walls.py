"""The second wall: PostgreSQL by itself, asked in SQL as the role that shows the pages."""

import pytest
import sqlalchemy as sa

from incident_app.extensions import Model, db
from incident_app.models import Event
from incident_app.services import consultations, matters, referrals, revoking
from incident_app.vocabulary import Declined, Disposition
from tests import postgres
from tests.access.one_wall import program_off
from tests.access.walls.asking import APART, BESIDES, LOCKED, OPEN, look, of_children, seen, stances
from tests.make import CRIME, NOON, PETTY, RULE, known


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
    assert {name for name, forced in walled.items() if forced} == {*stances(), *APART}
    for apart, may in APART.items():
        assert {name for table, name in policies if table == apart} == {"operator", *may}, apart
    assert {table.name for table in Model.metadata.sorted_tables} <= set(walled)
    for name, roles in stances().items():
        may = {role for role, cell in roles.items() if cell == "yes"} | {"operator"}
        if name in LOCKED:
            may.add("kept")
        may |= BESIDES.get(name, set())
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
    assert set(seen(officer, *of_children()).values()) == {0}
    referral = make.referral(incident.matters[0], officer)
    make.consultation(incident.matters[1], officer)
    shared = ("referral", "consultation", "standing", "notice")
    assert seen(officer, *shared) == {"referral": 1, "consultation": 1, "standing": 2, "notice": 2}
    hidden = {name for name, roles in stances().items() if not roles["officer"]}
    assert set(seen(officer, *hidden).values()) == {0}
    assert set(seen(cast["other officer"], *of_children()).values()) == {0}
    referrals.accept(referral.id, viewer=officer, now=NOON)
    matters.answer(
        incident.matters[0].id, known(bodily_harm=None), viewer=cast["administrator"], now=NOON
    )
    assert seen(officer, "referral", "referral_step", "referral_person", "standing") == {
        "referral": 0, "referral_step": 0, "referral_person": 0, "standing": 1,
    }  # fmt: skip


ENDS = {
    "declined": lambda it: referrals.decline(it["referral"].id, Declined.SCHOOL_RULE, viewer=it["officer"], now=NOON),
    "done": lambda it: (
        referrals.accept(it["referral"].id, viewer=it["officer"], now=NOON),
        referrals.finish(it["referral"].id, referrals.Done(disposition=Disposition.NO_ACTION), viewer=it["officer"], now=NOON),
    ),
    "revoked": lambda it: referrals.revoke(it["referral"].id, "A mistake.", viewer=it["administrator"], now=NOON),
    "advised": lambda it: consultations.advise(it["consultation"].id, "Call.", viewer=it["officer"], now=NOON),
    "withdrawn": lambda it: consultations.withdraw(it["consultation"].id, "A mistake.", viewer=it["administrator"], now=NOON),
}  # fmt: skip


@pytest.mark.parametrize("how", ENDS)
def test_what_has_ended_an_officer_sees_no_more_on_the_same_route(cast, make, how):
    incident, officer = cast["incident"], cast["officer"]
    shared = {
        "referral": make.referral(incident.matters[0], officer),
        "consultation": make.consultation(incident.matters[1], officer),
    }
    ended = "consultation" if how in {"advised", "withdrawn"} else "referral"
    ENDS[how](cast | shared)
    seen_of = seen(officer, *shared, f"{ended}_step", f"{ended}_person", "standing")
    assert seen_of == {
        **dict.fromkeys(shared, 1), ended: 0, f"{ended}_step": 0, f"{ended}_person": 0, "standing": 1,
    }  # fmt: skip


def test_a_new_route_hides_from_an_officer_also_what_nobody_took_back(cast, make, monkeypatch):
    """Neither the end of it nor the standing carries the promise alone (decision 7)."""
    (assault, vape, *_), officer = cast["incident"].matters, cast["officer"]
    make.referral(assault, officer)
    make.consultation(vape, officer)
    monkeypatch.setattr(revoking, "after", lambda *_, **__: None)
    for matter, answers in ((assault, known(bodily_harm=None)), (vape, known(petty_offense=False))):
        matters.answer(matter.id, answers, viewer=cast["administrator"], now=NOON)
    assert set(seen(officer, "referral", "consultation", "standing").values()) == {0}


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
    """Of the journal they read what was done to accounts; who is under contract; and no record."""
    found = seen(cast["system_administrator"])
    for name in ("contract", "contract_end", "contract_school", "posting"):
        found.pop(name)
    assert found.pop("event") == len(of_accounts())
    assert set(found.values()) == {0}


def of_accounts():
    return db.session.scalars(db.select(Event).where(Event.subject == "account")).all()


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
