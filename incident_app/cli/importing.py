"""What ``incident-app import`` says and asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from incident_app.integrations.incident_csv import (
    FileError,
    Map,
    MapError,
    Rejected,
    Row,
    load_map,
    read,
)
from incident_app.policy import editions
from incident_app.services import district, importing

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from incident_app.models import School

MAPS = Path(__file__).resolve().parent.parent / "maps"


def run(file: Path, map_file: str, school_name: str, *, dry_run: bool, zone: ZoneInfo) -> int:
    """Import a file, saying what is done; needs the application's context.

    :returns: the exit status: 2 when something was rejected, else 0.
    :raises click.ClickException: the map, the file or the school is not fit; a plain sentence.
    """
    by = _map(map_file)
    school = _school(school_name)
    found = _found(file, by)
    rows = [each for each in found if isinstance(each, Row)]
    rejected = [each for each in found if isinstance(each, Rejected)]
    for each in rejected:
        click.echo(f"line {each.number}: {each.reason}", err=True)
    preview = importing.preview(rows, school=school, source=by.source, now=datetime.now(UTC))
    _say_preview(preview, file, len(found), len(rejected))
    refused = preview.refused
    if dry_run:
        click.echo("Nothing was written: this was a dry run.")
    else:
        refused = _imported(rows, school, by.source, zone)
    for external_id, reason in refused.items():
        click.echo(f"incident {external_id}: {reason}", err=True)
    return 2 if rejected or refused else 0


def _map(name: str) -> Map:
    shipped = MAPS / f"{name}.toml"
    file = Path(name) if Path(name).exists() or not shipped.exists() else shipped
    try:
        return load_map(file.read_text(encoding="utf-8"))
    except MapError as error:
        problems = "\n".join(error.problems)
        raise click.ClickException(f"The map {name} is not fit:\n{problems}") from None
    except (OSError, UnicodeDecodeError):
        known = ", ".join(sorted(each.stem for each in MAPS.glob("*.toml")))
        message = f"The map {name} can't be read. The program comes with: {known}."
        raise click.ClickException(message) from None


def _school(name: str) -> School:
    school = district.named(name)
    if school is None:
        there = ", ".join(f"{each.name} ({each.code})" for each in district.all_schools())
        raise click.ClickException(f"There is no school {name}. There are: {there or 'none yet'}.")
    return school


def _found(file: Path, by: Map) -> list[Row | Rejected]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return list(read(lines, by))
    except FileError as error:
        raise click.ClickException(f"{file.name}: {error}") from None


def _say_preview(preview: importing.Preview, file: Path, rows: int, rejected: int) -> None:
    click.echo(f"{file.name}: {_count(rows, 'row')}, {rejected:,} rejected.")
    click.echo(
        f"They are {_count(preview.matters, 'matter')} in {_count(preview.incidents, 'incident')}; "
        f"{_count(preview.matters_there, 'matter')} are there already."
    )
    click.echo("Their routes by the policy of the day:")
    for outcome, count in preview.outcomes.items():
        click.echo(f"  {outcome.title:20} {count:>6,}")
    for doubt in filter(None, map(editions.doubt, editions.ADOPTED)):
        click.echo(click.wrap_text(doubt, 96))


def _imported(rows: Sequence[Row], school: School, source: str, zone: ZoneInfo) -> dict[str, str]:
    with click.progressbar(length=len(rows), label="Importing") as bar:
        done = importing.import_rows(
            rows,
            school=school,
            source=source,
            zone=zone,
            viewer=None,
            now=datetime.now(UTC),
            progress=bar.update,
        )
    click.echo(
        f"Imported {_count(done.matters_new, 'matter')} in "
        f"{_count(done.incidents_new, 'new incident')}; "
        f"{_count(done.matters_there, 'matter')} were there already."
    )
    return dict(done.refused)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
