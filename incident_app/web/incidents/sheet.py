"""The list of incidents as a CSV file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from incident_app.integrations.spreadsheet import lines

if TYPE_CHECKING:
    from incident_app.reports.finding import Row


def written(found: Iterable[tuple[Row, Mapping[UUID, str]]], zone: ZoneInfo) -> Iterator[str]:
    """The file, incident by incident: a line for each matter.

    :param zone: the district's, which the times are in.
    """
    head = (
        "Incident", "Matter", f"When ({zone.key})", "School", "Place", "Who", "Part", "Conduct",
        "Outcome", "Paragraphs", f"Since ({zone.key})",
    )  # fmt: skip
    yield from lines(head, _rows(found, zone))


def _rows(
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
    """A moment to the minute, as a spreadsheet reads it."""
    return moment.astimezone(zone).isoformat(" ", "minutes")[:16]
