"""On PostgreSQL a command of the operator never takes an empty look for an empty database."""

import pytest
from click.testing import CliRunner

from incident_app.cli import main
from tests import postgres

COMMANDS = {
    "migrate": [],
    "deliver": [],
    "create-admin": ["--email", "ana@x.example", "--name", "Ana", "--school", "Prairie", "--code", "PHS"],
    "create-system-admin": ["--email", "ana@x.example", "--name", "Ana"],
    "import": [__file__, "--map", "nibrs_az2016", "--school", "PHS"],
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_without_the_owners_address_it_says_so_and_does_nothing(
    command, postgres_url, postgres_app, monkeypatch
):
    monkeypatch.setenv("INCIDENT_SECRET_KEY", "s" * 40)
    monkeypatch.setenv("INCIDENT_DATABASE_URL", postgres.as_role(postgres_url, postgres.WEB))
    monkeypatch.setenv("INCIDENT_SMTP_URL", "smtp://127.0.0.1:1")
    monkeypatch.setenv("INCIDENT_MAIL_FROM", "incidents@district.example")
    password = ["--password", "a password of the tests"] if command.startswith("create") else []
    done = CliRunner().invoke(main, [command, *COMMANDS[command], *password])
    assert done.exit_code == 1
    assert "Set INCIDENT_OWNER_URL" in done.output
