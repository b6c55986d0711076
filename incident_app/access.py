"""Who may do what: the only answer to that question.

Each answer is a WHERE clause, so an item, a list, a count and a button all ask the same
thing, and there is no second rule in Python that could drift from it. Out of reach and
absent are then one and the same: no row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from incident_app.policy.outcome import Outcome
from incident_app.vocabulary import Role

from .models import Account as Accounts
from .models import (
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
from .models.account import account_school
from .models.referral import ENDED

if TYPE_CHECKING:
    from .models import Account


# Under names of their own, so that no query that reads these tables too mixes with a clause here.
_STANDING, _STEP, _ADVICE = aliased(Standing), aliased(ReferralStep), aliased(ConsultationStep)

Schools: TypeAlias = "sa.Select[UUID]"


class Action(Enum):
    """What a viewer wants to do; the word before the colon is what the clause is about."""

    LOG_INCIDENT = "school: log an incident there"
    FIND_THERE = "school: find the incidents there"
    PICK_PERSON = "person: name them in an incident"
    READ_INCIDENT = "incident: read it and its matters"
    ANSWER_MATTER = "incident: answer the questions of its matters"
    ADD_TO_INCIDENT = "incident: add words or a file to it"
    EDIT_DRAFT = "draft: go on with it"
    FIND_AGAIN = "search: show what it finds again"
    ASK_COLLEAGUE = "account: ask them to answer a question"
    READ_POLICY = "policy text: read the district's own words"
    PASTE_POLICY = "policy text: paste the district's own words"
    READ_MATTER = "matter: read it, its answers and decisions"
    REFER_MATTER = "matter: refer it to an officer"
    ASK_ADVICE = "matter: ask an officer's advice on it"
    SHARE_WITH = "account: refer a matter to this officer, or ask their advice"
    READ_REFERRAL = "referral: read what it discloses, and what became of it"
    ANSWER_REFERRAL = "referral: accept, decline or finish it"
    REVOKE_REFERRAL = "referral: take it back"
    READ_CONSULTATION = "consultation: read what it discloses, and the advice"
    GIVE_ADVICE = "consultation: answer it with advice"
    WITHDRAW_CONSULTATION = "consultation: take it back"
    READ_NOTICE = "notice: read it"
    RECORD_CONTACT = "incident: record an officer's contact in it"
    RECORD_OWN_CONTACT = "school: record a contact there without sight of an incident"
    READ_CONTACT = "contact: read it"
    READ_LEDGER = "person: see to whom their data was shown"
    COUNT_DISCIPLINE = "school: see how many matters are discipline-only"
    AUDIT = "school: audit what was done there"


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


def _schools(viewer: Account) -> Schools:
    """The schools this account is assigned to."""
    schools = sa.select(account_school.c.school_id)
    return schools.where(account_school.c.account_id == viewer.id).correlate(None)


def _stands(
    matter: sa.ColumnExpressionArgument[UUID],
    *outcomes: Outcome,
    schools: Schools | None = None,
) -> sa.ColumnElement[bool]:
    """Whether a matter's decision in force is one of these, at one of these schools."""
    stands = sa.exists().where(_STANDING.matter_id == matter, _STANDING.outcome.in_(outcomes))
    return stands if schools is None else stands.where(_STANDING.school_id.in_(schools))


def _ended(shared: type[Referral | Consultation]) -> sa.ColumnElement[bool]:
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


def _works_at(role: Role, schools: Schools) -> sa.ColumnElement[bool]:
    """Accounts in use of this role, assigned to one of these schools."""
    there = sa.select(account_school.c.account_id).where(account_school.c.school_id.in_(schools))
    there = there.correlate(None)
    return Accounts.active & (Accounts.role == role) & Accounts.id.in_(there)


def _anyone(_viewer: Account) -> sa.ColumnElement[bool]:
    return PolicyText.seq.is_not(None)


def _everywhere(_viewer: Account) -> sa.ColumnElement[bool]:
    return School.id.is_not(None)


def _at_own_schools(viewer: Account) -> sa.ColumnElement[bool]:
    return School.id.in_(_schools(viewer))


def _of_own_schools(viewer: Account) -> sa.ColumnElement[bool]:
    return Incident.school_id.in_(_schools(viewer))


def _known_there(viewer: Account) -> sa.ColumnElement[bool]:
    return Person.school_id.in_(_schools(viewer))


def _recorded_themselves(viewer: Account) -> sa.ColumnElement[bool]:
    return Contact.recorded_by_id == viewer.id


def _referred_to(viewer: Account) -> sa.ColumnElement[bool]:
    """Live, theirs, and its matter still a law-enforcement one at a school of theirs."""
    stands = _stands(Referral.matter_id, Outcome.LAW_ENFORCEMENT, schools=_schools(viewer))
    return (Referral.officer_id == viewer.id) & ~_ended(Referral) & stands


