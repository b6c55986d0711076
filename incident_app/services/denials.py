"""Requests of somebody signed in that were answered as if there were nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from incident_app.extensions import db
from incident_app.models import Denial

from . import transaction

if TYPE_CHECKING:
    from incident_app.models import Account


def record(
    endpoint: str, method: str, asked: UUID | None, *, viewer: Account, now: datetime
) -> None:
    """Note that the viewer was turned away; no event besides, the line says it all.

    :param asked: the record in the address, whether or not there is one.
    """
    with transaction():
        db.session.add(
            Denial(account_id=viewer.id, endpoint=endpoint, method=method, asked=asked, at=now)
        )
