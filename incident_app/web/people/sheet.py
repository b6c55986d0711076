"""Who looked, as a CSV file that no spreadsheet takes for formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from incident_app.integrations.spreadsheet import lines
from incident_app.web.incidents.sheet import minute

if TYPE_CHECKING:
    from incident_app.reports.looked import Looked


def written(found: Iterable[Looked], zone: ZoneInfo) -> Iterator[str]:
    """The file, a line for each look.

    :param zone: the district's, which the times are in.
    """
    heads = [f"When ({zone.key})", "Who", "Assignment", "How", "What", "School", "Reference"]
    return lines(
        heads,
        (
            (
                minute(each.at, zone), each.who, each.assignment, each.how.value,
                ", ".join(each.fields) or "incident", each.school, each.reference,
            )
            for each in found
        ),
    )  # fmt: skip
