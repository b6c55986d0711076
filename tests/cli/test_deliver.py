"""``incident-app deliver`` mails what waits, and says what is wrong in a sentence."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from incident_app import viewing
from incident_app.cli import main
from incident_app.extensions import db
from incident_app.vocabulary import Role
from tests.make import CRIME, TODAY, Make
from tests.postbox import Postbox


@pytest.fixture
def district(sqlite_template, make_app, tmp_path, monkeypatch):
    """A district in which an officer was just told of a matter."""
    file = tmp_path / "incident.db"
    file.write_bytes(sqlite_template.read_bytes())
    file.chmod(0o600)
    monkeypatch.setenv("INCIDENT_SECRET_KEY", "s" * 40)
    monkeypatch.setenv("INCIDENT_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("INCIDENT_MAIL_FROM", "incidents@district.example")
    make = Make()
    app = make_app(f"sqlite:///{file}")
    with app.app_context(), viewing.operator(TODAY.date()):
        school = make.school()
        matter = make.incident(make.administrator(school), ("assault", CRIME)).matters[0]
        officer = make.officer(school)
        make.certificate(officer)
        make.referral(matter, officer, now=datetime.now(UTC))
        db.session.remove()
        db.engine.dispose()
    return app


def deliver():
    return CliRunner().invoke(main, ["deliver"])


def test_without_a_server_it_says_what_to_set(district):
    done = deliver()
    assert done.exit_code == 1
    assert "Set INCIDENT_SMTP_URL and INCIDENT_MAIL_FROM" in done.output


def test_what_waits_is_mailed_once(district, monkeypatch):
    with Postbox() as postbox:
        monkeypatch.setenv("INCIDENT_SMTP_URL", postbox.url)
        first, second = deliver(), deliver()
    assert (first.exit_code, first.output) == (0, "1 mailed, 0 dropped.\n")
    assert (second.exit_code, second.output) == (0, "")
    assert len(postbox.taken) == 1


def test_what_a_day_brings_is_mailed_with_it(district, monkeypatch):
    """The contract of the officer's agency is the one that the tests make: it ends in 2032."""
    from incident_app.cli import delivering

    with district.app_context(), viewing.operator(TODAY.date()):
        Make().account(Role.COORDINATOR, email="coordinator@district.example")
        db.session.remove()
        db.engine.dispose()
    monkeypatch.setattr(delivering, "datetime", Clock)
    with Postbox() as postbox:
        monkeypatch.setenv("INCIDENT_SMTP_URL", postbox.url)
        first, second = deliver(), deliver()
    assert (first.output, second.output) == ("1 mailed, 0 dropped.\n", "")
    (mail,) = postbox.mails
    assert mail["To"] == "coordinator@district.example"
    assert "ends on June 30, 2032" in mail.get_content()


class Clock:
    """The evening of May 31, 2032 in Minnesota, 30 days before; in UTC it is June 1 already."""

    @staticmethod
    def now(zone):
        return datetime(2032, 6, 1, 3, 0, tzinfo=zone)


def test_a_server_that_fails_is_the_operators_news(district, monkeypatch):
    with Postbox() as postbox:
        postbox.refuses = "451 come back later"
        monkeypatch.setenv("INCIDENT_SMTP_URL", postbox.url)
        done = deliver()
    assert done.exit_code == 1
    assert "come back later" in done.stderr


def test_it_goes_on_until_it_is_told_to_stop(district, monkeypatch):
    with Postbox() as postbox:
        monkeypatch.setenv("INCIDENT_SMTP_URL", postbox.url)
        main = "from incident_app.cli import main; main()"
        command = [sys.executable, "-c", main, "deliver", "--every", "3600"]
        running = subprocess.Popen(command, env=os.environ, stdout=subprocess.PIPE, text=True)
        assert running.stdout.readline() == "1 mailed, 0 dropped.\n"
        running.send_signal(signal.SIGTERM)
        rest, _ = running.communicate(timeout=60)
    assert (running.returncode, rest) == (0, "")
