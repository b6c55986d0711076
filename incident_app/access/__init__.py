"""Who may do what: the only answer to that question.

Each answer is a WHERE clause, so an item, a list, a count and a button all ask the same
thing, and there is no second rule in Python that could drift from it. Out of reach and
absent are then one and the same: no row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from incident_app.models import Account as Accounts
from incident_app.models import (
    Consultation,
    ConsultationStep,
    Contact,
    Draft,
    Incident,
    Matter,
    Notice,
    Person,
    PolicyText,
    Referral,
    ReferralStep,
    School,
    Search,
    Standing,
)
from incident_app.models.referral import ENDED
from incident_app.policy.outcome import Outcome
from incident_app.vocabulary import Role

from . import identities, officers
from .action import Action
from .extent import Extent, extent, schools_within
from .identities import connected
from .schools import Schools, assigned, at_own_schools, everywhere, served, sros_at, works_at

if TYPE_CHECKING:
    from incident_app.models import Account


# Under names of their own, so that no query that reads these tables too mixes with a clause here.
_STANDING, _STEP, _ADVICE = aliased(Standing), aliased(ReferralStep), aliased(ConsultationStep)

__all__ = [
    "COORDINATED", "Action", "Extent", "connected", "ended", "extent", "reach", "schools_within",
]  # fmt: skip

COORDINATED = tuple(outcome for outcome in Outcome if outcome is not Outcome.DISCIPLINE_ONLY)
"""The outcomes whose matters the coordinator reads; of the other, only how many there are."""


def reach(viewer: Account, action: Action) -> sa.ColumnElement[bool]:
    """The records on which this viewer may take this action.

    A clause over the table that the action's value begins with. An inactive account reaches
    nothing, and nobody takes an action that no line below gives their role.
    """
    if not viewer.active:
        return sa.false()
    clause = _MAY[viewer.role].get(action)
    return clause(viewer) if clause else sa.false()


def _stands(
    matter: sa.ColumnExpressionArgument[UUID],
    *outcomes: Outcome,
    schools: Schools | None = None,
) -> sa.ColumnElement[bool]:
    """Whether a matter's decision in force is one of these, at one of these schools."""
    stands = sa.exists().where(_STANDING.matter_id == matter, _STANDING.outcome.in_(outcomes))
    return stands if schools is None else stands.where(_STANDING.school_id.in_(schools))


def ended(shared: type[Referral | Consultation]) -> sa.ColumnElement[bool]:
    """Whether a step ended it: declined, done, advised or taken back."""
    if shared is Consultation:
        return sa.exists().where(_ADVICE.consultation_id == Consultation.id)
    return sa.exists().where(_STEP.referral_id == Referral.id, _STEP.state.in_(ENDED))


def _told(viewer: Account) -> sa.ColumnElement[bool]:
    """Notices to them of what they may still read."""
    referrals = sa.select(Referral.id).where(reach(viewer, Action.READ_REFERRAL))
    consultations = sa.select(Consultation.id).where(reach(viewer, Action.READ_CONSULTATION))
    return (Notice.to_id == viewer.id) & (
        Notice.referral_id.in_(referrals.correlate(None))
        | Notice.consultation_id.in_(consultations.correlate(None))
    )


def _anyone(_viewer: Account) -> sa.ColumnElement[bool]:
    return PolicyText.seq.is_not(None)


def _of_own_schools(viewer: Account) -> sa.ColumnElement[bool]:
    return Incident.school_id.in_(assigned(viewer))


def _known_there(viewer: Account) -> sa.ColumnElement[bool]:
    return Person.school_id.in_(assigned(viewer))


def _recorded_themselves(viewer: Account) -> sa.ColumnElement[bool]:
    return Contact.recorded_by_id == viewer.id


def _referred_to(viewer: Account) -> sa.ColumnElement[bool]:
    """Live, theirs, and its matter still a law-enforcement one where they are the SRO."""
    stands = _stands(Referral.matter_id, Outcome.LAW_ENFORCEMENT, schools=served(viewer))
    return (Referral.officer_id == viewer.id) & ~ended(Referral) & stands


def _asked_of(viewer: Account) -> sa.ColumnElement[bool]:
    """Live, theirs, and its matter still administrator-led where they are the SRO."""
    stands = _stands(Consultation.matter_id, Outcome.ADMINISTRATOR_LED, schools=served(viewer))
    return (Consultation.officer_id == viewer.id) & ~ended(Consultation) & stands


