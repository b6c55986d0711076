"""How far an answer of :func:`reach` goes, read off the answer itself.

For whoever is to be told who sees what: there is no list of it that could drift from the rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.sql import visitors

from incident_app.extensions import db
from incident_app.models import Contract
from incident_app.models.account import account_school

from .schools import assigned, served

if TYPE_CHECKING:
    from incident_app.models import Account


class Extent(Enum):
    """Of whose records a clause speaks."""

    EVERYWHERE = "everywhere"
    OWN_SCHOOLS = "own_schools"
    SERVED_SCHOOLS = "served_schools"
    THEMSELVES = "themselves"


def extent(clause: sa.ColumnElement[bool], viewer: Account) -> Extent | None:
    """How far a clause for this viewer goes; ``None`` where it reaches nothing.

    It asks for a contract, else for the viewer's schools, else for the viewer, else for neither.
    """
    if isinstance(clause, sa.False_):
        return None
    parts = list(visitors.iterate(clause))
    tables = {each.name for each in parts if isinstance(each, sa.Table)}
    if Contract.__tablename__ in tables:
        return Extent.SERVED_SCHOOLS
    if account_school.name in tables:
        return Extent.OWN_SCHOOLS
    binds = [each.value for each in parts if isinstance(each, sa.BindParameter)]
    return Extent.THEMSELVES if viewer.id in binds else Extent.EVERYWHERE


def schools_within(viewer: Account) -> Mapping[Extent, frozenset[UUID]]:
    """The ids of the schools that the two narrower extents mean for a viewer."""
    return {
        Extent.OWN_SCHOOLS: frozenset(db.session.scalars(assigned(viewer))),
        Extent.SERVED_SCHOOLS: frozenset(db.session.scalars(served(viewer))),
    }
