"""Questions that wait for somebody's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from incident_app.access import Action, reach
from incident_app.models import Asking, Incident, Matter, Participant

if TYPE_CHECKING:
    from incident_app.models import Account


def open_for(viewer: Account) -> sa.Select[Asking]:
    """Asks for the questions asked of the viewer that nobody has answered since, oldest first.

    Each with who asked, and its matter with actor and incident. A matter that is out of the
    viewer's reach by now is left out.
    """
    return (
        sa.select(Asking)
        .join(Asking.matter)
        .join(Matter.incident)
        .where(Asking.of_id == viewer.id, ~Asking.answered, reach(viewer, Action.ANSWER_MATTER))
        .order_by(Asking.seq)
        .options(
            joinedload(Asking.by),
            contains_eager(Asking.matter).options(
                contains_eager(Matter.incident).joinedload(Incident.school),
                joinedload(Matter.actor).joinedload(Participant.person),
            ),
        )
    )
