"""What happened to an incident and its matters since it was logged, in words and in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, pairwise
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Event, Incident, Matter
from incident_app.policy import editions
from incident_app.policy.logic import BY_NAME
from incident_app.vocabulary import Act, Asked, State, Value

from .shown import Shown

if TYPE_CHECKING:
    from incident_app.models import (
        Account,
        Consultation,
        Contact,
        Decision,
        Referral,
        ReferralStep,
    )

WORDS = {Value.YES: "yes", Value.NO: "no", Value.UNKNOWN: "not known yet"}

TOLD_BY_RECORDS = frozenset(
    {"incident logged", "addition added", "attachment added", "matter answered", "question asked"}
)
"""Events that say no more than the records they stand for, which tell themselves."""


NOTHING_SHOWN = Shown()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that somebody did.

    ``who`` and ``what`` are our words, save names of accounts: *Ana Lee*, *answered*.
    ``question`` and ``said`` follow for an answer: *Did anyone ...?*, *yes (was no)*. ``words``
    are what a person typed or is called, and belong apart from ours on a page. ``matter`` is
    the one it is about, or ``None`` for the incident as a whole.
    """

    at: datetime
    who: str
    what: str
    question: str = ""
    said: str = ""
    words: str = ""
    matter: Matter | None = None


@dataclass(frozen=True, kw_only=True)
class Together:
    """What one person did at one moment about one matter, or about the incident as a whole.

    ``note`` is what they wrote beside several answers at once; those entries then leave it out.
    """

    entries: tuple[Entry, ...]
    note: str = ""


def events(incident_id: UUID, *, viewer: Account) -> Sequence[Event]:
    """The journal's lines on an incident and its matters, in order; none out of reach."""
    incident = sa.select(Incident.id).where(
        Incident.id == incident_id, reach(viewer, Action.READ_INCIDENT)
    )
    matters = sa.select(Matter.id).where(Matter.incident_id.in_(incident))
    query = (
        sa.select(Event)
        .where(
            Event.subject.in_((Incident.__tablename__, Matter.__tablename__)),
            Event.subject_id.in_(incident.union_all(matters)),
        )
        .order_by(Event.seq)
        .options(joinedload(Event.account))
    )
    return db.session.scalars(query).all()


def history(
    incident: Incident,
    journal: Sequence[Event],
    shown: Shown = NOTHING_SHOWN,
    contacts: Sequence[Contact] = (),
) -> list[Together]:
    """Everything that was done, the oldest first; what one person did at one moment together.

    At one moment the incident comes before its matters, and an answer before its decision.

    :param incident: with all that hangs on it, loaded within the viewer's reach.
    :param journal: its events, for what no record of its own tells.
    :param shown: what officers were shown of its matters.
    :param contacts: what officers did in it.
    """
    entries = [*_of_incident(incident, journal), *map(_of_contact, contacts)]
    for matter in incident.matters:
        told = shown.of(matter.id)
        entries += [*_of_matter(matter)]
        entries += [entry for each in told.referrals for entry in _of_referral(each, matter)]
        entries += [
            entry for each in told.consultations for entry in _of_consultation(each, matter)
        ]
    ordered = groupby(sorted(entries, key=_place), key=lambda entry: (*_place(entry), entry.who))
    return [_together(tuple(entries)) for _, entries in ordered]


def _together(entries: tuple[Entry, ...]) -> Together:
    notes = [entry.words for entry in entries if entry.said]
    if len(notes) == 1 or len(set(notes)) != 1:
        return Together(entries=entries)
    once = tuple(replace(entry, words="") if entry.said else entry for entry in entries)
    return Together(entries=once, note=notes[0])


def _place(entry: Entry) -> tuple[datetime, int]:
    return entry.at, entry.matter.place_in_form if entry.matter else -1


def _of_incident(incident: Incident, journal: Sequence[Event]) -> Iterator[Entry]:
    yield Entry(at=incident.logged_at, who=_name(incident.logged_by), what="logged this incident")
    for event in journal:
        if event.name not in TOLD_BY_RECORDS:
            yield _event(event, incident)
    for addition in incident.additions:
        yield Entry(
            at=addition.added_at,
            who=_name(addition.added_by),
            what="added words to what happened",
        )
    for attachment in incident.attachments:
        yield Entry(
            at=attachment.added_at,
            who=_name(attachment.added_by),
            what="added the file",
            words=attachment.name,
        )


