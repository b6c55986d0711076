"""What an administrator chooses to show an officer, copied out of the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app import viewing
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import (
    Account,
    Incident,
    Matter,
    Participant,
    Referral,
    School,
)
from incident_app.policy.conducts import BY_CODE
from incident_app.policy.training import bar, status
from incident_app.policy.training_words import written
from incident_app.under_contract import is_sro
from incident_app.vocabulary import Basis, Field, Part

from . import NotFound, Refused, section_v, texts

if TYPE_CHECKING:
    from incident_app.models import Attachment, Consultation, Person
    from incident_app.policy.training import Record

IN_CASE_OF_NEED = "Enter the articulable and significant threat, which this basis demands."


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is shown: the fields, and of people and attachments which ones.

    ``people`` are ids of participants. An administrator's ``summary`` is in their own words.
    """

    fields: frozenset[Field]
    people: frozenset[UUID] = frozenset()
    attachments: frozenset[UUID] = frozenset()
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What an officer reads, and all of it: the page shows this, before and after it is sent.

    ``disclosed`` maps the codes of :class:`Field` to what was chosen: ``place``, ``conduct`` and
    ``summary`` are text; ``time`` has ``at`` (UTC, ISO 8601), ``on`` (the day in the district's
    zone) and ``precision``; ``people`` is a list of ``part`` and ``name``. ``purpose`` is what is
    asked of the officer. ``basis`` is empty where nobody is named.
    """

    reference: str
    school: str
    cites: Sequence[str]
    purpose: str
    disclosed: dict[str, Any]
    attachments: Sequence[Attachment]
    basis: Basis | None
    threat: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An officer who may be chosen, or why not: in words, with the day and the paragraph.

    ``relieved`` says which duties they need not do meanwhile (V.C); it keeps no matter from them.
    """

    officer: Account
    barred: str = ""
    relieved: str = ""

    @classmethod
    def of(cls, officer: Account, known: Record | None, today: date) -> Candidate:
        """What Section V says of an officer on a day."""
        if known is None:
            return cls(officer=officer)
        if found := bar(known, today):
            where = f"{found.cite}, {written(found.day)}"
            barred = f"{officer.name} can't be given a matter ({where}). {found.sentence}"
            return cls(officer=officer, barred=barred)
        if duties := status(known, today).relieved:
            relieved = (
                f"Not trained yet (V.C). Until then {' and '.join(duties)} are not required of "
                "them; a matter may be given to them."
            )
            return cls(officer=officer, relieved=relieved)
        return cls(officer=officer)


def to_refer(matter_id: UUID, *, viewer: Account) -> Matter:
    """A matter that the viewer may refer, loaded like :func:`matter`.

    :raises NotFound: absent, out of reach, or not a law-enforcement one.
    """
    return matter(matter_id, Action.REFER_MATTER, viewer=viewer)


def to_ask(matter_id: UUID, *, viewer: Account) -> Matter:
    """A matter on which the viewer may ask advice, loaded like :func:`matter`.

    :raises NotFound: absent, out of reach, or not an administrator-led one.
    """
    return matter(matter_id, Action.ASK_ADVICE, viewer=viewer)


def matter(matter_id: UUID, action: Action, *, viewer: Account) -> Matter:
    """A matter to be shared, with its incident and who can be named.

    :raises NotFound: absent, out of reach, or its decision in force does not allow it.
    """
    found = db.session.scalar(
        sa.select(Matter)
        .where(Matter.id == matter_id, reach(viewer, action))
        .options(
            joinedload(Matter.incident).options(
                joinedload(Incident.school),
                selectinload(Incident.participants).joinedload(Participant.person),
                selectinload(Incident.attachments),
                selectinload(Incident.matters).selectinload(Matter.decisions),
            ),
            selectinload(Matter.decisions),
        )
    )
    if found is None:
        raise NotFound
    return found


def officers(school_id: UUID, *, viewer: Account) -> Sequence[Account]:
    """The officers under contract for a school with whom the viewer may share, by name."""
    query = sa.select(Account).where(
        reach(viewer, Action.SHARE_WITH),
        Account.schools.any(School.id == school_id),
        is_sro(Account.id, school_id),
    )
    return db.session.scalars(query.order_by(Account.name, Account.id)).all()


def candidates(school_id: UUID, *, viewer: Account) -> Sequence[Candidate]:
    """The officers of :func:`officers`, each with what Section V says of them today."""
    found, today = officers(school_id, viewer=viewer), viewing.day()
    if today is None:  # then nobody is under contract
        return []
    known = section_v.records([each.id for each in found], today)
    return [Candidate.of(each, known.get(each.id), today) for each in found]


def named(shared: Matter) -> list[Participant]:
    """Who of an incident can be named to an officer.

    Never who reported it, and of the actors only those with a matter on the route of this one:
    that somebody else is disciplined, or may be, does not exist for the officer.
    """
    outcome = shared.decisions[-1].outcome
    actors = {
        each.actor_id for each in shared.incident.matters if each.decisions[-1].outcome is outcome
    }
    return [
        each
        for each in shared.incident.participants
        if each.id in actors or each.part not in {Part.ACTOR, Part.REPORTER}
    ]


