"""A matter as people read it: its route, why, what is still to ask, what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from incident_app.policy import editions
from incident_app.policy.conducts import BY_CODE
from incident_app.policy.explain import changes, rests_on
from incident_app.policy.logic import BY_NAME, FACTS
from incident_app.vocabulary import Value

if TYPE_CHECKING:
    from incident_app.models import Decision, Matter
    from incident_app.policy.conducts import Conduct
    from incident_app.policy.engine import Edition
    from incident_app.policy.logic import Fact


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a page shows of one matter. Its matter was loaded within the viewer's reach.

    ``why`` are clauses that together are enough for the outcome; ``ask`` stands best first;
    ``not_needed`` are unknown facts that can no longer change it; ``changes`` are sentences.
    ``doubt`` says what is not known of the edition's days, and is empty when all is known.
    """

    matter: Matter
    decision: Decision
    conduct: Conduct
    edition: Edition
    why: tuple[str, ...]
    ask: tuple[Fact, ...]
    not_needed: tuple[Fact, ...]
    changes: tuple[str, ...]
    doubt: str


def card(matter: Matter) -> Card:
    """The card of a matter as its decision in force has it."""
    decision = matter.decisions[-1]
    edition = editions.named(decision.edition)
    answers = {fact: Value(decision.inputs[fact.name]).known for fact in FACTS}
    ask = tuple(BY_NAME[name] for name in decision.ask)
    return Card(
        matter=matter,
        decision=decision,
        conduct=BY_CODE[matter.conduct],
        edition=edition,
        why=tuple(fact.words(holds=bool(answers[fact])) for fact in rests_on(edition, answers)),
        ask=ask,
        not_needed=tuple(fact for fact in FACTS if answers[fact] is None and fact not in ask),
        changes=tuple(change.sentence for change in changes(edition, answers)),
        doubt=editions.doubt(edition),
    )
