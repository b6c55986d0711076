"""``incident-app classify``: answer sheets in, decisions out."""

from __future__ import annotations

import sys
from typing import BinaryIO

import click

from incident_app.policy import answer_lines, editions


def an_edition(
    _context: click.Context, _option: click.Parameter, name: str | None
) -> editions.Edition | None:
    """The edition that an option names."""
    if name is None:
        return None
    try:
        return editions.named(name)
    except LookupError as none:
        raise click.BadParameter(str(none)) from None


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option(
    "--edition",
    default=editions.ADOPTED[0].name,
    show_default=True,
    callback=an_edition,
    help="The policy text to apply; “incident-app policy show” lists them.",
)
def classify(file: BinaryIO, edition: editions.Edition) -> None:
    """Route answer sheets, one JSON object a line. FILE may be - for standard input.

    Each line is {"id": ..., "answers": {FACT: "yes" | "no" | "unknown"}}. A fact left out is
    unknown; other keys of the object are ignored. Each gives one line on standard output:
    {"id", "outcome", "cites", "ask", "because"}.

    A line that can't be read, names a fact there is not, or contradicts itself is named on
    standard error and the rest still runs; the exit status is then 2. Needs no database and
    no settings.
    """
    bad = False
    for number, raw in enumerate(file, 1):
        if raw.isspace():
            continue
        try:
            click.echo(answer_lines.classified(_text(raw, number), edition))
        except answer_lines.BadLine as wrong:
            bad = True
            click.echo(f"line {number}: {wrong}", err=True)
    sys.exit(2 if bad else 0)


def _text(raw: bytes, number: int) -> str:
    try:
        return raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        raise answer_lines.BadLine("is not UTF-8 text.") from None