def disclosed(shared: Matter, chosen: Chosen) -> dict[str, Any]:
    """What was chosen, copied out of the record.

    :raises Refused: a field is chosen and empty, or somebody can't be named.
    """
    refuse_unfit(shared, chosen)
    incident = shared.incident
    values: dict[Field, Any] = {
        Field.PLACE: incident.place,
        Field.TIME: {
            "at": incident.occurred_at.isoformat(),
            "on": incident.occurred_on.isoformat(),
            "precision": incident.precision.value,
        },
        Field.CONDUCT: shared.conduct_words or BY_CODE[shared.conduct].label,
        Field.PEOPLE: [
            {"part": each.part.value, "name": _name(each)}
            for each in named(shared)
            if each.id in chosen.people
        ],
        Field.SUMMARY: chosen.summary.strip(),
        Field.ATTACHMENTS: [each.name for each in attached(shared, chosen)],
    }
    return {field.value: values[field] for field in Field if field in chosen.fields}


def refuse_unfit(shared: Matter, chosen: Chosen) -> None:
    """Refuse a choice that names nobody, or what is not of this incident.

    :raises Refused: naming the field.
    """
    if not chosen.fields:
        raise Refused("Choose at least one thing that the officer reads.", "fields")
    if Field.SUMMARY in chosen.fields:
        texts.refuse_unfit(chosen.summary, field="summary", what="a summary", longest=2_000)
    if (Field.PEOPLE in chosen.fields) != bool(chosen.people):
        raise Refused("Choose whom the officer needs to know, or leave people out.", "people")
    if not chosen.people <= {each.id for each in named(shared)}:
        raise Refused("Choose people from the list.", "people")
    if (Field.ATTACHMENTS in chosen.fields) != bool(chosen.attachments):
        raise Refused("Choose the files the officer needs, or leave files out.", "attachments")
    if not chosen.attachments <= {each.id for each in shared.incident.attachments}:
        raise Refused("Choose files from the list.", "attachments")


def refuse_basis(basis: Basis | None, threat: str) -> None:
    """Refuse an emergency whose threat nobody put in words (34 CFR 99.36; 99.32(a)(5)).

    :raises Refused: naming ``threat``.
    """
    texts.refuse_note(threat, field="threat")
    if basis is Basis.EMERGENCY and not threat.strip():
        raise Refused(IN_CASE_OF_NEED, "threat")
    if basis is not Basis.EMERGENCY and threat.strip():
        raise Refused("Choose the basis “Health or safety emergency”, or leave this out.", "threat")


def refuse_officer(officer_id: UUID, shared: Matter, *, viewer: Account) -> Account:
    """The officer, if the viewer may share with them at this school, and Section V today.

    :raises Refused: naming ``officer``.
    """
    for candidate in candidates(shared.incident.school_id, viewer=viewer):
        if candidate.officer.id == officer_id:
            if candidate.barred:
                raise Refused(candidate.barred, "officer")
            return candidate.officer
    raise Refused("Choose an officer of this school.", "officer")


def persons(shared: Matter, chosen: Chosen) -> list[Person]:
    """Whom the choice names, each once: what one child's ledger is found by."""
    return list(dict.fromkeys(each.person for each in named(shared) if each.id in chosen.people))


def attached(shared: Matter, chosen: Chosen) -> list[Attachment]:
    """The attachments chosen, oldest first."""
    return [each for each in shared.incident.attachments if each.id in chosen.attachments]


def drafted(  # noqa: PLR0913 - what a letter holds
    shared: Matter,
    chosen: Chosen,
    purpose: str,
    *,
    basis: Basis | None,
    threat: str,
    viewer: Account,
    now: datetime,
) -> Letter:
    """What an officer would read of a matter.

    :raises Refused: something of it is not fit to be sent; names the field.
    """
    values = disclosed(shared, chosen)
    texts.refuse_unfit(purpose, field="purpose", what="what you ask of the officer", longest=2_000)
    refuse_basis(basis, threat)
    return Letter(
        reference=shared.reference,
        school=shared.incident.school.name,
        cites=[row["cite"] for row in shared.decisions[-1].rows],
        purpose=purpose.strip(),
        disclosed=values,
        attachments=attached(shared, chosen),
        basis=basis,
        threat=threat.strip(),
        by=viewer.name,
        at=now,
    )


def letter(shared: Referral | Consultation) -> Letter:
    """What its officer reads of a referral or a consultation."""
    return Letter(
        reference=shared.reference if isinstance(shared, Referral) else "",
        school=shared.school.name,
        cites=shared.cites,
        purpose=shared.purpose,
        disclosed=shared.disclosed,
        attachments=shared.attachments if isinstance(shared, Referral) else (),
        basis=shared.basis,
        threat=shared.threat,
        by=shared.sent_by.name,
        at=shared.sent_at,
    )


def _name(participant: Participant) -> str:
    """A name without the district's number; an unknown person as they were described."""
    return participant.person.name or participant.person.shown
