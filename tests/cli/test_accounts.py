"""Accounts from the command line, for the day nobody can sign in."""

from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from incident_app import viewing
from incident_app.cli import main
from incident_app.extensions import db
from incident_app.models import Account, Event, LoginSession
from incident_app.services import accounts, sessions
from incident_app.vocabulary import Ended, Role
from tests.make import Make

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
        sessions.begin(
            account, sessions.Device(source="10.0.0.1", agent="A phone"), must=False, now=NOW
        )
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


BY = ("--by", "Kit Ito")


def newest(settings, make_app):
    return kept(settings, make_app, select(Event).order_by(Event.seq))[-1]


def test_after_a_backup_was_brought_back_every_session_ends(settings, make_app):
    done = run("accounts", "end-sessions", *BY)
    assert done.stdout == "1 session ended. Everyone signs in again.\n"
    assert [each.ended for each in kept(settings, make_app, select(LoginSession))] == [
        Ended.RESTORED
    ]
    event = newest(settings, make_app)
    assert event.name == "session ended"
    assert event.detail == {"why": "restored", "operator": "Kit Ito"}
    assert run("accounts", "end-sessions", *BY).stdout.startswith("0 sessions ended.")


CHANGES = {
    "invite": ["bo@x.example", "--name", "Bo", "--role", "auditor"],
    "send-link": ["ana@district.example"],
    "role": ["ana@district.example", "coordinator"],
    "schools": ["ana@district.example", "EHS"],
    "disable": ["ana@district.example"],
    "enable": ["ana@district.example"],
    "end-sessions": ["ana@district.example"],
    "reset-factors": ["ana@district.example", "--approved-by", "Bo Ng"],
    "same-person": ["ana@district.example"],
}


def test_every_change_asks_who_sits_at_the_command_line(settings, make_app):
    unasked = set(main.commands["accounts"].commands) - {
        "list",
        "history",
        "who-sees",
        "end-unused",
    }
    assert set(CHANGES) == unasked
    before = len(kept(settings, make_app, select(Event)))
    for command, rest in CHANGES.items():
        left_out = run("accounts", command, *rest)
        assert left_out.exit_code == 2, command
        assert "--by" in left_out.stderr, command
        assert "Enter your own name" in run("accounts", command, *rest, "--by", " ").stderr, command
    assert len(kept(settings, make_app, select(Event))) == before


def test_an_account_is_invited_changed_disabled_and_enabled(settings, make_app):
    run("create-admin", "--email", "cy@x.example", "--name", "Cy", "--school", "Eagle", "--code", "EHS",
        "--password", "a password of the tests", *BY)  # fmt: skip
    invited = run(
        "accounts", "invite", "Bo@x.example", "--name", "Bo", "--role", "administrator", "--school",
        "EHS", *BY,
    )  # fmt: skip
    assert invited.stdout == "Bo is invited. The link goes to bo@x.example.\n"
    event = newest(settings, make_app)
    assert event.detail == {"role": "administrator", "schools": ["EHS"], "operator": "Kit Ito"}
    steps = {
        ("role", "ana@district.example", "administrator", "--school", "EHS"): "Changed.",
        ("schools", "ana@district.example", "EHS"): "Nothing was changed.",
        ("disable", "ana@district.example"): "Disabled.",
        ("enable", "ana@district.example"): "Enabled.",
        ("send-link", "ana@district.example"): "The link goes to ana@district.example.",
        ("role", "ana@district.example", "auditor"): "Changed.",
        ("end-sessions", "ana@district.example"): "0 sessions ended.",
    }
    for step, said in steps.items():
        done = run("accounts", *step, *BY)
        assert (done.exit_code, done.stdout.startswith(said)) == (0, True), (step, done.output)
    ana = kept(settings, make_app, select(Account).where(Account.email == "ana@district.example"))
    told = kept(settings, make_app, select(Event).where(Event.subject_id == ana[0].id))
    assert [each.detail.get("operator") for each in told[2:]] == ["Kit Ito"] * 5
    lines = run("accounts", "list").stdout.splitlines()
    assert [line.split("\t")[:5] for line in lines] == [
        ["ana@district.example", "Ana Lee", "auditor", "-", "active"],
        ["bo@x.example", "Bo", "administrator", "EHS", "invited"],
        ["cy@x.example", "Cy", "administrator", "EHS", "active"],
    ]
    assert lines[0].split("\t")[5] == "2025-09-02 10:00"


