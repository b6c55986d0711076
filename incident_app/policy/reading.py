"""An edition as a lawyer reads it: numbered rows in words, what each decides, and the gaps."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .editions import doubt
from .outcome import Outcome
from .proof import coverage
from .table import shortest

if TYPE_CHECKING:
    from datetime import date

    from .engine import Edition, Row


class ReadRow(NamedTuple):
    """One row: ``sheets`` of the complete answer sheets are decided by it."""

    number: int
    row: Row
    when: str
    paragraphs: tuple[str, ...]
    sheets: int


class Gap(NamedTuple):
    """When the policy decides nothing: all of ``always``, and one of ``one_of`` if it has any."""

    always: tuple[str, ...]
    one_of: tuple[str, ...]


@cache
def rows(edition: Edition) -> tuple[ReadRow, ...]:
    """The rows in order, numbered from 1."""
    counts = coverage(edition)
    return tuple(
        ReadRow(
            number,
            row,
            row.when.words() if row.when else "otherwise",
            edition.cited(row),
            counts[row.cite],
        )
        for number, row in enumerate(edition.rows, 1)
    )


@cache
def refused(edition: Edition) -> int:
    """How many complete sheets contradict themselves; with the rows' they are 2,048."""
    return coverage(edition)["refused"]


@cache
def gap(edition: Edition) -> Gap | None:
    """What must be known for the policy to decide nothing; ``None`` where it has no gap."""
    if Outcome.POLICY_GAP not in edition.outcomes:
        return None
    known = [
        {fact: answer for fact, answer in sheet.items() if answer is not None}
        for sheet in shortest(edition, Outcome.POLICY_GAP)
    ]
    shared = dict(set(known[0].items()).intersection(*(sheet.items() for sheet in known)))
    return Gap(
        tuple(fact.words(holds=known[0][fact]) for fact in known[0] if fact in shared),
        tuple(
            " and ".join(fact.words(holds=sheet[fact]) for fact in sheet if fact not in shared)
            for sheet in known
            if len(sheet) > len(shared)
        ),
    )


def in_force(edition: Edition) -> str:
    """From when until when it is in force, as sentences; what is not known of that is said."""
    if edition.adopted is None:
        since = doubt(edition)
        return f"{since} It ended on {_day(edition.ended)}." if edition.ended else since
    until = f" until {_day(edition.ended)}" if edition.ended else ""
    return f"In force from {_day(edition.adopted)}{until}."


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
