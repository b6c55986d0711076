"""Answering the questions of a matter, and answering them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Answer, Asking, Decision, Incident, Matter, Participant
from incident_app.policy.logic import BY_NAME
from incident_app.vocabulary import Value

from . import NotFound, Refused, deciding, texts, transaction

if TYPE_CHECKING:
    from incident_app.models import Account
    from incident_app.policy.logic import Answer as Known
    from incident_app.policy.logic import Fact


class Theirs(NamedTuple):
    """What somebody else answered meanwhile; ``who`` is ``None`` for the operator."""

    value: Value
    who: str | None
    at: datetime
    note: str


class Moved(Exception):
    """Somebody answered since the page was opened, so nothing was saved.

    :ivar theirs: by fact, the last answer given since then.
    :ivar both: the facts of these that the viewer answered too, and differently.
    :ivar newest: what to build the next answers on.
    """

    def __init__(self, theirs: Mapping[Fact, Theirs], both: frozenset[Fact], newest: UUID) -> None:
        self.theirs = theirs
        self.both = both
        self.newest = newest
        super().__init__("Somebody else answered meanwhile.")


def get(matter_id: UUID, *, viewer: Account) -> Matter:
    """A matter with its incident, answers, decisions and questions passed on.

    :raises NotFound: absent, or out of the viewer's reach.
    """
    return _one(_reachable(matter_id, Action.READ_MATTER, viewer=viewer))


def to_answer(matter_id: UUID, *, viewer: Account) -> Matter:
    """A matter the viewer may answer, loaded like :func:`get`.

    :raises NotFound: absent, or out of the viewer's reach.
    """
    return _one(_reachable(matter_id, Action.ANSWER_MATTER, viewer=viewer))


def newest(matter: Matter) -> UUID:
    """What answers to this matter are built on: its last line of answers, else itself."""
    return matter.answers[-1].id if matter.answers else matter.id


def asked_of(matter: Matter, *, viewer: Account) -> dict[Fact, Asking]:
    """The open questions asked of the viewer, each as it was asked last."""
    return {
        BY_NAME[asking.fact]: asking
        for asking in matter.askings
        if asking.of_id == viewer.id and not asking.answered
    }


def answer(  # noqa: PLR0913 - what is answered, and on what it was built
    matter_id: UUID,
    answers: Mapping[Fact, Known],
    *,
    viewer: Account,
    now: datetime,
    note: str = "",
    seen: UUID | None = None,
) -> Decision:
    """Add answers to a matter and decide it again; what was said before stays.

    An answer equal to the one in force adds nothing, unless it was asked of the viewer; with
    nothing new the decision in force is given back. An answer of *not known yet* takes back
    what was thought to be known.

    :param answers: the questions answered now; the others stay as they are.
    :param note: why, kept with each new answer; at most 2,000 characters.
    :param seen: what :func:`newest` gave when the answers were chosen; without it, they are
        added to whatever is there. An answer equal to the one in force then was not chosen.
    :raises NotFound: absent, or out of the viewer's reach.
    :raises Moved: somebody answered since ``seen``, and there is something to add.
    :raises Refused: the note is too long, or no answer changed and it would be lost.
    :raises Contradiction: with the answers in force they can't all be true.
    """
    texts.refuse_note(note)
    with transaction():
        # Two people answering at once are decided one after the other.
        query = _reachable(matter_id, Action.ANSWER_MATTER, viewer=viewer)
        matter = _one(query.with_for_update(of=Matter))
        since = [] if seen is None else _since(matter, seen)
        built_on = matter.answers[: len(matter.answers) - len(since)]
        chosen = _new(answers, built_on, asked_of(matter, viewer=viewer))
        new = _new(chosen, matter.answers, asked_of(matter, viewer=viewer))
        if not new:
            _refuse_to_lose(note.strip(), matter, viewer=viewer)
            return matter.decisions[-1]
        if since:
            raise _moved(since, chosen, newest(matter))
        for fact, known in new.items():
            matter.answers.append(
                Answer(
                    fact=fact.name,
                    value=Value.of(known),
                    note=note.strip(),
                    given_by_id=viewer.id,
                    given_at=now,
                )
            )
        db.session.flush()
        decision = deciding.decided(matter, by=viewer, at=now)
        journal.record(
            "matter answered",
            matter,
            by=viewer,
            at=now,
            facts=[fact.name for fact in new],
            outcome=decision.outcome.value,
        )
    return decision


def _new(
    answers: Mapping[Fact, Known], there: Sequence[Answer], asked: Mapping[Fact, Asking]
) -> dict[Fact, Known]:
    """The answers that say something the lines there don't, or that were asked for."""
    given = {each.fact for each in there}
    in_force = deciding.in_force(there)
    return {
        fact: known
        for fact, known in answers.items()
        if known is not in_force[fact] or fact.name not in given or fact in asked
    }


def _refuse_to_lose(note: str, matter: Matter, *, viewer: Account) -> None:
    """A note is kept with answers; one that stands there already was sent twice."""
    mine = {each.note for each in matter.answers if each.given_by_id == viewer.id}
    if note and note not in mine:
        raise Refused(
            "No answer changed, so this note has nothing to stand beside. Change an answer, or "
            "add what you know to the incident.",
            "note",
        )


def _since(matter: Matter, seen: UUID) -> list[Answer]:
    """The lines after the one seen; all of them when it is not a line of this matter."""
    at = [each.id for each in matter.answers].index(seen) + 1 if _has(matter, seen) else 0
    return matter.answers[at:]


def _has(matter: Matter, seen: UUID) -> bool:
    return any(each.id == seen for each in matter.answers)


def _moved(since: Sequence[Answer], chosen: Mapping[Fact, Known], newest_id: UUID) -> Moved:
    theirs = {
        BY_NAME[each.fact]: Theirs(
            each.value, each.given_by.name if each.given_by else None, each.given_at, each.note
        )
        for each in since
    }
    both = frozenset(
        fact
        for fact, known in chosen.items()
        if fact in theirs and theirs[fact].value.known is not known
    )
    return Moved(theirs, both, newest_id)


def _one(query: sa.Select[Matter]) -> Matter:
    matter = db.session.scalar(query)
    if matter is None:
        raise NotFound
    return matter


def _reachable(matter_id: UUID, action: Action, *, viewer: Account) -> sa.Select[Matter]:
    return (
        sa.select(Matter)
        .join(Matter.incident)
        .where(Matter.id == matter_id, reach(viewer, action))
        .options(
            joinedload(Matter.incident).joinedload(Incident.school),
            joinedload(Matter.actor).joinedload(Participant.person),
            selectinload(Matter.answers).joinedload(Answer.given_by),
            selectinload(Matter.decisions).joinedload(Decision.made_by),
            selectinload(Matter.askings).options(joinedload(Asking.of), joinedload(Asking.by)),
        )
    )
