"""An edition as a SQL ``CASE``, for reports that decide many sheets in the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa

from incident_app.policy.logic import Algebra
from incident_app.policy.table import shortest

if TYPE_CHECKING:
    from incident_app.policy.engine import Edition
    from incident_app.policy.logic import Answer, Fact

REFUSED = "refused"
UNDETERMINED = "undetermined"


def as_sql(edition: Edition, columns: Mapping[Fact, sa.ColumnElement[bool | None]]) -> sa.Case[str]:
    """The outcome's word for each row; equal to ``decide(...)``, or *refused*.

    An outcome is settled exactly when the row holds one of its shortest sheets, so every arm
    asks for answers that are known and a NULL can only fail it: what no arm settles is
    undetermined. Where the row contradicts itself no arm is asked.

    :param columns: for each of the eleven facts a boolean; NULL is *not known yet*.
    """
    contradictory = edition.refuses.walk(Algebra(columns.__getitem__, sa.and_, sa.or_, sa.not_))
    arms = [
        (sa.or_(*(_known(sheet, columns) for sheet in shortest(edition, outcome))), outcome.value)
        for outcome in edition.outcomes
    ]
    return sa.case((contradictory, REFUSED), *arms, else_=UNDETERMINED)


def _known(
    sheet: Mapping[Fact, Answer], columns: Mapping[Fact, sa.ColumnElement[bool | None]]
) -> sa.ColumnElement[bool]:
    """Whether a row holds all the known answers of a sheet."""
    return sa.and_(
        *(columns[fact].is_(known) for fact, known in sheet.items() if known is not None)
    )
