"""Every officer under Section V on one page: until when, what lapses next, what nobody saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Consultation, Contract, Referral, ReferralStep
from incident_app.models.consultation import ConsultationStep
from incident_app.models.referral import ENDED
from incident_app.policy import certificates, countdown
from incident_app.policy.training import Basis, Record, Status, bar, status
from incident_app.policy.training_record import EXEMPT_BELOW

from . import contracts, section_v, sightings, training

if TYPE_CHECKING:
    from incident_app.models import Agency, Matter
    from incident_app.policy.training import Bar

WARN_AT = EXEMPT_BELOW - 10
"""Student-contact days of a substitute at which somebody should look ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an officer stands under Section V on a day.

    ``alert`` is which of 90, 30 and 7 days before the last day was reached. ``certificate_on``
    is when the most recent certificate that was seen was issued.
    """

    officer: Account
    record: Record
    status: Status
    bar: Bar | None
    days_left: int | None
    alert: int | None
    certificate_on: date | None
    certificate_unseen: bool

    @property
    def counted(self) -> bool:
        """Whether the days with students are counted for them (V.D)."""
        return self.record.substitute

    @property
    def exempt(self) -> bool:
        """Whether nothing has to be completed meanwhile."""
        return self.status.basis is Basis.V_D


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """Something that ends on a day: an officer's time to train, or an agency's contract."""

    day: date
    days_left: int
    alert: int | None
    officer: Account | None = None
    agency: Agency | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All of it on a day. ``unposted`` are officers of whom no first day of duties is known.

    ``held`` are the matters with an officer who is not compliant, by the officer's id.
    """

    on: date
    standings: Sequence[Standing]
    unposted: Sequence[Account]
    soon: Sequence[Lapse]
    quarter: tuple[date, date]
    lapses: Sequence[Lapse]
    held: Mapping[UUID, Sequence[Matter]]

    @property
    def not_compliant(self) -> Sequence[Standing]:
        """Whose training is overdue."""
        return [each for each in self.standings if not each.status.compliant]

    @property
    def unseen(self) -> Sequence[Standing]:
        """Whose certificate nobody saw."""
        return [each for each in self.standings if each.certificate_unseen]


def standing(account_id: UUID, on: date, *, viewer: Account) -> Standing | None:
    """Where one officer stands on a day; ``None`` while no posting says since when they serve.

    :raises NotFound: absent, or out of reach.
    """
    found = _standings([training.officer(account_id, viewer=viewer)], on)
    return found[0] if found else None


def board(today: date, *, viewer: Account) -> Board:
    """Every officer in use whose training the viewer reads, as they stand today."""
    officers = training.officers(viewer=viewer)
    standings = _standings(officers, today)
    posted = {each.officer.id for each in standings}
    quarter = countdown.next_quarter(today)
    lapses = sorted(_lapses(standings, today, viewer), key=lambda each: each.day)
    late = [each.officer.id for each in standings if not each.status.compliant]
    return Board(
        on=today,
        standings=standings,
        unposted=[each for each in officers if each.id not in posted],
        soon=[each for each in lapses if each.alert is not None],
        quarter=quarter,
        lapses=[each for each in lapses if quarter[0] <= each.day <= quarter[1]],
        held=_held(late, viewer=viewer),
    )


def _standings(officers: Sequence[Account], on: date) -> list[Standing]:
    ids = [each.id for each in officers]
    records, issued = section_v.records(ids, on), sightings.issued(ids, on)
    return [
        _standing(each, records[each.id], issued.get(each.id), on)
        for each in officers
        if each.id in records
    ]


def _standing(officer: Account, record: Record, issued: date | None, on: date) -> Standing:
    stands = status(record, on)
    last_day = stands.last_day
    return Standing(
        officer=officer,
        record=record,
        status=stands,
        bar=bar(record, on),
        days_left=countdown.days_left(last_day, on) if last_day else None,
        alert=countdown.due(last_day, on) if last_day else None,
        certificate_on=issued,
        certificate_unseen=certificates.unseen(record, on, issued),
    )


def _lapses(standings: Sequence[Standing], today: date, viewer: Account) -> list[Lapse]:
    """What is still to end: times to train, and contracts in force or to come."""
    found = [
        Lapse(
            day=each.status.last_day,
            days_left=each.days_left or 0,
            alert=each.alert,
            officer=each.officer,
        )
        for each in standings
        if each.status.last_day and each.status.last_day >= today
    ]
    return found + [_of_contract(each, today) for each in _signed(today, viewer)]


def _signed(today: date, viewer: Account) -> list[Contract]:
    found = contracts.contracts(viewer=viewer)
    return [each for each in found if each.starts_on <= each.last_day >= today]


def _of_contract(contract: Contract, today: date) -> Lapse:
    day = contract.last_day
    return Lapse(
        day=day,
        days_left=countdown.days_left(day, today),
        alert=countdown.due(day, today),
        agency=contract.agency,
    )


def _held(officer_ids: Sequence[UUID], *, viewer: Account) -> dict[UUID, list[Matter]]:
    """The matters that these officers hold and the viewer reads."""
    ended = sa.exists().where(
        ReferralStep.referral_id == Referral.id, ReferralStep.state.in_(ENDED)
    )
    answered = sa.exists().where(ConsultationStep.consultation_id == Consultation.id)
    live = [
        *db.session.scalars(
            sa.select(Referral)
            .where(Referral.officer_id.in_(officer_ids), ~ended)
            .where(reach(viewer, Action.READ_REFERRAL))
            .order_by(Referral.sent_at)
        ),
        *db.session.scalars(
            sa.select(Consultation)
            .where(Consultation.officer_id.in_(officer_ids), ~answered)
            .where(reach(viewer, Action.READ_CONSULTATION))
            .order_by(Consultation.sent_at)
        ),
    ]
    held: dict[UUID, list[Matter]] = {}
    for each in live:
        there = held.setdefault(each.officer_id, [])
        if each.matter not in there:
            there.append(each.matter)
    return held