_RECORD: Mapping[Role, Mapping[Action, Callable[[Account], sa.ColumnElement[bool]]]] = {
    Role.ADMINISTRATOR: {
        Action.LOG_INCIDENT: at_own_schools,
        Action.FIND_THERE: at_own_schools,
        Action.PICK_PERSON: _known_there,
        Action.READ_INCIDENT: _of_own_schools,
        Action.ANSWER_MATTER: _of_own_schools,
        Action.ADD_TO_INCIDENT: _of_own_schools,
        Action.EDIT_DRAFT: lambda viewer: Draft.account_id == viewer.id,
        Action.FIND_AGAIN: lambda viewer: Search.account_id == viewer.id,
        Action.ASK_COLLEAGUE: lambda viewer: (
            works_at(Role.ADMINISTRATOR, assigned(viewer)) & (Accounts.id != viewer.id)
        ),
        Action.READ_POLICY: _anyone,
        Action.READ_MATTER: lambda viewer: _stands(Matter.id, *Outcome, schools=assigned(viewer)),
        Action.REFER_MATTER: lambda viewer: _stands(
            Matter.id, Outcome.LAW_ENFORCEMENT, schools=assigned(viewer)
        ),
        Action.ASK_ADVICE: lambda viewer: _stands(
            Matter.id, Outcome.ADMINISTRATOR_LED, schools=assigned(viewer)
        ),
        Action.SHARE_WITH: lambda viewer: sros_at(assigned(viewer)),
        Action.READ_REFERRAL: lambda viewer: Referral.school_id.in_(assigned(viewer)),
        Action.REVOKE_REFERRAL: lambda viewer: (
            Referral.school_id.in_(assigned(viewer)) & ~ended(Referral)
        ),
        Action.READ_CONSULTATION: lambda viewer: Consultation.school_id.in_(assigned(viewer)),
        Action.WITHDRAW_CONSULTATION: lambda viewer: (
            Consultation.school_id.in_(assigned(viewer)) & ~ended(Consultation)
        ),
        Action.READ_NOTICE: _told,
        Action.RECORD_CONTACT: _of_own_schools,
        Action.READ_CONTACT: lambda viewer: Contact.school_id.in_(assigned(viewer)),
        Action.READ_LEDGER: _known_there,
    },
    Role.OFFICER: {
        Action.READ_POLICY: _anyone,
        Action.READ_REFERRAL: _referred_to,
        Action.ANSWER_REFERRAL: _referred_to,
        Action.READ_CONSULTATION: _asked_of,
        Action.GIVE_ADVICE: _asked_of,
        Action.READ_NOTICE: _told,
        Action.RECORD_OWN_CONTACT: at_own_schools,
        Action.READ_CONTACT: _recorded_themselves,
    },
    Role.COORDINATOR: {
        Action.READ_POLICY: _anyone,
        Action.READ_MATTER: lambda _: _stands(Matter.id, *COORDINATED),
        Action.REFER_MATTER: lambda _: _stands(Matter.id, Outcome.LAW_ENFORCEMENT),
        Action.SHARE_WITH: lambda _: sros_at(sa.select(School.id).correlate(None)),
        Action.READ_REFERRAL: lambda _: _stands(Referral.matter_id, *COORDINATED),
        Action.REVOKE_REFERRAL: lambda _: (
            _stands(Referral.matter_id, *COORDINATED) & ~ended(Referral)
        ),
        Action.READ_CONSULTATION: lambda _: _stands(Consultation.matter_id, *COORDINATED),
        Action.READ_NOTICE: _told,
        Action.RECORD_CONTACT: lambda _: sa.exists().where(
            _STANDING.incident_id == Incident.id, _STANDING.outcome.in_(COORDINATED)
        ),
        Action.RECORD_OWN_CONTACT: everywhere,
        Action.READ_CONTACT: lambda viewer: (
            _recorded_themselves(viewer) | Contact.incident_id.is_(None)
        ),
        Action.COUNT_DISCIPLINE: everywhere,
    },
    Role.AUDITOR: {Action.READ_POLICY: _anyone, Action.AUDIT: everywhere},
    Role.SYSTEM_ADMINISTRATOR: {
        Action.READ_POLICY: _anyone,
        Action.PASTE_POLICY: _anyone,
        Action.KEEP_ACCOUNT: lambda _: Accounts.id.is_not(None),
    },
}
_MAY = {
    role: {**_RECORD[role], **officers.MAY.get(role, {}), **identities.MAY[role]} for role in Role
}
"""By role, what they may do and with which records; what is not here, nobody may."""