def _asked_of(viewer: Account) -> sa.ColumnElement[bool]:
    """Live, theirs, and its matter still administrator-led at a school of theirs."""
    stands = _stands(Consultation.matter_id, Outcome.ADMINISTRATOR_LED, schools=_schools(viewer))
    return (Consultation.officer_id == viewer.id) & ~_ended(Consultation) & stands


_MAY: Mapping[Role, Mapping[Action, Callable[[Account], sa.ColumnElement[bool]]]] = {
    Role.ADMINISTRATOR: {
        Action.LOG_INCIDENT: _at_own_schools,
        Action.FIND_THERE: _at_own_schools,
        Action.PICK_PERSON: _known_there,
        Action.READ_INCIDENT: _of_own_schools,
        Action.ANSWER_MATTER: _of_own_schools,
        Action.ADD_TO_INCIDENT: _of_own_schools,
        Action.EDIT_DRAFT: lambda viewer: Draft.account_id == viewer.id,
        Action.FIND_AGAIN: lambda viewer: Search.account_id == viewer.id,
        Action.ASK_COLLEAGUE: lambda viewer: (
            _works_at(Role.ADMINISTRATOR, _schools(viewer)) & (Accounts.id != viewer.id)
        ),
        Action.READ_POLICY: _anyone,
        Action.READ_MATTER: lambda viewer: _stands(Matter.id, *Outcome, schools=_schools(viewer)),
        Action.REFER_MATTER: lambda viewer: _stands(
            Matter.id, Outcome.LAW_ENFORCEMENT, schools=_schools(viewer)
        ),
        Action.ASK_ADVICE: lambda viewer: _stands(
            Matter.id, Outcome.ADMINISTRATOR_LED, schools=_schools(viewer)
        ),
        Action.SHARE_WITH: lambda viewer: _works_at(Role.OFFICER, _schools(viewer)),
        Action.READ_REFERRAL: lambda viewer: Referral.school_id.in_(_schools(viewer)),
        Action.REVOKE_REFERRAL: lambda viewer: (
            Referral.school_id.in_(_schools(viewer)) & ~_ended(Referral)
        ),
        Action.READ_CONSULTATION: lambda viewer: Consultation.school_id.in_(_schools(viewer)),
        Action.WITHDRAW_CONSULTATION: lambda viewer: (
            Consultation.school_id.in_(_schools(viewer)) & ~_ended(Consultation)
        ),
        Action.READ_NOTICE: _told,
        Action.RECORD_CONTACT: _of_own_schools,
        Action.READ_CONTACT: lambda viewer: Contact.school_id.in_(_schools(viewer)),
        Action.READ_LEDGER: _known_there,
    },
    Role.OFFICER: {
        Action.READ_POLICY: _anyone,
        Action.READ_REFERRAL: _referred_to,
        Action.ANSWER_REFERRAL: _referred_to,
        Action.READ_CONSULTATION: _asked_of,
        Action.GIVE_ADVICE: _asked_of,
        Action.READ_NOTICE: _told,
        Action.RECORD_OWN_CONTACT: _at_own_schools,
        Action.READ_CONTACT: _recorded_themselves,
    },
    Role.COORDINATOR: {
        Action.READ_POLICY: _anyone,
        Action.READ_MATTER: lambda _: _stands(Matter.id, *COORDINATED),
        Action.REFER_MATTER: lambda _: _stands(Matter.id, Outcome.LAW_ENFORCEMENT),
        Action.SHARE_WITH: lambda _: _works_at(Role.OFFICER, sa.select(School.id).correlate(None)),
        Action.READ_REFERRAL: lambda _: _stands(Referral.matter_id, *COORDINATED),
        Action.REVOKE_REFERRAL: lambda _: (
            _stands(Referral.matter_id, *COORDINATED) & ~_ended(Referral)
        ),
        Action.READ_CONSULTATION: lambda _: _stands(Consultation.matter_id, *COORDINATED),
        Action.READ_NOTICE: _told,
        Action.RECORD_CONTACT: lambda _: sa.exists().where(
            _STANDING.incident_id == Incident.id, _STANDING.outcome.in_(COORDINATED)
        ),
        Action.RECORD_OWN_CONTACT: _everywhere,
        Action.READ_CONTACT: lambda viewer: (
            _recorded_themselves(viewer) | Contact.incident_id.is_(None)
        ),
        Action.COUNT_DISCIPLINE: _everywhere,
    },
    Role.AUDITOR: {Action.READ_POLICY: _anyone, Action.AUDIT: _everywhere},
    Role.SYSTEM_ADMINISTRATOR: {Action.READ_POLICY: _anyone, Action.PASTE_POLICY: _anyone},
}
"""By role, what they may do and with which records; what is not here, nobody may."""