def test_two_accounts_of_one_person_are_named_so_and_the_history_says_it(settings):
    run("accounts", "invite", "bo@x.example", "--name", "Bo", "--role", "auditor", *BY)
    pair = ("bo@x.example", "ana@district.example")
    for said in ("Noted", "Nothing was changed"):
        holds = f"{said}: bo@x.example is a second account of who has ana@district.example.\n"
        assert run("accounts", "same-person", *pair, *BY).stdout == holds
    twice = run("accounts", "same-person", pair[0], pair[0], *BY)
    assert (twice.exit_code, "Choose another account" in twice.stderr) == (1, True)
    alone = run("accounts", "same-person", pair[0], *BY)
    assert alone.stdout == "Noted: bo@x.example is nobody else's.\n"
    lines = [line.split("\t") for line in run("accounts", "history", pair[0]).stdout.splitlines()]
    assert [each[1:] for each in lines] == [
        ["Named the only account of its person", "Kit Ito, at the command line"],
        ["Named a second account of the same person", "Kit Ito, at the command line"],
        ["Invited as Auditor", "Kit Ito, at the command line"],
    ]
    run("accounts", "disable", pair[1], "--by", "Kit\n2020-01-01 00:00\tEnabled")
    signed_in = run("accounts", "history", pair[1]).stdout.splitlines()
    forged = signed_in.pop(0).split("\t")
    assert forged[1:] == ["Disabled", "Kit 2020-01-01 00:00 Enabled, at the command line"]
    assert signed_in[0] == "2025-09-02 10:00\tSigned in"
    assert run("accounts", "history", "nobody@x.example").exit_code == 1


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (["disable", "nobody@x.example"], "There is no such account."),
        (["role", "ana@district.example", "administrator"], "Choose at least one school"),
        (["role", "ana@district.example", "administrator", "--school", "XX"], "no school XX"),
        (["schools", "ana@district.example", "EHS"], "Only an administrator is given schools"),
        (["invite", "ana@district.example", "--name", "A", "--role", "auditor"], "already an account"),
        (["invite", "b@x.example", "--name", "A", "--role", "auditor", "--school", "EHS"], "Only an administrator"),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_in_a_sentence(settings, step, said):
    done = run("accounts", *step, *BY)
    assert done.exit_code == 1
    assert said in done.stderr


def test_the_last_system_administrator_stays(settings):
    run(
        "create-system-admin",
        "--email",
        "sy@x.example",
        "--name",
        "Sy",
        "--password",
        "a password of the tests",
    )
    done = run("accounts", "disable", "sy@x.example", *BY)
    assert (done.exit_code, "Somebody must stay system administrator" in done.stderr) == (1, True)


def test_who_may_open_an_incident_is_told_with_why_and_nothing_of_it(settings, make_app):
    app = make_app(settings)
    with app.app_context(), viewing.operator(date(2025, 9, 2)):
        make = Make()
        head = make.administrator(make.school("EHS"))
        incident = make.incident(head, place="quartzplace", narrative="quartzstory")
        expected, reference = head.email, incident.reference
        db.session.remove()
        db.engine.dispose()
    lines = run("accounts", "who-sees", reference).stdout.splitlines()
    assert [line.split("\t")[0] for line in lines[:-1]] == ["ana@district.example", expected]
    assert lines[-1] == "2 accounts may open it now."
    assert "quartz" not in "".join(lines)
    absent = run("accounts", "who-sees", "EHS-2025-9999")
    assert (absent.exit_code, absent.stderr) == (1, "Error: There is no incident EHS-2025-9999.\n")


def test_without_a_mail_server_unused_accounts_end_by_a_command(settings):
    """Whoever signed in on September 2, 2025 has been away for more than 90 days by now."""
    assert run("accounts", "end-unused").stdout == "1 account disabled.\n"
    assert run("accounts", "end-unused").stdout == "0 accounts disabled.\n"
