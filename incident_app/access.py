"""Who may do what: the only answer to that question.

Each answer is a WHERE clause, so an item, a list, a count and a button all ask the same
thing, and there is no second rule in Python that could drift from it. Out of reach and
absent are then one and the same: no row.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import sqlalchemy as sa

from incident_app.vocabulary import Role

from .models import Incident, Person, School
from .models.account import account_school

if TYPE_CHECKING:
    from .models import Account


class Action(Enum):
    """What a viewer wants to do; the word before the colon is what the clause is about."""

    LOG_INCIDENT = "school: log an incident there"
    PICK_PERSON = "person: name them in an incident"
    READ_INCIDENT = "incident: read it and its matters"
    ANSWER_MATTER = "incident: answer the questions of its matters"


def reach(viewer: Account, action: Action) -> sa.ColumnElement[bool]:
    """The records on which this viewer may take this action.

    A clause over ``School``, ``Person`` or ``Incident``, as the action's value says. An
    inactive account reaches nothing.
    """
    if not viewer.active:
        return sa.false()
    own_schools = sa.select(account_school.c.school_id).where(
        account_school.c.account_id == viewer.id
    )
    match viewer.role, action:
        case Role.ADMINISTRATOR, Action.LOG_INCIDENT:
            return School.id.in_(own_schools)
        case Role.ADMINISTRATOR, Action.PICK_PERSON:
            return Person.school_id.in_(own_schools)
        case Role.ADMINISTRATOR, Action.READ_INCIDENT | Action.ANSWER_MATTER:
            return Incident.school_id.in_(own_schools)
        case _:
            return sa.false()
