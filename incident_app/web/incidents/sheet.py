"""The list of incidents as a CSV file that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from incident_app.reports.finding import Row

BEGINS_A_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - full-width forms are meant
QUOTES = frozenset("'\"`‘’“”＇＂")  # noqa: RUF001 - the same


def cell(text: str) -> str:
    """A cell that is read as text.

    What a spreadsheet could take for a formula, also behind blanks, quotes or signs that are not
    seen, gets an apostrophe before it. To read a file back, take one away where this put one:
    where what follows the apostrophe would get one.
    """
    return f"'{text}" if _is_risky(text) else text


def _is_risky(text: str) -> bool:
    for sign in text:
        if sign in BEGINS_A_FORMULA:
            return True
        if not (sign.isspace() or sign in QUOTES or unicodedata.category(sign)[0] in "CZ"):
            return False
    return False


class _Given:
    """A file whose ``write`` gives back what it got."""

    def write(self, text: str) -> str:
        """The text itself."""
        return text


def rows(heads: Iterable[str], lines: Iterable[Iterable[str]]) -> Iterator[str]:
    """A file, line by line, every cell of it read as text.

    It begins with a byte order mark, by which a spreadsheet knows UTF-8.
    """
    writer = csv.writer(_Given())
    yield "\ufeff" + writer.writerow(heads)
    for line in lines:
        yield writer.writerow([cell(each) for each in line])


def written(found: Iterable[tuple[Row, Mapping[UUID, str]]], zone: ZoneInfo) -> Iterator[str]:
    """The list of incidents: a line for each matter.

    :param zone: the district's, which the times are in.
    """
    heads = [
        "Incident", "Matter", f"When ({zone.key})", "School", "Place", "Who", "Part", "Conduct",
        "Outcome", "Paragraphs", f"Since ({zone.key})",
    ]  # fmt: skip
    return rows(heads, _matters(found, zone))


def _matters(
    found: Iterable[tuple[Row, Mapping[UUID, str]]], zone: ZoneInfo
) -> Iterator[tuple[str, ...]]:
    for row, cites in found:
        when = _when(row, zone)
        for line in row.matters:
            yield (
                row.reference, line.reference, when, row.school, row.place, line.who,
                line.part.value, line.conduct, line.outcome.title, cites[line.id],
                minute(line.since, zone),
            )  # fmt: skip


def _when(row: Row, zone: ZoneInfo) -> str:
    """No more exactly than it is known: *2025-09-02 11:40*, *2025-09-02*, *2025-09*, *2025*."""
    length = {"minute": 16, "day": 10, "month": 7, "year": 4}[row.precision.value]
    if row.precision.value == "minute":
        return minute(row.occurred_at, zone)
    return row.occurred_on.isoformat()[:length]


def minute(moment: datetime, zone: ZoneInfo) -> str:
    """A moment there: *2025-09-02 11:40*."""
    return moment.astimezone(zone).isoformat(" ", "minutes")[:16]
