"""Which schools are whose, and who works there: what the clauses are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

import sqlalchemy as sa

from incident_app.models import Account as Accounts
from incident_app.models import School
from incident_app.models.account import account_school
from incident_app.under_contract import is_sro
from incident_app.vocabulary import Role

if TYPE_CHECKING:
    from incident_app.models import Account

Schools: TypeAlias = "sa.Select[UUID]"


def assigned(viewer: Account) -> Schools:
    """The schools this account is assigned to."""
    schools = sa.select(account_school.c.school_id)
    return schools.where(account_school.c.account_id == viewer.id).correlate(None)


def served(officer: Account) -> Schools:
    """The schools this officer is assigned to, while a contract makes them the SRO there."""
    return assigned(officer).where(is_sro(account_school.c.account_id, account_school.c.school_id))


def works_at(role: Role, schools: Schools) -> sa.ColumnElement[bool]:
    """Accounts in use of this role, assigned to one of these schools."""
    there = sa.select(account_school.c.account_id).where(account_school.c.school_id.in_(schools))
    there = there.correlate(None)
    return Accounts.active & (Accounts.role == role) & Accounts.id.in_(there)


def sros_at(schools: Schools) -> sa.ColumnElement[bool]:
    """Officers in use who are the SRO of one of these schools today."""
    there = sa.select(account_school.c.account_id).where(
        account_school.c.school_id.in_(schools),
        is_sro(account_school.c.account_id, account_school.c.school_id),
    )
    return (
        Accounts.active & (Accounts.role == Role.OFFICER) & Accounts.id.in_(there.correlate(None))
    )


def everywhere(_viewer: Account) -> sa.ColumnElement[bool]:
    """Every school."""
    return School.id.is_not(None)


def at_own_schools(viewer: Account) -> sa.ColumnElement[bool]:
    """The schools that the viewer is assigned to."""
    return School.id.in_(assigned(viewer))
