"""What officers and outsiders were shown: by legal basis, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Consultation, Disclosure, Referral, Standing
from incident_app.policy.outcome import Outcome

from .period import audited

if TYPE_CHECKING:
    from incident_app.models import Account
    from incident_app.vocabulary import Basis, Seen

    from .period import Period


class NoBasis(Enum):
    """Why a showing has no legal basis beside it."""

    NOBODY_NAMED = "nobody_named"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True, kw_only=True)
class Disclosed:
    """Showings of a period by basis and how.

    ``before_it_left`` are those of them on a matter that has moved away from the route on which
    it was shown: the officer's look stays in the record.
    """

    shown: Mapping[tuple[Basis | NoBasis, Seen], int]
    before_it_left: Mapping[tuple[Basis | NoBasis, Seen], int]


def disclosures(period: Period, *, viewer: Account) -> Disclosed:
    """The showings of the period at its schools."""
    nobody_named = Disclosure.basis.is_(None) & Disclosure.consultation_id.is_not(None)
    left = (Disclosure.referral_id.is_not(None) & _not_at(Outcome.LAW_ENFORCEMENT)) | (
        Disclosure.consultation_id.is_not(None) & _not_at(Outcome.ADMINISTRATOR_LED)
    )
    columns = (
        Disclosure.basis,
        nobody_named.label("nobody_named"),
        Disclosure.how,
        sa.func.coalesce(left, sa.false()).label("left_since"),
    )
    # By label: PostgreSQL takes two parameters in the same expression for different ones.
    query = (
        sa.select(*columns, sa.func.count().label("showings"))
        .outerjoin(Referral, Referral.id == Disclosure.referral_id)
        .outerjoin(Consultation, Consultation.id == Disclosure.consultation_id)
        .outerjoin(
            Standing,
            Standing.matter_id == sa.func.coalesce(Referral.matter_id, Consultation.matter_id),
        )
        .where(
            Disclosure.school_id.in_(audited(period, viewer=viewer)), period.holds(Disclosure.at)
        )
        .group_by(Disclosure.basis, "nobody_named", Disclosure.how, "left_since")
    )
    shown: Counter[tuple[Basis | NoBasis, Seen]] = Counter()
    before_it_left: Counter[tuple[Basis | NoBasis, Seen]] = Counter()
    for each in db.session.execute(query):
        none = NoBasis.NOBODY_NAMED if each.nobody_named else NoBasis.NOT_RECORDED
        kind = (each.basis or none, each.how)
        shown[kind] += each.showings
        if each.left_since:
            before_it_left[kind] += each.showings
    return Disclosed(shown=shown, before_it_left=before_it_left)


def _not_at(outcome: Outcome) -> sa.ColumnElement[bool]:
    return Standing.outcome != outcome
