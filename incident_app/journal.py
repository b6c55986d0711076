"""The journal: adds an event to the open transaction, and nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from .extensions import db
from .models import Event

if TYPE_CHECKING:
    from .extensions import Line, Noun
    from .models import Account


def record(
    name: str, subject: Noun | Line, *, by: Account | None, at: datetime, **detail: Any
) -> None:
    """Add an event; it is kept or lost with what caused it.

    :param name: in the past tense, in the district's words: ``incident logged``.
    :param by: who did it; ``None`` for the operator on the command line.
    :param detail: JSON; counts, codes and references, never a narrative, and no name but of who sat
        at the command line (``operator``).
    """
    db.session.add(
        Event(
            name=name,
            subject=subject.__tablename__,
            subject_id=subject.id,
            account_id=by.id if by else None,
            detail=detail,
            at=at,
        )
    )
