"""``incident-app demo``: the invented district, ready to look around in."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from typing import IO

FOLDER = Path("var/demo")
DISTRICT = "Lake Prairie Public Schools"


@click.command()
@click.option("--reset", is_flag=True, help="Empty the demo instead of serving it.")
def demo(*, reset: bool) -> None:
    """Serve an invented district on this machine alone, with its sign-ins printed.

    The first time it is set up under var/demo; after that, what you did is kept.
    INCIDENT_PORT chooses another port than 8000.
    """
    os.umask(0o077)
    try:
        FOLDER.mkdir(parents=True, exist_ok=True)
        lock = (FOLDER / "lock").open("a")
    except OSError as error:
        _leave(f"The folder {FOLDER} can't be written ({error.strerror}). Make it yours first.")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _leave("The demo is already running. Stop it with Ctrl-C in its terminal first.")
    if reset:
        shutil.rmtree(FOLDER)
        click.echo("The demo is empty. The next “make run” sets it up anew.")
        return
    _serve(lock)


def _serve(lock: IO[str]) -> None:
    from .server import Taken, run, taken_by_none  # noqa: PLC0415 - a reset needs no server

    host, port = "127.0.0.1", _port()
    try:
        taken_by_none(host, port)
    except Taken as taken:
        _leave(str(taken))
    try:
        password = _kept("password", lambda: "-".join(secrets.token_hex(3) for _ in range(3)))
        _settings(host, port, _kept("secret", lambda: f"demo-{secrets.token_urlsafe(48)}"))
        _set_up(password)
    except OSError as error:
        _leave(f"The folder {FOLDER} can't be written ({error.strerror}). Make it yours first.")
    _greet(host, port, password)
    os.set_inheritable(lock.fileno(), True)  # noqa: FBT003 - gunicorn holds the lock from here on
    run(host, port)


def _port() -> int:
    wanted = os.environ.get("INCIDENT_PORT", "8000")
    if not wanted.isdecimal() or not 0 < int(wanted) <= 65535:  # noqa: PLR2004
        _leave("INCIDENT_PORT must be a whole number from 1 to 65535.")
    return int(wanted)


def _kept(name: str, make: Callable[[], str]) -> str:
    """What the file of this name holds; made the first time."""
    file = FOLDER / name
    if not file.exists():
        file.write_text(make())
    return file.read_text().strip()


def _settings(host: str, port: int, secret: str) -> None:
    for name in [name for name in os.environ if name.startswith("INCIDENT_")]:
        del os.environ[name]  # the demo is the same whatever a district has set
    os.environ |= {
        "INCIDENT_SECRET_KEY": secret,
        "INCIDENT_DATABASE_URL": f"sqlite:///{FOLDER / 'incident.db'}",
        "INCIDENT_DISTRICT": DISTRICT,
        "INCIDENT_HOST": host,
        "INCIDENT_PORT": str(port),
        "INCIDENT_DEMO": "yes",
    }


def _set_up(password: str) -> None:
    """Migrate, and the first time seed a new file that takes its place only when whole."""
    from .district import migrated, operating  # noqa: PLC0415

    whole = FOLDER / "incident.db"
    if whole.exists():
        with operating():
            migrated()
        return
    for left_over in FOLDER.glob("new.db*"):
        left_over.unlink()
    os.environ["INCIDENT_DATABASE_URL"] = f"sqlite:///{FOLDER / 'new.db'}"
    with operating() as app:
        from incident_app import demo as district  # noqa: PLC0415
        from incident_app.extensions import db  # noqa: PLC0415

        migrated()
        with click.progressbar(length=district.STEPS, label="Setting up the demo district") as bar:
            district.seed(
                password=password,
                now=datetime.now(UTC),
                zone=app.config["ZONE"],
                progress=lambda _done: bar.update(1),
            )
        db.session.remove()
        db.engine.dispose()
    (FOLDER / "new.db").rename(whole)
    os.environ["INCIDENT_DATABASE_URL"] = f"sqlite:///{whole}"


def _greet(host: str, port: int, password: str) -> None:
    from incident_app.demo import ACCOUNTS  # noqa: PLC0415

    click.echo(f"\n{DISTRICT} (invented) is served on http://{host}:{port}\n")
    for account in ACCOUNTS:
        click.echo(f"  {account.email:42} {account.role.title}")
    click.echo(f"\nEveryone's password: {password}\nStop with Ctrl-C. Empty it with: make reset\n")


def _leave(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)
