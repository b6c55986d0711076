"""Accounts from the command line, for the day nobody can sign in."""

from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from incident_app import viewing
from incident_app.cli import main
from incident_app.extensions import db
from incident_app.models import Event, LoginSession
from incident_app.services import accounts, sessions
from incident_app.vocabulary import Ended, Role

NOW = datetime(2025, 9, 2, 15, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path, monkeypatch, make_app):
    """A district in which somebody is signed in."""
    url = f"sqlite:///{tmp_path / 'incident.db'}"
    monkeypatch.setenv("INCIDENT_SECRET_KEY", "s" * 40)
    monkeypatch.setenv("INCIDENT_DATABASE_URL", url)
    run("migrate")
    with make_app(url).app_context(), viewing.operator(date(2025, 9, 2)):
        account = accounts.create(
            viewer=None, name="Ana Lee", email="ana@district.example", role=Role.AUDITOR,
            password="fifteen odd characters", now=NOW,
        )  # fmt: skip
        sessions.begin(account, sessions.Device(source="10.0.0.1", agent="A phone"), now=NOW)
        db.session.remove()
        db.engine.dispose()
    return url


def run(*args, typed=""):
    return CliRunner().invoke(main, args, input=typed, catch_exceptions=False)


def kept(settings, make_app, query):
    app = make_app(settings)
    with app.app_context():
        found = db.session.scalars(query).all()
        db.session.remove()
        db.engine.dispose()
        return found


def test_after_a_backup_was_brought_back_every_session_ends(settings, make_app):
    assert run("accounts", "end-sessions").stdout == "1 session ended. Everyone signs in again.\n"
    assert [each.ended for each in kept(settings, make_app, select(LoginSession))] == [
        Ended.RESTORED
    ]
    assert kept(settings, make_app, select(Event.name))[-1] == "session ended"
    assert run("accounts", "end-sessions").stdout.startswith("0 sessions ended.")
