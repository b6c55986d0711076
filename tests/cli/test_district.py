"""Setting up a district of one's own."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from incident_app.cli import main
from incident_app.extensions import db
from incident_app.models import Account, School
from incident_app.vocabulary import Role

ADMIN = [
    "create-admin",
    "--email",
    "Ana@District.example",
    "--name",
    "Ana Lee",
    "--school",
    "Prairie High",
]
PASSWORD = "fifteen odd characters"


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("INCIDENT_SECRET_KEY", "s" * 40)
    monkeypatch.setenv("INCIDENT_DATABASE_URL", f"sqlite:///{tmp_path / 'incident.db'}")
    return tmp_path


def run(*args, typed=""):
    return CliRunner().invoke(main, args, input=typed, catch_exceptions=False)


def kept(settings, make_app, query):
    app = make_app(f"sqlite:///{settings / 'incident.db'}")
    with app.app_context():
        found = db.session.scalars(query).all()
        db.session.remove()
        db.engine.dispose()
        return found


def test_without_settings_every_missing_one_is_said_in_a_sentence(monkeypatch, tmp_path):
    monkeypatch.delenv("INCIDENT_SECRET_KEY", raising=False)
    monkeypatch.setenv("INCIDENT_PORT", "x")
    result = run("migrate")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0].startswith("INCIDENT_PORT")
    assert "INCIDENT_SECRET_KEY is missing" in result.stderr


def test_migrate_twice_and_make_the_first_administrator(settings, make_app):
    assert run("migrate").exit_code == 0
    assert run("migrate").stdout == "The database is up to date.\n"
    made = run(*ADMIN, "--code", "PHS", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert made.exit_code == 0, made.output
    assert made.stdout.endswith("Ana Lee can now sign in as ana@district.example.\n")
    (account,) = kept(settings, make_app, select(Account))
    assert (account.email, account.role) == ("ana@district.example", Role.ADMINISTRATOR)
    assert [school.code for school in kept(settings, make_app, select(School))] == ["PHS"]


@pytest.mark.parametrize(
    ("args", "typed", "said"),
    [
        (["--code", "PHS", "--password", "short"], "", "Enter a password of 15 to 128 characters."),
        (["--code", "phs", "--password", PASSWORD], "", "two to five capital letters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_half_made(settings, make_app, args, typed, said):
    run("migrate")
    result = run(*ADMIN, *args, typed=typed)
    assert result.exit_code == 1
    assert said in result.stderr
    assert kept(settings, make_app, select(Account)) == []
    assert kept(settings, make_app, select(School)) == []


def test_a_second_administrator_joins_the_school_there_is(settings, make_app):
    run("migrate")
    run(*ADMIN, "--code", "PHS", "--password", PASSWORD)
    again = run(*ADMIN, "--password", PASSWORD)
    assert "There is already an account for ana@district.example." in again.stderr
    other = ["create-admin", "--email", "bo@district.example", "--name", "Bo", "--school", "PHS"]
    assert run(*other, "--password", PASSWORD).exit_code == 0
    assert len(kept(settings, make_app, select(School))) == 1


def test_a_system_administrator_needs_no_school(settings, make_app):
    run("migrate")
    new = ["create-system-admin", "--email", "Cy@district.example", "--name", "Cy"]
    short = run(*new, "--password", "short")
    assert (short.exit_code, "15 to 128 characters" in short.stderr) == (1, True)
    made = run(*new, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert made.stdout.endswith("Cy can now sign in as cy@district.example.\n")
    (account,) = kept(settings, make_app, select(Account))
    assert account.role is Role.SYSTEM_ADMINISTRATOR


def test_help_is_enough_for_every_command():
    for args in (
        [],
        *([name] for name in main.commands),
        *(["policy", name] for name in main.commands["policy"].commands),
    ):
        result = run(*args, "--help")
        assert result.exit_code == 0
        assert len(result.stdout.splitlines()) > 5
