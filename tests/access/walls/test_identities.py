"""Who signs in as whom at the provider: the database shows it to them, and to who presents it."""

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Identity
from incident_app.services import identities
from incident_app.vocabulary import Role
from tests.access.walls.asking import look
from tests.make import NOON


@pytest.fixture
def two(make):
    """Two who are connected; the second was, and is no more."""
    first, second = make.account(Role.COORDINATOR), make.account(Role.AUDITOR)
    make.identity(first, "first")
    identities.end(make.identity(second, "second").id, viewer=second, now=NOON)
    return first, second


def seen(viewer, presented=""):
    """How many connections and ends of them the pages' own role sees."""
    with db.engine.connect() as connection:
        look(connection, viewer)
        connection.execute(
            sa.text("SELECT set_config('incident.session', :it, true)"), {"it": presented}
        )
        return tuple(
            connection.scalar(sa.text(f"SELECT count(*) FROM {name}"))
            for name in ("identity", "identity_end")
        )


def test_nobody_sees_any_and_who_presents_one_sees_that_one(two):
    assert seen(None) == (0, 0)
    keys = {each.subject: each.key_sha256 for each in db.session.scalars(sa.select(Identity))}
    assert seen(None, keys["first"]) == (1, 0)
    assert seen(None, keys["second"]) == (1, 1)
    assert seen(None, "0" * 64) == (0, 0)


def test_everyone_sees_their_own_and_the_system_administrator_every_one(two, make):
    first, second = two
    assert seen(first) == (1, 0)
    assert seen(second) == (1, 1)
    assert seen(make.account(Role.SYSTEM_ADMINISTRATOR)) == (2, 1)
    first.active = False
    db.session.commit()
    assert seen(first) == (0, 0)


ADDS = {
    "identity": "INSERT INTO identity (id, account_id, issuer, subject, key_sha256, by_id, bound_at) VALUES "
    "(gen_random_uuid(), :whose, 'https://id.example', 'x', repeat('a', 64), :me, now())",
    "identity_end": "INSERT INTO identity_end (id, identity_id, by_id, at) SELECT gen_random_uuid(), id, :me, now() "
    "FROM identity WHERE account_id = :whose",
}  # fmt: skip


@pytest.mark.parametrize("table", ADDS)
def test_nobody_connects_or_disconnects_somebody_else(two, make, table):
    """Also not one that they present: they may sign in with it and no more."""
    first, _ = two
    other = make.account(Role.OFFICER)
    key = db.session.scalar(sa.select(Identity.key_sha256).where(Identity.subject == "first"))
    with db.engine.connect() as connection:
        look(connection, other)
        connection.execute(sa.text("SELECT set_config('incident.session', :it, true)"), {"it": key})
        with pytest.raises(sa.exc.ProgrammingError, match="row-level security policy"):
            connection.execute(sa.text(ADDS[table]), {"me": other.id, "whose": first.id})


def test_a_state_is_read_by_nobody(app):
    identities.spend("a state", now=NOON)
    with (
        db.engine.connect() as connection,
        pytest.raises(sa.exc.ProgrammingError, match="permission denied"),
    ):
        connection.execute(sa.text("SELECT count(*) FROM spent_state"))
