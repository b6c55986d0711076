"""A matter's record: the answers in force, and every decision with what moved it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from incident_app.policy import editions
from incident_app.policy.logic import FACTS
from incident_app.policy.move import Stand, move
from incident_app.vocabulary import Value

if TYPE_CHECKING:
    from incident_app.models import Answer, Decision, Matter
    from incident_app.policy.engine import Edition
    from incident_app.policy.logic import Fact


class Given(NamedTuple):
    """A question and the answer to it that is in force."""

    fact: Fact
    answer: Answer


class Difference(NamedTuple):
    """A question that two decisions found answered differently."""

    fact: Fact
    before: Value
    after: Value


@dataclass(frozen=True, kw_only=True)
class Step:
    """A decision, and what changed since the one before it (``None`` for the first).

    ``why`` explains the move in words, and is empty for the first. The paragraphs are in the
    decisions, as they read then.
    """

    decision: Decision
    before: Decision | None = None
    edition: Edition
    other_edition: bool = False
    differences: tuple[Difference, ...] = ()
    why: str = ""


def in_force(matter: Matter) -> list[Given]:
    """The answers in force, in form order; questions nobody has answered are left out."""
    last = {answer.fact: answer for answer in matter.answers}
    return [Given(fact, last[fact.name]) for fact in FACTS if fact.name in last]


def steps(matter: Matter) -> list[Step]:
    """Every decision in the order made.

    :param matter: was loaded within the viewer's reach.
    """
    first = matter.decisions[0]
    return [
        Step(decision=first, edition=editions.named(first.edition)),
        *(_step(before, after) for before, after in pairwise(matter.decisions)),
    ]


def _step(before: Decision, after: Decision) -> Step:
    then, now = _stand(before), _stand(after)
    moved = move(then, now)
    return Step(
        decision=after,
        before=before,
        edition=now.edition,
        other_edition=then.edition is not now.edition,
        differences=tuple(
            Difference(fact, Value.of(then.answers[fact]), Value.of(now.answers[fact]))
            for fact in moved.changed
        ),
        why=moved.sentence,
    )


def _stand(decision: Decision) -> Stand:
    answers = {fact: Value(decision.inputs[fact.name]).known for fact in FACTS}
    return Stand(editions.named(decision.edition), answers)
