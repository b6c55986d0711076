"""Taking records out of the program: who did, which, and how many."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from incident_app import journal
from incident_app.vocabulary import Seen

from . import looks, transaction

if TYPE_CHECKING:
    from incident_app.models import Account


def roster(officers: int, kind: str, *, viewer: Account, now: datetime) -> None:
    """Note that the roster of officers leaves as a file. Call it before the file is sent.

    :param kind: of file: ``csv`` or ``xlsx``.
    """
    with transaction():
        journal.record(
            "officer roster exported", viewer, by=viewer, at=now, kind=kind, officers=officers
        )


def incidents(
    leaving: Collection[UUID],
    *,
    viewer: Account,
    filters: Mapping[str, str],
    searched: bool,
    now: datetime,
) -> None:
    """Note that these incidents leave as a file, and of each who takes it.

    Call it before the first is sent; where it fails, nothing may be.

    :param filters: names and codes of what was asked for. Searched words are not kept, since they
        may be a child's name; ``searched`` says that there were some.
    """
    with transaction():
        journal.record(
            "incidents exported",
            viewer,
            by=viewer,
            at=now,
            filters=dict(filters),
            searched=searched,
            incidents=len(leaving),
        )
        looks.write(leaving, Seen.EXPORT, viewer=viewer, now=now)
