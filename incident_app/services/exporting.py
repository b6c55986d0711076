"""Taking incidents out of the program: who did, which, and how many."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from incident_app import journal

from . import transaction

if TYPE_CHECKING:
    from incident_app.models import Account


def incidents(
    *, viewer: Account, filters: Mapping[str, str], searched: bool, count: int, now: datetime
) -> None:
    """Note in the journal that incidents leave as a file; call it before the first is sent.

    :param filters: names and codes of what was asked for. Searched words are not kept, since they
        may be a child's name; ``searched`` says that there were some.
    :param count: how many incidents the file holds.
    """
    with transaction():
        journal.record(
            "incidents exported",
            viewer,
            by=viewer,
            at=now,
            filters=dict(filters),
            searched=searched,
            incidents=count,
        )
