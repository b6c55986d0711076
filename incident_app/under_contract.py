"""What makes an officer an SRO: a contract in force of their employer with the district (III.B).

Without it nothing can be offered to them, and what was offered does not exist for them any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from . import viewing
from .models import Contract, ContractEnd, Posting
from .models.contract import contract_school

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute

# Under names of their own, so that no query that reads these tables too mixes with the clause.
_POSTING, _LATER, _CONTRACT = aliased(Posting), aliased(Posting), aliased(Contract)
_END, _AT = aliased(ContractEnd), contract_school.alias()

Id: TypeAlias = "sa.ColumnElement[UUID] | InstrumentedAttribute[UUID] | UUID"


def is_sro(account_id: Id, school_id: Id) -> sa.ColumnElement[bool]:
    """Whether a contract in force today makes this account an SRO of this school (III.B).

    Today is the viewer's (:mod:`incident_app.viewing`); where nobody said which day it is, no.
    """
    today = viewing.day()
    if today is None:
        return sa.false()
    newest = sa.select(sa.func.max(_LATER.seq)).where(_LATER.account_id == _POSTING.account_id)
    ended = sa.exists().where(_END.contract_id == _CONTRACT.id, _END.from_day <= today)
    return sa.exists().where(
        _POSTING.account_id == account_id,
        _POSTING.seq == newest.scalar_subquery(),
        _CONTRACT.agency_id == _POSTING.agency_id,
        _CONTRACT.starts_on <= today,
        _CONTRACT.ends_on >= today,
        ~ended,
        _AT.c.contract_id == _CONTRACT.id,
        _AT.c.school_id == school_id,
    )
