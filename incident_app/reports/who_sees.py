"""Who can see what: by school for the system administrator, and of one incident for the operator.

All of it is asked of ``access``; nothing here says who may. No record is read but the one that the
operator names, and of that one nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from incident_app.access import Action, Extent, extent, reach, schools_within
from incident_app.extensions import db
from incident_app.models import (
    Account,
    Consultation,
    Contact,
    Incident,
    Matter,
    Referral,
    School,
)
from incident_app.vocabulary import Role

KINDS = {
    Action.READ_INCIDENT: "incidents, with who took part, what was written and the files",
    Action.READ_MATTER: "matters, with their answers and decisions",
    Action.READ_REFERRAL: "what was referred to officers, and what became of it",
    Action.READ_CONSULTATION: "questions to officers, and their advice",
    Action.READ_CONTACT: "officers' contacts",
    Action.READ_LEDGER: "to whom a student's data was shown",
    Action.COUNT_DISCIPLINE: "how many matters are discipline-only, and nothing else of those",
    Action.AUDIT: "what was done with all of it, without names",
    Action.READ_DUTY: "officers' duties",
    Action.READ_DRILL: "drills",
    Action.READ_ASSESSMENT: "findings of safety assessments",
}
"""The kinds of record, by what reading one is called."""

SAID = {
    (Role.OFFICER, Action.READ_REFERRAL): "what was referred to them, while it is open",
    (Role.OFFICER, Action.READ_CONSULTATION): "what their advice was asked on, while it is open",
    (Role.OFFICER, Action.READ_CONTACT): "contacts that they recorded themselves",
    (Role.OFFICER, Action.READ_DUTY): "their own duties",
    (Role.OFFICER, Action.READ_ASSESSMENT): "findings that they work on",
    (Role.ADMINISTRATOR, Action.READ_ASSESSMENT): "findings that they own",
    (Role.COORDINATOR, Action.READ_MATTER): "matters, but for discipline-only ones",
    (Role.COORDINATOR, Action.READ_REFERRAL): "referrals, but of discipline-only matters",
    (Role.COORDINATOR, Action.READ_CONSULTATION): "questions to officers, but of discipline-only "
    "matters",
    (
        Role.COORDINATOR,
        Action.READ_CONTACT,
    ): "contacts that they recorded, or of no incident",
}
"""Where a role sees less of a kind than its name says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Accounts in use of one role that see the same kinds of record there."""

    role: Role
    accounts: tuple[Account, ...]
    kinds: tuple[Action, ...]

    @property
    def said(self) -> list[str]:
        """The kinds in words."""
        return [SAID.get((self.role, each), KINDS[each]) for each in self.kinds]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Who sees what wherever it is, of themselves, and at each school. ``blind`` see no record."""

    everywhere: tuple[Group, ...]
    themselves: tuple[Group, ...]
    at: tuple[tuple[School, tuple[Group, ...]], ...]
    blind: tuple[Account, ...]


def board(*, viewer: Account) -> Board:
    """Who can see what today; empty to who keeps no accounts."""
    accounts = _in_use(reach(viewer, Action.KEEP_ACCOUNT))
    if not accounts:
        return Board(everywhere=(), themselves=(), at=(), blind=())
    far = {each.id: _extents(each) for each in accounts}
    within = {each.id: schools_within(each) for each in accounts}
    schools = db.session.scalars(sa.select(School).order_by(School.name)).all()

    def groups(at: UUID | None, wanted: frozenset[Extent]) -> tuple[Group, ...]:
        return tuple(
            _grouped((each, _there(far[each.id], wanted, at, within[each.id])) for each in accounts)
        )

    here = frozenset({Extent.OWN_SCHOOLS, Extent.SERVED_SCHOOLS})
    return Board(
        everywhere=groups(None, frozenset({Extent.EVERYWHERE})),
        themselves=groups(None, frozenset({Extent.THEMSELVES})),
        at=tuple((school, groups(school.id, here)) for school in schools),
        blind=tuple(each for each in accounts if not far[each.id]),
    )


def _in_use(which: sa.ColumnElement[bool]) -> Sequence[Account]:
    query = sa.select(Account).where(which, Account.active).order_by(Account.name, Account.id)
    return db.session.scalars(query.options(selectinload(Account.schools))).all()


def _extents(account: Account) -> dict[Action, Extent]:
    found = {each: extent(reach(account, each), account) for each in KINDS}
    return {action: far for action, far in found.items() if far is not None}


def _there(
    far: dict[Action, Extent],
    wanted: frozenset[Extent],
    at: UUID | None,
    within: Mapping[Extent, frozenset[UUID]],
) -> tuple[Action, ...]:
    return tuple(
        action
        for action, each in far.items()
        if each in wanted and (at is None or at in within[each])
    )


def _grouped(found: Iterator[tuple[Account, tuple[Action, ...]]]) -> Iterator[Group]:
    """Of one role and the same kinds together, in the order of the roles."""
    together: dict[tuple[Role, tuple[Action, ...]], list[Account]] = {}
    for account, kinds in found:
        if kinds:
            together.setdefault((account.role, kinds), []).append(account)
    order = list(Role)
    for (role, kinds), accounts in sorted(together.items(), key=lambda it: order.index(it[0][0])):
        yield Group(role=role, accounts=tuple(accounts), kinds=kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opens:
    """An account that may open something of an incident now, and why."""

    account: Account
    why: tuple[str, ...]


def of_incident(reference: str) -> list[Opens] | None:
    """Who may open an incident now; ``None`` where none has this reference. The operator's own.

    It is no look: nothing of the incident is told but whom it concerns.
    """
    incident = db.session.scalar(sa.select(Incident).where(Incident.reference == reference))
    if incident is None:
        return None
    found = (Opens(account=each, why=tuple(_why(each, incident))) for each in _in_use(sa.true()))
    return [each for each in found if each.why]


def _why(account: Account, incident: Incident) -> Iterator[str]:
    """Everything of an incident that an account may open."""
    if _many(account, Action.READ_INCIDENT, Incident.id, Incident.id == incident.id):
        yield f"all of it, as an administrator of {incident.school.name}"
        return
    matters = sa.select(Matter.id).where(Matter.incident_id == incident.id)
    of_it = {
        Action.READ_MATTER: (Matter.id, Matter.incident_id == incident.id, "matters"),
        Action.READ_REFERRAL: (Referral.id, Referral.matter_id.in_(matters), "referrals"),
        Action.READ_CONSULTATION: (
            Consultation.id,
            Consultation.matter_id.in_(matters),
            "questions to an officer",
        ),
        Action.READ_CONTACT: (Contact.id, Contact.incident_id == incident.id, "contacts"),
    }
    for action, (column, which, words) in of_it.items():
        if many := _many(account, action, column, which):
            yield f"{many} of its {words}"
    if _many(account, Action.AUDIT, School.id, School.id == incident.school_id):
        yield KINDS[Action.AUDIT]


def _many(
    account: Account,
    action: Action,
    column: sa.ColumnExpressionArgument[UUID],
    which: sa.ColumnElement[bool],
) -> int:
    query = sa.select(sa.func.count(column)).where(which, reach(account, action))
    return db.session.scalar(query) or 0
