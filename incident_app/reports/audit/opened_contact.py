"""One contact opened by an auditor: codes, moments and decisions, and nobody's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Contact, ContactMatter, Decision, School, Standing
from incident_app.policy import editions
from incident_app.vocabulary import Act, Force, ForcedBy, Starter, Value

from .contacts import marked

if TYPE_CHECKING:
    from incident_app.models import Account
    from incident_app.policy.contacts import Mark
    from incident_app.policy.outcome import Outcome


@dataclass(frozen=True, kw_only=True)
class Forced:
    """What is recorded of force, custody and care; empty or *unknown* where nobody said."""

    kinds: tuple[Force, ...]
    by: tuple[ForcedBy, ...]
    answers: Mapping[str, Value]
    moments: Mapping[str, datetime | None]

    @property
    def known(self) -> bool:
        """Whether anything of it is."""
        said = any(answer is not Value.UNKNOWN for answer in self.answers.values())
        return said or bool(self.kinds or self.by or any(self.moments.values()))


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A decision: its outcome, the paragraphs used, when, and by which edition."""

    outcome: Outcome
    cites: tuple[str, ...]
    made_at: datetime
    edition: str


@dataclass(frozen=True, kw_only=True)
class About:
    """A matter of the contact: how it stood, and every decision in the order made.

    ``when_it_happened`` is ``None`` where nothing was decided by then.
    """

    when_it_happened: Outcome | None
    when_recorded: Outcome
    now: Outcome
    decisions: Sequence[Decided]


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A contact without its words. ``account`` is whether the officer has one here."""

    id: UUID
    school: str
    happened_at: datetime
    recorded_at: datetime
    with_incident: bool
    account: bool
    started_by: Starter
    acts: tuple[Act, ...]
    iv_c: bool
    force: Forced
    matters: Sequence[About]

    @property
    def marks_then(self) -> tuple[Mark, ...]:
        """What of it looked like discipline when it was recorded."""
        outcomes = {each.when_recorded for each in self.matters}
        return marked(outcomes, self.acts, claims_iv_c=self.iv_c)

    @property
    def marks_now(self) -> tuple[Mark, ...]:
        """What of it looks like discipline now."""
        outcomes = {each.now for each in self.matters}
        return marked(outcomes, self.acts, claims_iv_c=self.iv_c)


ANSWERS = ("used", "de_escalation", "handcuffs", "custody", "injury", "disability_known")
MOMENTS = ("began_at", "ended_at", "care_at", "parent_told_at")
"""What of :class:`incident_app.services.force.ForceAndCare` is no words."""


def opened(contact_id: UUID, *, viewer: Account) -> Opened | None:
    """A contact within the viewer's audit; ``None`` for an absent one and for one out of reach."""
    contact = db.session.execute(
        sa.select(
            Contact.id,
            School.name.label("school"),
            Contact.happened_at,
            Contact.recorded_at,
            Contact.incident_id.is_not(None).label("with_incident"),
            Contact.officer_id.is_not(None).label("account"),
            Contact.started_by,
            Contact.acts,
            Contact.facts,
            (Contact.iv_c != "").label("iv_c"),
        )
        .join(School, School.id == Contact.school_id)
        .where(Contact.id == contact_id, reach(viewer, Action.AUDIT))
    ).one_or_none()
    if contact is None:
        return None
    return Opened(
        id=contact.id,
        school=contact.school,
        happened_at=contact.happened_at,
        recorded_at=contact.recorded_at,
        with_incident=contact.with_incident,
        account=contact.account,
        started_by=contact.started_by,
        acts=tuple(map(Act, contact.acts)),
        iv_c=contact.iv_c,
        force=_forced(contact.facts),
        matters=_matters(contact.id, contact.happened_at),
    )


def _forced(facts: Mapping[str, Any]) -> Forced:
    """The codes alone: the words on why force was used are left where they are."""
    return Forced(
        kinds=tuple(map(Force, facts.get("kinds", ()))),
        by=tuple(map(ForcedBy, facts.get("by", ()))),
        answers={name: Value(facts.get(name, "unknown")) for name in ANSWERS},
        moments={
            name: datetime.fromisoformat(facts[name]) if name in facts else None for name in MOMENTS
        },
    )


def _matters(contact_id: UUID, happened_at: datetime) -> list[About]:
    """The matters of a contact found within reach, as they were entered."""
    query = (
        sa.select(
            ContactMatter.matter_id,
            ContactMatter.outcome.label("then"),
            Standing.outcome.label("now"),
            Decision.outcome,
            Decision.rows,
            Decision.made_at,
            Decision.edition,
        )
        .join(Standing, Standing.matter_id == ContactMatter.matter_id)
        .join(Decision, Decision.matter_id == ContactMatter.matter_id)
        .where(ContactMatter.contact_id == contact_id)
        .order_by(Decision.seq)
    )
    found: dict[UUID, list[sa.Row[*tuple[Any, ...]]]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.matter_id, []).append(row)
    return [_about(rows, happened_at) for rows in found.values()]


def _about(rows: Sequence[sa.Row[*tuple[Any, ...]]], happened_at: datetime) -> About:
    before = [row.outcome for row in rows if row.made_at <= happened_at]
    return About(
        when_it_happened=before[-1] if before else None,
        when_recorded=rows[0].then,
        now=rows[0].now,
        decisions=[
            Decided(
                outcome=row.outcome,
                cites=tuple(each["cite"] for each in row.rows),
                made_at=row.made_at,
                edition=editions.named(row.edition).title,
            )
            for row in rows
        ],
    )
