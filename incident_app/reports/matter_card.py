"""A matter as people read it: who did what, and its route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from incident_app.policy.conducts import BY_CODE

from .route_panel import saved

if TYPE_CHECKING:
    from incident_app.models import Decision, Matter
    from incident_app.policy.conducts import Conduct

    from .route_panel import Route


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a page shows of one matter. Its matter was loaded within the viewer's reach."""

    matter: Matter
    decision: Decision
    conduct: Conduct
    route: Route


def card(matter: Matter) -> Card:
    """The card of a matter as its decision in force has it."""
    decision = matter.decisions[-1]
    return Card(
        matter=matter, decision=decision, conduct=BY_CODE[matter.conduct], route=saved(decision)
    )
