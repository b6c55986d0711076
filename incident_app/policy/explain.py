"""What a decision rests on, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .engine import Contradiction, decide
from .logic import FACTS, Answer, Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .engine import Edition
    from .outcome import Outcome


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that would move the outcome, and where to."""

    fact: Fact
    answer: bool
    outcome: Outcome

    @property
    def sentence(self) -> str:
        """*If a person harmed by it asked for police help, this would become ...*."""
        return f"If {self.fact.words(holds=self.answer)}, this would become {self.outcome.noun}."


def changes(edition: Edition, answers: Mapping[Fact, Answer]) -> tuple[Change, ...]:
    """Every single answer that would move the outcome, in form order.

    A known answer is turned round; an unknown one is tried both ways, and counts when it
    settles the outcome.

    :raises Contradiction: the edition refuses the answers as they stand.
    """
    now = decide(edition, answers)
    tried = [fact for fact in FACTS if answers[fact] is not None or fact in now.ask]
    return tuple(
        change
        for fact in tried
        for change in _moves(edition, answers, fact)
        if change.outcome is not now.outcome
    )


def _moves(edition: Edition, answers: Mapping[Fact, Answer], fact: Fact) -> Iterator[Change]:
    for answer in (True, False):
        if answers[fact] is not answer:
            try:
                then = decide(edition, {**answers, fact: answer})
            except Contradiction:
                continue
            yield Change(fact, answer, then.outcome)


def why_ask(edition: Edition, answers: Mapping[Fact, Answer], fact: Fact) -> str:
    """Why an open question matters, in one or two sentences.

    What a yes or a no would settle; where neither settles anything, the paragraphs that still
    turn on it. Empty when it can no longer change the outcome.

    :raises Contradiction: the edition refuses the answers as they stand.
    """
    now = decide(edition, answers)
    if fact not in now.ask:
        return ""
    settled = [
        f"If {'yes' if change.answer else 'no'}, this is {change.outcome.noun}."
        for change in _moves(edition, answers, fact)
        if change.outcome is not now.outcome
    ]
    turning = [row.cite for row in now.because if row.when and fact in row.when.facts]
    return " ".join(settled) or f"It is needed for {'; '.join(turning)}."


def rests_on(edition: Edition, answers: Mapping[Fact, Answer]) -> tuple[Fact, ...]:
    """Known answers that are enough for the outcome, in form order.

    Without any one of them the outcome would no longer follow. Later questions are left out
    first. Empty for an undetermined matter, which rests on nothing yet.

    :raises Contradiction: the edition refuses the answers.
    """
    now = decide(edition, answers)
    if now.ask:
        return ()
    kept = dict(answers)
    for fact in reversed(FACTS):
        if kept[fact] is not None and decide(edition, {**kept, fact: None}).outcome is now.outcome:
            kept[fact] = None
    return tuple(fact for fact in FACTS if kept[fact] is not None)
