"""The district's own words of its policy, as they stand or stood, and how they came there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import PolicyText

if TYPE_CHECKING:
    from incident_app.models import Account
    from incident_app.policy.engine import Edition


def standing(
    edition: Edition, *, viewer: Account, before: datetime | None = None
) -> dict[str, PolicyText]:
    """The last line of each paragraph; a line with an empty text took its paragraph down.

    :param before: as it stood until this moment; left out, as it stands.
    """
    mine = [PolicyText.edition == edition.name, reach(viewer, Action.READ_POLICY)]
    if before is not None:
        mine.append(PolicyText.pasted_at < before)
    last = sa.select(sa.func.max(PolicyText.seq)).where(*mine).group_by(PolicyText.paragraph)
    query = _with_who().where(PolicyText.seq.in_(last))
    return {line.paragraph: line for line in db.session.scalars(query)}


@dataclass(frozen=True)
class Paste:
    """What one person changed at one moment, in order of the text."""

    at: datetime
    by: Account
    lines: tuple[PolicyText, ...]


def history(edition: Edition, *, viewer: Account) -> list[Paste]:
    """Every paste there ever was, the latest first."""
    query = (
        _with_who()
        .where(PolicyText.edition == edition.name, reach(viewer, Action.READ_POLICY))
        .order_by(PolicyText.seq)
    )
    pastes = [
        Paste(at, by, tuple(lines))
        for (at, by), lines in groupby(
            db.session.scalars(query), key=lambda line: (line.pasted_at, line.pasted_by)
        )
    ]
    return pastes[::-1]


def _with_who() -> sa.Select[PolicyText]:
    return sa.select(PolicyText).options(joinedload(PolicyText.pasted_by))
