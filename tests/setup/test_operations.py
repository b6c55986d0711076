"""The SQL of docs/operations.md makes a PostgreSQL that the program runs on, just as it stands there."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from config import Config
from incident_app import create_app
from incident_app.cli import main
from incident_app.cli import server as server_module
from incident_app.extensions import db
from tests import postgres
from tests.machine import skip_or_fail
from tests.make import PASSWORD
from tests.page import Pages

TEXT = (Path(__file__).parents[2] / "docs/operations.md").read_text()
BLOCKS = re.findall(r"^```sql\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
SECRET = "s" * 40
WHO = {"--email": "ana@x.example", "--name": "Ana", "--school": "Prairie", "--code": "PHS", "--password": PASSWORD}  # fmt: skip


@pytest.fixture(scope="module")
def server():
    """A server where nobody has made a role yet; that of the other tests has them."""
    try:
        fresh = postgres.Server()
    except postgres.Missing as none:
        skip_or_fail("PostgreSQL", str(none))
    yield fresh
    fresh.stop()


def run(url, block):
    """What ``postgres`` does with a block of the document, its dots a password."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in block.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement.replace("'...'", f"'{postgres.PASSWORD}'"))
    engine.dispose()


@pytest.fixture(scope="module")
def made(server):
    """The database by who signs in: as the document makes it, and filled by ``migrate``."""
    roles, search = BLOCKS
    run(server.url(), roles)
    superuser = server.url("incident")
    urls = {role: postgres.as_role(superuser, role) for role in (postgres.OWNER, postgres.WEB)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INCIDENT_SECRET_KEY", SECRET)
        patch.setenv("INCIDENT_DATABASE_URL", urls[postgres.WEB])
        patch.setenv("INCIDENT_OWNER_URL", urls[postgres.OWNER])
        commands = (["migrate"], ["migrate"], ["create-admin", *sum(WHO.items(), ())])
        done = [CliRunner().invoke(main, command) for command in commands]
    assert [(each.exit_code, each.output) for each in done][:2] == [
        (0, "The database is up to date.\n")
    ] * 2
    assert done[2].exit_code == 0, done[2].output
    run(superuser, search)
    return urls | {"postgres": superuser}


@pytest.fixture
def app(request, made):
    """The pages, on the settings that ``serve`` leaves them."""
    request.node.kinds = {"PostgreSQL"}
    app = create_app(Config(SECRET_KEY=SECRET, DATABASE_URL=made[postgres.WEB]))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_both_blocks_are_read():
    assert [re.findall(r"^[A-Z]+ [A-Z]+", block, re.MULTILINE) for block in BLOCKS] == [
        ["CREATE ROLE", "CREATE ROLE", "CREATE DATABASE"],
        ["ALTER FUNCTION"],
    ]
    assert not re.search(r"^    [A-Z]+ [A-Z]+ .*;$", TEXT, re.MULTILINE), "SQL that no test runs"


def test_the_pages_start_as_the_second_role(app):
    client = Pages(app).anonymous()
    client.get("/sign-in")
    client.submit("/sign-in", email=WHO["--email"], password=PASSWORD)
    assert client.path == "/"
    assert "Log an incident" in client.page.text


REFUSED = {
    "postgres": ["a superuser"],
    postgres.OWNER: ["the owner of its tables", "the owner of the database"],
    "bypasses": ["a role with BYPASSRLS"],
    "may_bypass": ["a role with BYPASSRLS"],
    "may_own": ["the owner of its tables", "the owner of the database"],
    "may_own_unasked": ["the owner of its tables", "the owner of the database"],
    "may_do_all": ["a superuser"],
    "owns_one": ["the owner of its tables"],
}
"""Each role that must not show pages, and why it is refused."""

ROLES = f"""
CREATE ROLE bypasses LOGIN PASSWORD '...' BYPASSRLS;
CREATE ROLE may_bypass LOGIN PASSWORD '...' NOINHERIT IN ROLE bypasses;
CREATE ROLE may_own LOGIN PASSWORD '...' NOINHERIT IN ROLE {postgres.OWNER};
CREATE ROLE may_own_unasked LOGIN PASSWORD '...' IN ROLE {postgres.OWNER};
CREATE ROLE may_do_all LOGIN PASSWORD '...' IN ROLE postgres;
CREATE ROLE owns_one LOGIN PASSWORD '...';
ALTER TABLE look OWNER TO owns_one;
"""


@pytest.fixture
def others(made):
    """The addresses of roles like those that a hurried operator makes."""
    url = made["postgres"]
    run(url, ROLES)
    yield {role: postgres.as_role(url, role) for role in REFUSED} | {"postgres": url}
    gone = ", ".join(role for role in REFUSED if role not in {"postgres", postgres.OWNER})
    run(url, f"ALTER TABLE look OWNER TO {postgres.OWNER};\nDROP ROLE {gone};\n")


def test_they_do_not_start_as_who_passes_row_security(made, others, monkeypatch):
    """One sentence for each reason, and no traceback; neither ``serve`` nor any other command."""
    monkeypatch.setattr(server_module, "run", lambda *_: pytest.fail("it was served"))
    monkeypatch.setenv("INCIDENT_SECRET_KEY", SECRET)
    monkeypatch.setenv("INCIDENT_OWNER_URL", made[postgres.OWNER])
    for role, reasons in REFUSED.items():
        monkeypatch.setenv("INCIDENT_DATABASE_URL", others[role])
        for command in ("serve", "migrate"):
            done = CliRunner().invoke(main, [command])
            assert (done.exit_code, type(done.exception)) == (1, SystemExit), role
            sentences = done.stderr.splitlines()
            assert len(sentences) == len(reasons), done.stderr
            for sentence, reason in zip(sentences, reasons, strict=True):
                assert f" as {reason}, " in sentence, role
                assert "INCIDENT_OWNER_URL" in sentence


def test_postgres_let_the_search_use_its_index(app):
    asked = "SELECT proleakproof FROM pg_proc WHERE proname = 'ts_match_vq'"
    assert db.session.scalar(sa.text(asked)) is True
