"""Referrals by the limb of IV.A.7 that opened them, by legal basis and by what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Referral, ReferralStep
from incident_app.policy.editions import ADOPTED
from incident_app.policy.outcome import Outcome
from incident_app.vocabulary import Basis, Declined, Disposition, State

from .period import audited

if TYPE_CHECKING:
    from incident_app.models import Account

    from .period import Period

LIMBS = tuple(
    row.cite for edition in ADOPTED for row in edition.rows if row.then is Outcome.LAW_ENFORCEMENT
)
"""The paragraphs that make a matter the officer's, each alone; none of them is left out at 0."""


@dataclass(frozen=True, kw_only=True)
class Referred:
    """One referral without its words, as it stands now.

    ``cites`` are the paragraphs of the decision it was offered on. ``state`` is the last step's;
    ``disposition`` comes with *done*, ``reason`` with *declined*.
    """

    school_id: UUID
    cites: tuple[str, ...]
    basis: Basis
    state: State
    disposition: Disposition | None
    reason: Declined | None


@dataclass(frozen=True, kw_only=True)
class Referrals:
    """The referrals offered in a period."""

    all: Sequence[Referred]

    @property
    def by_limb(self) -> Mapping[tuple[str, ...], int]:
        """By paragraph; one whose decision rests on several is counted once, under all of them."""
        counts = Counter(each.cites for each in self.all)
        alone = {(cite,): counts[cite,] for cite in LIMBS}
        return alone | {cites: counts[cites] for cites in sorted(counts.keys() - alone.keys())}

    @property
    def by_basis(self) -> Counter[Basis]:
        """By the legal basis of what they disclose."""
        return Counter(each.basis for each in self.all)

    @property
    def by_end(self) -> Counter[State | Disposition]:
        """By disposition; by state where nothing was done, or not yet."""
        return Counter(each.disposition or each.state for each in self.all)

    @property
    def declined(self) -> Counter[tuple[UUID, Declined]]:
        """Declined ones by school and why."""
        return Counter((each.school_id, each.reason) for each in self.all if each.reason)


def referrals(period: Period, *, viewer: Account) -> Referrals:
    """The referrals that were offered in the period, at its schools, as they stand now."""
    last = (
        sa.select(sa.func.max(ReferralStep.seq))
        .where(ReferralStep.referral_id == Referral.id)
        .correlate(Referral)
        .scalar_subquery()
    )
    query = (
        sa.select(
            Referral.school_id,
            Referral.cites,
            Referral.basis,
            ReferralStep.state,
            ReferralStep.disposition,
            ReferralStep.reason,
        )
        .outerjoin(ReferralStep, ReferralStep.seq == last)
        .where(
            Referral.school_id.in_(audited(period, viewer=viewer)), period.holds(Referral.sent_at)
        )
    )
    return Referrals(
        all=[
            Referred(
                school_id=each.school_id,
                cites=tuple(each.cites),
                basis=each.basis,
                state=each.state or State.OFFERED,
                disposition=each.disposition,
                reason=each.reason,
            )
            for each in db.session.execute(query)
        ]
    )
