"""The roster of officers as the rows of a file; the same file imported again changes nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from incident_app.integrations.roster_csv import Row
from incident_app.reports.officers import registry

if TYPE_CHECKING:
    from incident_app.models import Account


def rows(*, viewer: Account | None, today: date) -> list[Row]:
    """The officers in the registry, by name; who is not in it yet is in no file.

    :param viewer: ``None`` for the operator on the command line.
    """
    return [
        Row(
            number=number,
            name=each.officer.name,
            email=each.officer.email,
            agency=each.posting.agency.name,
            license_number=each.posting.license_number,
            schools=tuple(sorted(school.code for school in each.officer.schools)),
            assumed_on=each.posting.assumed_on,
            substitute=each.posting.substitute,
        )
        for number, each in enumerate(registry(viewer=viewer, today=today), start=2)
        if each.posting
    ]
