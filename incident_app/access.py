"""Who may do what: the only answer to that question.

Each answer is a WHERE clause, so an item, a list, a count and a button all ask the same
thing, and there is no second rule in Python that could drift from it. Out of reach and
absent are then one and the same: no row.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app.vocabulary import Role

from .models import Account as Accounts
from .models import Draft, Incident, Person, PolicyText, School, Search
from .models.account import account_school

if TYPE_CHECKING:
    from .models import Account


class Action(Enum):
    """What a viewer wants to do; the word before the colon is what the clause is about."""

    LOG_INCIDENT = "school: log an incident there"
    FIND_THERE = "school: find the incidents there"
    PICK_PERSON = "person: name them in an incident"
    READ_INCIDENT = "incident: read it and its matters"
    ANSWER_MATTER = "incident: answer the questions of its matters"
    ADD_TO_INCIDENT = "incident: add words or a file to it"
    EDIT_DRAFT = "draft: go on with it"
    FIND_AGAIN = "search: show what it finds again"
    ASK_COLLEAGUE = "account: ask them to answer a question"
    READ_POLICY = "policy text: read the district's own words"
    PASTE_POLICY = "policy text: paste the district's own words"


def reach(  # noqa: PLR0911 - an arm for each thing a role may do
    viewer: Account, action: Action
) -> sa.ColumnElement[bool]:
    """The records on which this viewer may take this action.

    A clause over the table that the action's value begins with. An inactive account reaches
    nothing.
    """
    if not viewer.active:
        return sa.false()
    own_schools = sa.select(account_school.c.school_id).where(
        account_school.c.account_id == viewer.id
    )
    match viewer.role, action:
        case Role.ADMINISTRATOR, (Action.LOG_INCIDENT | Action.FIND_THERE):
            return School.id.in_(own_schools)
        case Role.ADMINISTRATOR, Action.PICK_PERSON:
            return Person.school_id.in_(own_schools)
        case Role.ADMINISTRATOR, (
            Action.READ_INCIDENT | Action.ANSWER_MATTER | Action.ADD_TO_INCIDENT
        ):
            return Incident.school_id.in_(own_schools)
        case Role.ADMINISTRATOR, Action.EDIT_DRAFT:
            return Draft.account_id == viewer.id
        case Role.ADMINISTRATOR, Action.FIND_AGAIN:
            return Search.account_id == viewer.id
        case Role.ADMINISTRATOR, Action.ASK_COLLEAGUE:
            return _administers(own_schools) & (Accounts.id != viewer.id)
        case _, Action.READ_POLICY:
            return PolicyText.seq.is_not(None)
        case Role.SYSTEM_ADMINISTRATOR, Action.PASTE_POLICY:
            return PolicyText.seq.is_not(None)
        case _:
            return sa.false()


def _administers(schools: sa.Select[tuple[UUID]]) -> sa.ColumnElement[bool]:
    """Accounts in use that administer one of these schools."""
    there = sa.select(account_school.c.account_id).where(account_school.c.school_id.in_(schools))
    return Accounts.active & (Accounts.role == Role.ADMINISTRATOR) & Accounts.id.in_(there)
