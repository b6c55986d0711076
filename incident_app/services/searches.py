"""Searches by words, kept so that their results have an address that does not hold the words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Search

from . import NotFound, transaction

if TYPE_CHECKING:
    from incident_app.models import Account

KEPT = 50
"""How many searches of an account are kept; the oldest go first."""


def keep(words: str, *, viewer: Account, now: datetime) -> Search:
    """Keep a search of the viewer's. No part of the record, so it writes no event."""
    with transaction():
        search = Search(account_id=viewer.id, words=words, asked_at=now)
        db.session.add(search)
        db.session.flush()
        latest = (
            sa.select(Search.id)
            .where(reach(viewer, Action.FIND_AGAIN))
            .order_by(Search.asked_at.desc(), Search.id)
            .limit(KEPT)
        )
        older = sa.delete(Search).where(reach(viewer, Action.FIND_AGAIN), Search.id.not_in(latest))
        db.session.execute(older, execution_options={"synchronize_session": False})
    return search


def words(search_id: UUID, *, viewer: Account) -> str:
    """The words of a search of the viewer's.

    :raises NotFound: it is somebody else's, or kept no longer.
    """
    query = sa.select(Search.words).where(Search.id == search_id, reach(viewer, Action.FIND_AGAIN))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found