def _event(event: Event, incident: Incident) -> Entry:
    what, words = event.name, ""
    if event.name == "person added":
        people = {str(each.id): each for each in incident.participants}
        added = people[event.detail["participant"]]
        what, words = f"added a person as {added.part.value}", added.person.shown
    elif event.name == "matters added":
        what = f"added what an actor did besides ({', '.join(event.detail['matters'])})"
    return Entry(at=event.at, who=_name(event.account), what=what, words=words)


def _of_matter(matter: Matter) -> Iterator[Entry]:
    """Answers, then what was asked, then what was decided, each in the order given."""
    before: dict[str, Value] = {}
    for answer in matter.answers:
        was = before.get(answer.fact)
        yield Entry(
            at=answer.given_at,
            who=_name(answer.given_by),
            what="answered",
            question=BY_NAME[answer.fact].question,
            said=WORDS[answer.value] + (f" (was {WORDS[was]})" if was else ""),
            words=answer.note,
            matter=matter,
        )
        before[answer.fact] = answer.value
    for asking in matter.askings:
        yield Entry(
            at=asking.asked_at,
            who=_name(asking.by),
            what=f"asked {asking.of.name}",
            question=BY_NAME[asking.fact].question,
            words=asking.note,
            matter=matter,
        )
    first = matter.decisions[0]
    yield _decision(first, f"The route began as {_route(first)}", matter)
    for last, decision in pairwise(matter.decisions):
        yield _decision(decision, _moved(last, decision), matter)


def _moved(last: Decision, decision: Decision) -> str:
    same = last.outcome is decision.outcome
    verb = "stayed" if same else f"moved from {last.outcome.title} to"
    other = (
        f", by another edition: {editions.named(decision.edition).title}"
        if last.edition != decision.edition
        else ""
    )
    return f"The route {verb} {_route(decision)}{other}"


def _decision(decision: Decision, what: str, matter: Matter) -> Entry:
    return Entry(at=decision.made_at, who=_name(decision.made_by), what=what, matter=matter)


def _route(decision: Decision) -> str:
    """The outcome, with its paragraphs once they are settled."""
    cites = "; ".join(row["cite"] for row in decision.rows)
    return decision.outcome.title + ("" if decision.ask else f" ({cites})")


def _of_referral(referral: Referral, matter: Matter) -> Iterator[Entry]:
    yield Entry(
        at=referral.sent_at,
        who=referral.sent_by.name,
        what=f"referred this to {referral.officer.name} ({referral.basis.title})",
        words=referral.purpose,
        matter=matter,
    )
    for step in referral.steps:
        yield Entry(
            at=step.at,
            who=_name(step.by),
            what=_step(step, referral.officer.name),
            words=step.words or step.case_number,
            matter=matter,
        )


def _step(step: ReferralStep, officer: str) -> str:
    if step.reason:
        return f"declined the referral: {step.reason.title}"
    if step.disposition:
        case = ", case number" if step.case_number else ""
        return f"said what was done: {step.disposition.title}{case}"
    if step.state is State.REVOKED:
        return f"took the referral to {officer} back"
    return f"{step.state.value} the referral"


def _of_consultation(consultation: Consultation, matter: Matter) -> Iterator[Entry]:
    officer, named = consultation.officer.name, " and named people" * consultation.identified
    yield Entry(
        at=consultation.sent_at,
        who=consultation.sent_by.name,
        what=f"asked {officer} for advice{named}",
        words=consultation.purpose,
        matter=matter,
    )
    if step := consultation.step:
        advised = step.state is Asked.ADVISED
        yield Entry(
            at=step.at,
            who=_name(step.by),
            what="gave advice" if advised else f"took the question to {officer} back",
            words=step.words,
            matter=matter,
        )


def _of_contact(contact: Contact) -> Entry:
    acts = ", ".join(Act(code).title.lower() for code in contact.acts)
    return Entry(
        at=contact.recorded_at,
        who=contact.recorded_by.name,
        what=f"recorded an officer's contact ({acts})",
        words=contact.purpose,
    )


def _name(account: Account | None) -> str:
    return account.name if account else "The operator"
