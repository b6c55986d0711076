"""It does not start on settings or a file that are not safe: a sentence for each, and no traceback."""

import os
import subprocess
import sys

import pytest

COMMANDS = ("serve", "migrate", "deliver")
UNSAFE = {
    "no secret": ({"SECRET_KEY": None}, "INCIDENT_SECRET_KEY is missing."),
    "a demo secret": ({"SECRET_KEY": "demo-" + "s" * 40}, "INCIDENT_SECRET_KEY is a demo secret."),
    "an example's secret": ({"SECRET_KEY": "$(python3 -c 'import secrets')" * 2}, "INCIDENT_SECRET_KEY is an example"),
    "debug for others": ({"DEBUG": "yes", "HOST": "0.0.0.0"}, "INCIDENT_DEBUG may be on only"),
    "a demo for others": ({"DEMO": "yes", "HOST": "0.0.0.0"}, "INCIDENT_DEMO may be on only"),
}  # fmt: skip


def started(folder, command, **settings):
    """What a command says and how it ends, in a process of its own; nothing serves in here."""
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith("INCIDENT_")
    }
    url = f"sqlite:///{folder / 'incident.db'}"
    settings = {"SECRET_KEY": "s" * 40, "DATABASE_URL": url} | settings
    environ |= {f"INCIDENT_{name}": value for name, value in settings.items() if value is not None}
    call = [sys.executable, "-c", "from incident_app.cli import main; main()", command]
    return subprocess.run(
        call, env=environ, capture_output=True, text=True, check=False, timeout=60
    )


def refused(done, *sentences):
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == len(sentences), done.stderr
    for line, begins in zip(lines, sentences, strict=True):
        assert line.startswith(begins)


@pytest.mark.parametrize("unsafe", UNSAFE)
def test_unsafe_settings_are_refused(tmp_path, unsafe):
    settings, sentence = UNSAFE[unsafe]
    refused(started(tmp_path, "serve", **settings), sentence)
    assert list(tmp_path.iterdir()) == [], "and no database was made"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_problem_is_a_sentence_of_its_own(tmp_path, command):
    done = started(tmp_path, command, SECRET_KEY="short", DEBUG="yes", HOST="0.0.0.0", PORT="x")
    refused(done, "INCIDENT_PORT must", "INCIDENT_SECRET_KEY must", "INCIDENT_DEBUG may")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_or_a_folder_open_to_others_is_refused(tmp_path, command):
    file = tmp_path / "incident.db"
    file.touch()
    file.chmod(0o644)
    tmp_path.chmod(0o755)
    refused(
        started(tmp_path, command),
        f"Others than its user can read or change {tmp_path}. Run: chmod 700",
        f"Others than its user can read or change {file}. Run: chmod 600",
    )
