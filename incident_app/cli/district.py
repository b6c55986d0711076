"""Commands that run a district's own server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flask import Flask


@contextmanager
def application() -> Iterator[Flask]:
    """The application of the environment's settings.

    Leaves with a plain sentence when the settings or the database are not fit.
    """
    from config import ConfigError  # noqa: PLC0415 - classify must start without all this
    from incident_app import create_app  # noqa: PLC0415
    from incident_app.extensions import db  # noqa: PLC0415
    from incident_app.storage import StorageError  # noqa: PLC0415

    try:
        app = create_app()
    except (ConfigError, StorageError) as error:
        for sentence in str(error).splitlines():
            click.echo(sentence, err=True)
        sys.exit(1)
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()


@contextmanager
def operating() -> Iterator[Flask]:
    """The application with its database at hand for the operator.

    Leaves with a plain sentence where, on PostgreSQL, the owner's address is not set: row security
    would hide every row, and a command would find nothing to do.
    """
    from incident_app import viewing  # noqa: PLC0415 - classify must start without all this
    from incident_app.extensions import db  # noqa: PLC0415

    with application() as app, viewing.operator(_today(app)):
        if db.engine.dialect.name == "postgresql" and "owner" not in db.engines:
            click.echo("Set INCIDENT_OWNER_URL: the database's address as its owner.", err=True)
            sys.exit(1)
        yield app


def _today(app: Flask) -> date:
    return datetime.now(UTC).astimezone(app.config["ZONE"]).date()


@click.command()
def migrate() -> None:
    """Bring the database to the newest version. Safe to run again."""
    with operating():
        migrated()
    click.echo("The database is up to date.")


def migrated() -> None:
    """Run the migrations on the database at hand."""
    from flask_migrate import upgrade  # noqa: PLC0415

    upgrade()


@click.command()
def serve() -> None:
    """Serve the pages under gunicorn, on INCIDENT_HOST and INCIDENT_PORT."""
    from .server import Taken, run, taken_by_none  # noqa: PLC0415

    with application() as app:
        host, port = app.config["HOST"], app.config["PORT"]
    try:
        taken_by_none(host, port)
    except Taken as taken:
        click.echo(str(taken), err=True)
        sys.exit(1)
    click.echo(f"Serving on http://{host}:{port}")
    run(host, port)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map",
    "map_file",
    required=True,
    help="A map file, or one that comes with the program: nibrs_az2016, los_angeles.",
)
@click.option("--school", required=True, help="The name or code of the school they belong to.")
@click.option("--dry-run", is_flag=True, help="Only say what would be imported.")
def import_incidents(file: Path, map_file: str, school: str, *, dry_run: bool) -> None:
    """Import incidents from another system's CSV FILE.

    The map says which column is what, and which values answer which question; see
    docs/import.md. Every row that can't be taken is named with its reason. Running it again
    adds nothing twice, also after an interruption. The exit status is 2 when rows were
    rejected.
    """
    from .importing import run  # noqa: PLC0415

    with operating() as app:
        sys.exit(run(file, map_file, school, dry_run=dry_run, zone=app.config["ZONE"]))
