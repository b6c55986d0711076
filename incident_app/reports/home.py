"""What needs an administrator now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Asking, Decision, Draft, Incident, Matter, Participant, Standing
from incident_app.policy.conducts import BY_CODE
from incident_app.policy.logic import BY_NAME
from incident_app.policy.outcome import Outcome

from . import askings, finding

if TYPE_CHECKING:
    from incident_app.models import Account
    from incident_app.policy.logic import Fact

MOST = 100
"""Nothing is counted further; one more stands for *more than 100*."""

LISTED = 5
"""How many of each are shown."""

LONG = timedelta(days=1)
"""Undetermined for longer than this is said."""


@dataclass(frozen=True, kw_only=True)
class ToAsk:
    """An undetermined matter, since when it has been one, and the question to ask next."""

    matter: Matter
    since: datetime
    conduct: str
    ask: Fact | None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question that a colleague asked of the viewer and nobody has answered since."""

    asking: Asking
    fact: Fact


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A draft of the viewer's, known by how what happened begins, which may be nothing yet."""

    id: UUID
    saved_at: datetime
    beginning: str


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What needs the viewer now.

    Every count is at most 101, which means *more than 100*. Matters and questions stand the
    oldest first, drafts and incidents the newest first; at most five of each.
    """

    undetermined: int
    over_a_day: int
    gaps: int
    drafts: int
    asked: int
    to_ask: Sequence[ToAsk]
    begun: Sequence[Begun]
    questions: Sequence[Asked]
    latest: Sequence[finding.Row]


def needs(*, viewer: Account, now: datetime) -> Needs:
    """What needs this viewer now, within their reach.

    :param now: aware; a matter undetermined since more than a day before it is counted so.
    """
    undetermined = _standing(viewer, Outcome.UNDETERMINED)
    mine = sa.select(Draft.id).where(reach(viewer, Action.EDIT_DRAFT))
    asked = askings.open_for(viewer)
    return Needs(
        undetermined=_count(undetermined),
        over_a_day=_count(undetermined.where(Standing.since < now - LONG)),
        gaps=_count(_standing(viewer, Outcome.POLICY_GAP)),
        drafts=_count(mine),
        asked=_count(asked),
        to_ask=_to_ask(undetermined),
        begun=_begun(viewer),
        questions=_questions(asked),
        latest=finding.latest(LISTED, viewer=viewer, now=now),
    )


def _count(found: sa.Select[*tuple[Any, ...]]) -> int:
    some = found.order_by(None).limit(MOST + 1).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def _standing(viewer: Account, outcome: Outcome) -> sa.Select[UUID, datetime]:
    """The matters in reach that stand so."""
    # Both tables know the school, so that the index over the schools' standings can serve.
    same = (Standing.incident_id == Incident.id) & (Standing.school_id == Incident.school_id)
    return (
        sa.select(Standing.matter_id, Standing.since)
        .join(Incident, same)
        .where(reach(viewer, Action.READ_INCIDENT), Standing.outcome == outcome)
    )


def _to_ask(undetermined: sa.Select[UUID, datetime]) -> list[ToAsk]:
    oldest = undetermined.order_by(Standing.since, Standing.matter_id).limit(LISTED)
    since = {row.matter_id: row.since for row in db.session.execute(oldest)}
    matters = db.session.scalars(
        sa.select(Matter)
        .where(Matter.id.in_(since))
        .options(
            joinedload(Matter.incident).joinedload(Incident.school),
            joinedload(Matter.actor).joinedload(Participant.person),
        )
    )
    by_id = {matter.id: matter for matter in matters}
    ask = _ask_next(list(since))
    return [
        ToAsk(
            matter=by_id[matter_id],
            since=moment,
            conduct=by_id[matter_id].conduct_words or BY_CODE[by_id[matter_id].conduct].label,
            ask=ask.get(matter_id),
        )
        for matter_id, moment in since.items()
    ]


def _ask_next(matters: list[UUID]) -> dict[UUID, Fact]:
    """The first question that the decision in force of each would ask."""
    last = sa.select(sa.func.max(Decision.seq)).where(Decision.matter_id.in_(matters))
    found = db.session.execute(
        sa.select(Decision.matter_id, Decision.ask).where(
            Decision.seq.in_(last.group_by(Decision.matter_id))
        )
    )
    return {matter_id: BY_NAME[ask[0]] for matter_id, ask in found if ask}


def _questions(asked: sa.Select[Asking]) -> list[Asked]:
    found = db.session.scalars(asked.limit(LISTED))
    return [Asked(asking=asking, fact=BY_NAME[asking.fact]) for asking in found]


def _begun(viewer: Account) -> list[Begun]:
    found = db.session.scalars(
        sa.select(Draft)
        .where(reach(viewer, Action.EDIT_DRAFT))
        .order_by(Draft.saved_at.desc(), Draft.id)
        .limit(LISTED)
    )
    return [
        Begun(id=draft.id, saved_at=draft.saved_at, beginning=_beginning(draft)) for draft in found
    ]


def _beginning(draft: Draft) -> str:
    typed = dict(draft.fields)
    return typed.get("narrative", "").strip() or typed.get("place", "").strip()
