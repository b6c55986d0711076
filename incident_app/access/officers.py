"""Who may do what with the officers' side: agencies, contracts, training, duties.

Nothing here is of a child. What the answers rest on is issue 5's list: officers see their own, the
coordinator all, administrators the officers of their schools without training files, the auditor
reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa

from incident_app.models import Account as Accounts
from incident_app.models import Agency, Assessment, Contract, Drill, DutyEntry, School, Sighting
from incident_app.models.account import account_school
from incident_app.models.contract import contract_school
from incident_app.vocabulary import Role

from .action import Action
from .schools import assigned, at_own_schools, everywhere, served

if TYPE_CHECKING:
    from incident_app.models import Account


def _every_agency(_viewer: Account) -> sa.ColumnElement[bool]:
    return Agency.id.is_not(None)


def _every_contract(_viewer: Account) -> sa.ColumnElement[bool]:
    return Contract.id.is_not(None)


def _every_officer(_viewer: Account) -> sa.ColumnElement[bool]:
    return Accounts.role == Role.OFFICER


def _officers_there(viewer: Account) -> sa.ColumnElement[bool]:
    """Officers assigned to one of the viewer's schools."""
    there = sa.select(account_school.c.account_id).where(
        account_school.c.school_id.in_(assigned(viewer))
    )
    return (Accounts.role == Role.OFFICER) & Accounts.id.in_(there.correlate(None))


def _contracts_there(viewer: Account) -> sa.ColumnElement[bool]:
    """Contracts that cover one of the viewer's schools."""
    there = sa.select(contract_school.c.contract_id).where(
        contract_school.c.school_id.in_(assigned(viewer))
    )
    return Contract.id.in_(there.correlate(None))


def _every_entry(_viewer: Account) -> sa.ColumnElement[bool]:
    return DutyEntry.id.is_not(None)


def _every_drill(_viewer: Account) -> sa.ColumnElement[bool]:
    return Drill.id.is_not(None)


def _where_they_serve(viewer: Account) -> sa.ColumnElement[bool]:
    """Where a contract makes them the SRO; what they did before it ended the coordinator logs."""
    return School.id.in_(served(viewer))


def _drills_there(viewer: Account) -> sa.ColumnElement[bool]:
    return Drill.school_id.in_(assigned(viewer))


def _every_assessment(_viewer: Account) -> sa.ColumnElement[bool]:
    return Assessment.id.is_not(None)


def _worked_on(viewer: Account) -> sa.ColumnElement[bool]:
    """Findings an officer works on, at a school whose SRO they are today.

    Where a school is vulnerable is for nobody whose contract ended, or who is elsewhere by now.
    """
    return (Assessment.officer_id == viewer.id) & Assessment.school_id.in_(served(viewer))


def _themselves(viewer: Account) -> sa.ColumnElement[bool]:
    return Accounts.id == viewer.id


MAY: Mapping[Role, Mapping[Action, Callable[[Account], sa.ColumnElement[bool]]]] = {
    Role.ADMINISTRATOR: {
        Action.READ_OFFICER: _officers_there,
        Action.READ_CONTRACT: _contracts_there,
        Action.READ_DUTY: lambda viewer: DutyEntry.school_id.in_(assigned(viewer)),
        Action.RECORD_DRILL: at_own_schools,
        Action.READ_DRILL: _drills_there,
        Action.READ_ASSESSMENT: lambda viewer: Assessment.owner_id == viewer.id,
    },
    Role.OFFICER: {
        Action.READ_OFFICER: _themselves,
        Action.READ_TRAINING: _themselves,
        Action.READ_SIGHTING_FILE: lambda viewer: Sighting.account_id == viewer.id,
        Action.LOG_DUTY: _where_they_serve,
        Action.READ_DUTY: lambda viewer: DutyEntry.account_id == viewer.id,
        Action.READ_DRILL: lambda viewer: Drill.school_id.in_(served(viewer)),
        Action.READ_ASSESSMENT: _worked_on,
    },
    Role.COORDINATOR: {
        Action.READ_AGENCY: _every_agency,
        Action.ADD_AGENCY: everywhere,
        Action.KEEP_AGENCY: _every_agency,
        Action.READ_CONTRACT: _every_contract,
        Action.KEEP_CONTRACT: _every_contract,
        Action.READ_OFFICER: _every_officer,
        Action.KEEP_OFFICER: _every_officer,
        Action.READ_TRAINING: _every_officer,
        Action.READ_SIGHTING_FILE: lambda _: Sighting.id.is_not(None),
        Action.LOG_DUTY: everywhere,
        Action.READ_DUTY: _every_entry,
        Action.REVIEW_DUTY: _every_entry,
        Action.RECORD_DRILL: everywhere,
        Action.READ_DRILL: _every_drill,
        Action.RECORD_ASSESSMENT: everywhere,
        Action.READ_ASSESSMENT: _every_assessment,
        Action.CLOSE_ASSESSMENT: _every_assessment,
    },
    Role.AUDITOR: {
        Action.READ_AGENCY: _every_agency,
        Action.READ_CONTRACT: _every_contract,
        Action.READ_OFFICER: _every_officer,
        Action.READ_TRAINING: _every_officer,
        Action.READ_DUTY: _every_entry,
        Action.READ_DRILL: _every_drill,
    },
}
"""By role, what they may do and with which records; what is not here, nobody may."""
