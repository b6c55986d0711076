"""The roster of officers from the command line."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .district import operating

if TYPE_CHECKING:
    from incident_app.services.rosters import Line, Preview

KINDS = (".csv", ".xlsx")


@click.group()
def officers() -> None:
    """The roster of officers as a file: take it in, or give it out.

    Its columns: name, email, agency, license_number, schools (codes such as EHS, with a space or
    a semicolon between them), assumed_duties_on (such as 2025-08-25), substitute (yes or no).
    Accounts, agencies and schools have to be there already.
    """


@officers.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask before it is saved.")
def take_in(file: Path, *, yes: bool) -> None:
    """Import a roster from a CSV FILE, after a look at what it would do.

    Every row is told with what would be done. A row that is refused stops the import: all of the
    file is saved, or nothing. Importing the same file again changes nothing. The exit status is 2
    when rows were refused or have no account.
    """
    from incident_app.integrations import roster_csv  # noqa: PLC0415 - classify must start alone
    from incident_app.services import Refused, rosters  # noqa: PLC0415
    from incident_app.services.rosters import Doing  # noqa: PLC0415

    with operating():
        try:
            rows = roster_csv.read(roster_csv.decoded(file.read_bytes()))
        except roster_csv.FileError as error:
            raise click.ClickException(f"{file.name}: {error}") from None
        shown = rosters.preview(rows, viewer=None)
        _say(shown)
        if shown.those(Doing.REFUSED):
            click.echo("Nothing was imported: put the refused rows right first.", err=True)
            sys.exit(2)
        if not shown.fit:
            click.echo("There is nothing to import.")
        elif yes or click.confirm("Import all of it?"):
            try:
                rosters.import_rows(rows, seen=shown.digest, viewer=None, now=datetime.now(UTC))
            except Refused as refused:
                raise click.ClickException(str(refused)) from None
            click.echo("The roster is imported.")
        else:
            click.echo("Nothing was imported.")
        sys.exit(2 if shown.those(Doing.NO_ACCOUNT) else 0)


def _say(shown: Preview) -> None:
    for line in shown.lines:
        click.echo(f"row {line.number}: {line.name or 'no name'}: {_words(line)}")


def _words(line: Line) -> str:
    changes = "; ".join(f"{field}: {was} becomes {comes}" for field, was, comes in line.changes)
    where = f"{line.field}: " if line.field else ""
    return {
        "added": "added.",
        "changed": f"changed. {changes}.",
        "left": "left as it is.",
        "no_account": "not imported. No account yet: ask the system administrator.",
        "refused": f"refused. {where}{line.reason}",
    }[line.doing.value]


@officers.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def give_out(file: Path) -> None:
    """Write the roster to FILE, whose name ends in .csv or .xlsx.

    The file holds every officer in the registry. A CSV file can be imported again.
    """
    from incident_app.integrations import roster_csv, spreadsheet  # noqa: PLC0415
    from incident_app.reports import roster  # noqa: PLC0415

    if file.suffix not in KINDS:
        raise click.ClickException("Enter a file name that ends in .csv or .xlsx.")
    with operating() as app:
        today = datetime.now(UTC).astimezone(app.config["ZONE"]).date()
        rows = roster.rows(viewer=None, today=today)
    cells = roster_csv.cells(rows)
    if file.suffix == ".csv":
        content = "".join(spreadsheet.lines(roster_csv.COLUMNS, cells)).encode()
    else:
        content = spreadsheet.workbook("Officers", roster_csv.COLUMNS, cells)
    file.write_bytes(content)
    click.echo(f"Wrote {len(rows)} officer{'' if len(rows) == 1 else 's'} to {file.name}.")
