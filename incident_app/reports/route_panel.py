"""The route panel: what an edition says of some answers, as people read it.

One value for a saved decision, for answers tried out and for answers still being given, so
that every page shows a route in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from incident_app.policy import editions
from incident_app.policy.engine import decide
from incident_app.policy.explain import changes, rests_on, why_ask
from incident_app.policy.logic import BY_NAME, FACTS
from incident_app.vocabulary import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident_app.models import Decision
    from incident_app.policy.engine import Edition
    from incident_app.policy.logic import Answer, Fact
    from incident_app.policy.outcome import Outcome


class Cited(NamedTuple):
    """A paragraph and our sentence for it."""

    cite: str
    says: str


class Asked(NamedTuple):
    """A question that can still change the outcome, and the sentence that says how."""

    fact: Fact
    why: str


@dataclass(frozen=True, kw_only=True)
class Route:
    """What a page shows of a route.

    ``rows`` decide, or still could. ``why`` are clauses that together are enough for the
    outcome; ``ask`` stands best first; ``not_needed`` are unknown facts that can no longer
    change it; ``changes`` are sentences. ``doubt`` says what is not known of the edition's
    days, and is empty when all is known.
    """

    outcome: Outcome
    rows: tuple[Cited, ...]
    why: tuple[str, ...]
    ask: tuple[Asked, ...]
    not_needed: tuple[Fact, ...]
    changes: tuple[str, ...]
    edition: Edition
    doubt: str


def route(edition: Edition, answers: Mapping[Fact, Answer]) -> Route:
    """The route of answers that are not kept.

    :param answers: for each of the eleven facts; unknown is ``None``.
    :raises Contradiction: the edition refuses the answers.
    """
    said = decide(edition, answers)
    rows = tuple(Cited(row.cite, row.says) for row in said.because)
    return _route(edition, answers, outcome=said.outcome, rows=rows, ask=said.ask)


def saved(decision: Decision) -> Route:
    """The route of a decision: its paragraphs and questions as they read when it was made."""
    return _route(
        editions.named(decision.edition),
        {fact: Value(decision.inputs[fact.name]).known for fact in FACTS},
        outcome=decision.outcome,
        rows=tuple(Cited(row["cite"], row["says"]) for row in decision.rows),
        ask=tuple(BY_NAME[name] for name in decision.ask),
    )


def _route(
    edition: Edition,
    answers: Mapping[Fact, Answer],
    *,
    outcome: Outcome,
    rows: tuple[Cited, ...],
    ask: tuple[Fact, ...],
) -> Route:
    return Route(
        outcome=outcome,
        rows=rows,
        why=tuple(fact.words(holds=bool(answers[fact])) for fact in rests_on(edition, answers)),
        ask=tuple(Asked(fact, why_ask(edition, answers, fact)) for fact in ask),
        not_needed=tuple(fact for fact in FACTS if answers[fact] is None and fact not in ask),
        changes=tuple(change.sentence for change in changes(edition, answers)),
        edition=edition,
        doubt=editions.doubt(edition),
    )
