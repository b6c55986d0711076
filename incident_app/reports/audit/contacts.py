"""Contacts of officers: all of the period, and those that an auditor should open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Contact, ContactMatter, School, Standing
from incident_app.policy.contacts import HOLDS, Mark, marks
from incident_app.policy.outcome import Outcome
from incident_app.vocabulary import Act, Starter

from .period import audited

if TYPE_CHECKING:
    from incident_app.models import Account

    from .period import Period

FOR_NO_OFFICER = HOLDS | {Outcome.DISCIPLINE_ONLY}
"""The outcomes on which every contact is listed."""


@dataclass(frozen=True, kw_only=True)
class Met:
    """One contact without its words.

    ``then`` are the outcomes of its matters when it was recorded, ``now`` those in force, each
    once; both are empty where no incident is known. ``iv_c`` is whether a basis under IV.C is
    claimed.
    """

    id: UUID
    school_id: UUID
    school: str
    on: date
    with_incident: bool
    started_by: Starter
    acts: tuple[Act, ...]
    iv_c: bool
    then: frozenset[Outcome]
    now: frozenset[Outcome]

    @property
    def listed(self) -> bool:
        """Whether it was on a discipline-only matter or a hold, then or now, or in discipline."""
        return bool(FOR_NO_OFFICER & (self.then | self.now)) or Act.DISCIPLINED in self.acts

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What of it looks like discipline, as its matters stood then or stand now."""
        return marked(self.then | self.now, self.acts, claims_iv_c=self.iv_c)


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """The contacts of a period, the oldest first."""

    met: Sequence[Met]

    @property
    def listed(self) -> list[Met]:
        """Those that an auditor should open."""
        return [each for each in self.met if each.listed]

    @property
    def without_incident(self) -> list[Met]:
        """Those recorded without sight of an incident."""
        return [each for each in self.met if not each.with_incident]

    @property
    def by_starter(self) -> Counter[Starter]:
        """How many each started; *not recorded* is one of them."""
        return Counter(each.started_by for each in self.met)

    def by_outcome(self, outcomes: Callable[[Met], Collection[Outcome]]) -> Counter[Outcome]:
        """How many touch each outcome, by those that ``outcomes`` gives of a contact."""
        return Counter(outcome for each in self.met for outcome in outcomes(each))

    def by_month(self, some: Iterable[Met]) -> Counter[date]:
        """How many of some of them fall in each month, by its first day."""
        return Counter(each.on.replace(day=1) for each in some)


def marked(
    outcomes: Collection[Outcome], acts: Collection[Act], *, claims_iv_c: bool
) -> tuple[Mark, ...]:
    """The marks of :mod:`incident_app.policy.contacts`."""
    return marks(outcomes, [act.value for act in acts], claims_iv_c=claims_iv_c)


def contacts(period: Period, *, viewer: Account) -> Contacts:
    """The contacts that happened in the period at its schools."""
    query = (
        sa.select(
            Contact.id,
            Contact.school_id,
            School.name.label("school"),
            Contact.happened_at,
            Contact.incident_id.is_not(None).label("with_incident"),
            Contact.started_by,
            Contact.acts,
            (Contact.iv_c != "").label("iv_c"),
            ContactMatter.outcome.label("then"),
            Standing.outcome.label("now"),
        )
        .join(School, School.id == Contact.school_id)
        .outerjoin(ContactMatter, ContactMatter.contact_id == Contact.id)
        .outerjoin(Standing, Standing.matter_id == ContactMatter.matter_id)
        .where(
            Contact.school_id.in_(audited(period, viewer=viewer)),
            period.holds(Contact.happened_at),
        )
        .order_by(Contact.happened_at, Contact.id)
    )
    found = groupby(db.session.execute(query), key=lambda row: row.id)
    return Contacts(met=[_met(list(rows), period) for _, rows in found])


def _met(rows: list[sa.Row[*tuple[object, ...]]], period: Period) -> Met:
    first = rows[0]
    happened_at: datetime = first.happened_at
    return Met(
        id=first.id,
        school_id=first.school_id,
        school=first.school,
        on=happened_at.astimezone(period.zone).date(),
        with_incident=first.with_incident,
        started_by=first.started_by,
        acts=tuple(map(Act, first.acts)),
        iv_c=first.iv_c,
        then=frozenset(row.then for row in rows if row.then),
        now=frozenset(row.now for row in rows if row.now),
    )
