"""The application on either database, and the fewest words that make a record in it."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from config import Config
from tests import postgres
from tests.machine import KINDS, missing, ran, said, skip_or_fail
from tests.make import TODAY, Make
from tests.page import Pages


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """What is to be told at the end goes with the report: a worker prints nothing itself."""
    report = (yield).get_result()
    if report.when == "call" and not report.skipped:
        kinds = [kind for kind in KINDS if kind in getattr(item, "kinds", ())]
        report.user_properties.append(("ran", kinds))
    report.user_properties += [("missing", dict(missing)), ("said", list(said))]


def pytest_runtest_logreport(report):
    for what, told in report.user_properties if report.when == "call" else ():
        if what == "ran":
            ran.update(told)
    for what, told in report.user_properties:
        if what == "missing":
            missing.update(told)
        elif what == "said":
            said.extend(words for words in told if words not in said)


def pytest_terminal_summary(terminalreporter):
    for kind in KINDS:
        words = f"{kind}: {ran[kind]} tests ran"
        if kind in missing:
            terminalreporter.write_line(f"{words}. SKIPPED: {missing[kind]}", red=True, bold=True)
        else:
            terminalreporter.write_line(f"{words}.")
    for words in said:
        terminalreporter.write_line(words)


@pytest.fixture(scope="session")
def postgres_url():
    if url := os.environ.get("TEST_DATABASE_URL"):
        postgres.make_roles(url)
        yield url
        return
    try:
        server = postgres.Server()
    except postgres.Missing as none:
        skip_or_fail("PostgreSQL", str(none))
    postgres.make_roles(server.url())
    yield server.url()
    server.stop()


def ticking():
    """A clock that begins at :data:`TODAY` and goes on by a millisecond whenever it is read.

    So slow that nobody's session runs out while a test walks over everything.
    """
    looks = count()
    return lambda: TODAY + timedelta(milliseconds=next(looks))


@pytest.fixture(scope="session")
def make_app():
    """Build the application on a database URL; on PostgreSQL, a superuser's of an empty one."""
    from incident_app import create_app

    def build(url, **over):
        urls = {"DATABASE_URL": url}
        if url.startswith("postgresql"):
            postgres.give(url)
            urls = {
                "DATABASE_URL": postgres.as_role(url, postgres.WEB),
                "OWNER_URL": postgres.as_role(url, postgres.OWNER),
            }
        app = create_app(Config(**({"SECRET_KEY": "t" * 40} | urls | over)))
        app.config["CLOCK"] = ticking()
        app.config["SECOND_FACTOR"] = False  # asked for where the test is about it
        return app

    return build


@pytest.fixture(scope="session")
def migrated():
    """Bring a database to the newest migration."""
    from flask_migrate import upgrade

    def run(app):
        with app.app_context():
            upgrade()

    return run


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory, make_app, migrated):
    file = tmp_path_factory.mktemp("template") / "incident.db"
    app = make_app(f"sqlite:///{file}")
    migrated(app)
    with app.app_context():
        from incident_app.extensions import db

        db.session.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgres_app(postgres_url, make_app, migrated):
    from incident_app.extensions import db
    from tests.access import one_wall

    app = make_app(postgres_url)
    migrated(app)
    with app.app_context():
        if one_wall.LEFT == "program":
            one_wall.database_off()
    yield app
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
        postgres.dispose()


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory, make_app):
    """One for all tests, as its templates are compiled once; each test gets a new file."""
    return make_app(f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'incident.db'}")


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def app(request):
    """The application on an empty, migrated database; services commit for real."""
    request.node.kinds = {*getattr(request.node, "kinds", ()), request.param}
    from incident_app.extensions import db

    if request.param == "SQLite":
        application = request.getfixturevalue("sqlite_app")
        renewed(application, request.getfixturevalue("sqlite_template"))
    else:
        application = request.getfixturevalue("postgres_app")
        application.config["CLOCK"] = ticking()
    from incident_app import viewing
    from tests.access import one_wall

    if one_wall.LEFT == "database" and request.param == "PostgreSQL":
        one_wall.program_off(request.getfixturevalue("monkeypatch"))
    with application.app_context(), viewing.operator(TODAY.date()):
        yield application
        db.session.remove()
        if request.param == "PostgreSQL":
            _emptied(db)
        else:
            db.engine.dispose()


def renewed(application, template) -> None:
    """Another file in the place of the one from before, whoever has that open; and a new clock."""
    from incident_app.extensions import db

    with application.app_context():
        db.engine.dispose()
    application.config["CLOCK"] = ticking()
    file = Path(sa.make_url(application.config["SQLALCHEMY_DATABASE_URI"]).database)
    for each in ("", "-wal", "-shm"):
        file.with_name(f"{file.name}{each}").unlink(missing_ok=True)
    shutil.copy(template, file)
    file.chmod(0o600)


def _emptied(db) -> None:
    """Every table empty again; triggers are off for this one connection."""
    tables = ", ".join(table.name for table in db.metadata.sorted_tables)
    with postgres.unwalled(db).begin() as connection:
        connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
        connection.execute(sa.text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    """A password hash that costs nothing."""
    from argon2 import PasswordHasher

    from incident_app.services import accounts

    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "hasher", quick)
    monkeypatch.setattr(accounts, "_NOBODY", quick.hash("nobody has this password"))


@pytest.fixture
def make(app):
    return Make()


@pytest.fixture
def pages(app):
    """A client for each who signs in; it checks every page it opens."""
    return Pages(app)


@pytest.fixture(scope="session")
def samples():
    return Path(__file__).parent / "samples"
