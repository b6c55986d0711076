"""``make run``: set up once, kept after that, and one plain sentence when it can't be."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from http.cookiejar import CookieJar
from urllib.parse import urlencode

import pytest

PROGRAM = [
    sys.executable,
    "-c",
    "from incident_app.cli import main; main(['demo', *__import__('sys').argv[1:]])",
]


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def environment(port):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("INCIDENT_")}
    return kept | {
        "INCIDENT_PORT": str(port),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONUNBUFFERED": "1",
    }


def once(folder, port, *args):
    """A run that ends by itself."""
    return subprocess.run(
        [*PROGRAM, *args],
        cwd=folder,
        env=environment(port),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@contextmanager
def serving(folder, port):
    """A run that serves; gives what it printed, and stops it as Ctrl-C would."""
    process = subprocess.Popen(
        PROGRAM,
        cwd=folder,
        env=environment(port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith("Stop with Ctrl-C"):
            break
    try:
        answers(port)
        yield said
    finally:
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=30)[0]
    assert "Traceback" not in said + rest


def answers(port):
    """Wait until the server takes connections: the kernel tells, no clock is needed."""
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return


def sign_in(port, said):
    """The page an administrator sees first, with the sign-in that was printed."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    at = f"http://127.0.0.1:{port}"
    with opener.open(f"{at}/sign-in") as form:
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form.read().decode())[1]
    email = re.search(r"(\S+@\S+)\s+Administrator", said)[1]
    password = re.search(r"password: (\S+)", said)[1]
    body = urlencode({"csrf_token": token, "email": email, "password": password}).encode()
    with opener.open(f"{at}/sign-in", body) as page:
        return page.read().decode()


def test_it_is_set_up_kept_and_guarded(tmp_path, port):
    with serving(tmp_path, port) as said:
        assert f"http://127.0.0.1:{port}" in said
        assert len(re.findall(r"\S+@\S+\.example", said)) == 8
        assert ">What needs you now</h1>" in sign_in(port, said)

        beside = once(tmp_path, port)
        assert beside.returncode == 1
        assert (
            beside.stderr
            == "The demo is already running. Stop it with Ctrl-C in its terminal first.\n"
        )
        assert once(tmp_path, port, "--reset").returncode == 1

        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        taken = once(elsewhere, port)
        assert taken.returncode == 1
        assert re.fullmatch(
            r"Another program serves on port \d+\. Stop it, or choose .*\n", taken.stderr
        )

    made = (tmp_path / "var/demo/incident.db").stat().st_ino
    with serving(tmp_path, port) as again:
        assert again.split("password: ")[1] == said.split("password: ")[1]
        assert (tmp_path / "var/demo/incident.db").stat().st_ino == made
        assert ">What needs you now</h1>" in sign_in(port, again)

    assert once(tmp_path, port, "--reset").returncode == 0
    assert not (tmp_path / "var/demo").exists()


def test_a_half_made_district_is_made_again(tmp_path, port):
    folder = tmp_path / "var/demo"
    folder.mkdir(parents=True, mode=0o700)
    (folder / "new.db").write_text("left over from an interrupted set-up")
    with serving(tmp_path, port) as said:
        assert ">What needs you now</h1>" in sign_in(port, said)


def test_a_folder_that_can_not_be_written_is_one_sentence(tmp_path, port):
    (tmp_path / "var").write_text("a file where the folder should be")
    done = once(tmp_path, port)
    assert done.returncode == 1
    assert re.fullmatch(
        r"The folder var/demo can't be written \(.*\)\. Make it yours first\.\n", done.stderr
    )


def test_a_port_that_is_none_is_one_sentence(tmp_path):
    done = once(tmp_path, "many")
    assert done.returncode == 1
    assert done.stderr == "INCIDENT_PORT must be a whole number from 1 to 65535.\n"
