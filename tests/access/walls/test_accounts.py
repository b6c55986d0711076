"""The wall of the accounts: who changes what of whose, asked in SQL as the role of the pages."""

from hashlib import sha256

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.vocabulary import Role
from tests.access.walls.asking import look

REFUSED = "row-level security"
PASSWORD = "UPDATE account SET password_hash = 'theirs' WHERE id = :id"
ROLE = "UPDATE account SET role = 'auditor' WHERE id = :id"
PUT_OUT = "UPDATE account SET active = false WHERE id = :id"
BACK = "UPDATE account SET active = true, password_hash = 'mine' WHERE id = :id"
AWAY = "DELETE FROM account_school WHERE account_id = :id"


@pytest.fixture
def keeper(make):
    return make.account(Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def other(make):
    return make.administrator()


def does(statement, viewer=None, token="", **values):
    """How many rows a statement changes for a viewer, or for who presents a link's token."""
    values = {name: str(each) for name, each in values.items()}
    with db.engine.connect() as connection:  # the engine of the pages
        look(connection, viewer)
        presented = sa.text("SELECT set_config('incident.link', :token, true)")
        connection.execute(presented, {"token": sha256(token.encode()).hexdigest()})
        return connection.execute(sa.text(statement), values).rowcount


def refuses(statement, *args, **values):
    with pytest.raises(sa.exc.ProgrammingError, match=REFUSED):
        does(statement, *args, **values)
    return True


def test_the_system_administrator_changes_everything_but_a_password(app, keeper, other):
    for statement in (ROLE, PUT_OUT, AWAY):
        assert does(statement, keeper, id=other.id) == 1
    assert refuses(PASSWORD, keeper, id=other.id)


def test_nor_what_they_may_do_themselves_or_whose_second_account_theirs_is(
    app, make, keeper, other
):
    assert refuses(ROLE.replace("auditor", "administrator"), keeper, id=keeper.id)
    assert refuses(PUT_OUT, keeper, id=keeper.id)
    held = "UPDATE account SET holder_id = gen_random_uuid() WHERE id = :id"
    assert does(held, keeper, id=other.id) == 1
    assert refuses(held, keeper, id=keeper.id)
    assert refuses(held, other, id=other.id)
    assert does(PASSWORD, keeper, id=keeper.id) == 1


def test_everyone_else_changes_their_own_password_and_nothing_besides(app, make, other):
    for role in set(Role) - {Role.SYSTEM_ADMINISTRATOR}:
        viewer = make.account(role, schools=[make.school(make.letters())])
        assert does(PASSWORD, viewer, id=viewer.id) == 1
        assert refuses(PUT_OUT, viewer, id=viewer.id)
        assert refuses(PASSWORD, viewer, id=other.id)
        assert refuses(ROLE.replace("auditor", "system_administrator"), viewer, id=viewer.id)
        assert does(AWAY, viewer, id=other.id) == 0


def test_who_is_not_signed_in_changes_nothing(app, other):
    for statement in (PASSWORD, ROLE, PUT_OUT):
        assert refuses(statement, id=other.id)
    assert does(AWAY, id=other.id) == 0


def test_a_link_sets_the_password_of_its_account_alone(app, make, keeper, other):
    link = make.link(other)
    assert does(BACK, None, link.token, id=other.id) == 1
    assert refuses(BACK, None, link.token, id=keeper.id)
    assert refuses(
        BACK.replace("active", "role = 'auditor', active"), None, link.token, id=other.id
    )
    assert refuses(BACK, None, "another token", id=other.id)
    link.ended_at = link.mailed_at
    db.session.commit()
    assert refuses(BACK, None, link.token, id=other.id)


def test_links_are_seen_by_the_system_administrator_and_by_their_token(app, make, keeper, other):
    link = make.link(other)
    count = "SELECT id FROM invitation WHERE account_id = :id"
    assert does(count, keeper, id=other.id) == 1
    assert does(count, None, link.token, id=other.id) == 1
    assert does(count, other, id=other.id) == 0
    assert does(count, None, id=other.id) == 0


def test_nobody_makes_an_account_that_is_in_use_or_a_link_whose_token_they_know(app, make, keeper):
    account = (
        "INSERT INTO account (id, name, email, role, password_hash, active, created_at) "
        "VALUES (gen_random_uuid(), 'Bo', 'bo@x.example', 'auditor', '', {active}, now())"
    )
    assert does(account.format(active="false"), keeper) == 1
    assert refuses(account.format(active="true"), keeper)
    assert refuses(account.format(active="false"), make.account(Role.COORDINATOR))
    # Nor one whose password they know: put into use, it would let them in as somebody else.
    assert refuses(account.replace("''", "'known'").format(active="false"), keeper)
    link = (
        "INSERT INTO invitation (id, account_id, purpose, by_id, made_at, over_sha256, mailed_at, "
        "tries, token_sha256) "
        "VALUES (gen_random_uuid(), :id, 'new_password', :id, now(), '', {at}, 0, {token})"
    )
    assert does(link.format(at="NULL", token="NULL"), keeper, id=keeper.id) == 1
    assert refuses(link.format(at="now()", token="repeat('0', 64)"), keeper, id=keeper.id)


def test_the_journal_of_accounts_is_the_system_administrators(app, make, keeper, other):
    count = "SELECT id FROM event WHERE subject = 'account' AND subject_id = :id"
    assert does(count, keeper, id=other.id) == 1
    assert does(count, other, id=other.id) == 0
    assert does(count, make.account(Role.COORDINATOR), id=other.id) == 0


def test_a_session_is_ended_by_whose_it_is_and_by_the_system_administrator(
    app, make, keeper, other
):
    session = make.session(other)
    end = "UPDATE login_session SET ended_at = now(), ended = 'from_elsewhere' WHERE id = :id"
    assert does(end, keeper, id=session.id) == 1
    assert does(end, other, id=session.id) == 1
    assert does(end, make.account(Role.AUDITOR), id=session.id) == 0
    assert does(end, id=session.id) == 0


def test_nobody_goes_on_in_a_session_of_somebody_else(app, make, keeper, other):
    """Whoever ends sessions would else put a token that they know on one, and be in as another."""
    session = make.session(other)
    for change in ("token_sha256 = repeat('0', 64)", "proved_at = now()", "seen_at = now()"):
        assert refuses(f"UPDATE login_session SET {change} WHERE id = :id", keeper, id=session.id)
    session.ended_at, session.ended = session.began_at, "from_elsewhere"
    db.session.commit()
    again = "UPDATE login_session SET ended_at = NULL, ended = NULL WHERE id = :id"
    assert refuses(again, keeper, id=session.id)
