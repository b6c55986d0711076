"""What is left of a policy once some answers are known.

A policy over eleven yes-no facts is a table of 2,048 cells, one for each complete sheet.
Learning an answer keeps half of the cells; a fact that then makes no difference drops out.
What remains is again such a table, only smaller, and equal remainders are one object, so
whatever it can be asked is worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, reduce
from itertools import chain
from operator import and_
from typing import TYPE_CHECKING

from .logic import FACTS, Algebra, Expression, Fact

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from .outcome import Outcome


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A complete sheet's outcome, and as bits the rows that hold and give that outcome.

    One object for all the sheets that share both.
    """

    outcome: Outcome
    rows: int


class Remaining:
    """The policy that is left: its open facts, and a cell for each way of answering them.

    No comes before yes, and the first fact is the slowest to change along ``cells``. A cell
    is ``None`` where the answers contradict each other.
    """

    def __init__(
        self,
        facts: tuple[Fact, ...],
        cells: tuple[Cell | None, ...],
        known: dict[Hashable, Remaining],
    ) -> None:
        self.facts = facts
        self.cells = cells
        self._known = known
        self._known_after: tuple[dict[Fact, Remaining], dict[Fact, Remaining]] = ({}, {})

    def given(self, fact: Fact, answer: bool) -> Remaining:  # noqa: FBT001 - an answer
        """What remains after one more answer."""
        known = self._known_after[answer]
        if fact not in known:
            known[fact] = self._after(fact, answer=answer)
        return known[fact]

    def _after(self, fact: Fact, *, answer: bool) -> Remaining:
        if fact not in self.facts:
            return self
        at = self.facts.index(fact)
        facts = self.facts[:at] + self.facts[at + 1 :]
        return _reduced(facts, _halves(self.cells, at)[answer], self._known)

    @cached_property
    def possible(self) -> tuple[Cell, ...]:
        """The cells that are not contradictory."""
        return tuple(cell for cell in self.cells if cell is not None)

    @cached_property
    def refused(self) -> bool:
        """Whether the answers so far contradict each other however the rest is answered."""
        return not self.possible

    @cached_property
    def outcome(self) -> Outcome | None:
        """The outcome that every way of answering the rest gives; ``None`` if they differ."""
        outcomes = {cell.outcome for cell in self.possible}
        return outcomes.pop() if len(outcomes) == 1 else None

    @cached_property
    def because(self) -> tuple[int, ...]:
        """The numbers of the rows that decide in some cell, in order.

        Once the outcome is settled and one of them holds in every cell, that row alone.
        """
        deciding = sorted({_first(cell.rows) for cell in self.possible})
        always = reduce(and_, (cell.rows for cell in self.possible))
        sure = [row for row in deciding if always >> row & 1]
        return tuple(sure[:1] if self.outcome is not None and sure else deciding)

    @cached_property
    def ask(self) -> tuple[Fact, ...]:
        """The facts that can still change the outcome, the most useful first.

        The most useful leaves the fewest expected further questions when yes and no are
        equally likely and every next question is the most useful in turn. Ties stand in
        form order.
        """
        open_facts = (fact for at, fact in enumerate(self.facts) if self._matters(at))
        return tuple(sorted(open_facts, key=self._expected_after))

    def _matters(self, at: int) -> bool:
        """Whether two sheets without contradiction differ only in this fact and in outcome."""
        return any(
            no.outcome is not yes.outcome
            for no, yes in zip(*_halves(self.cells, at), strict=True)
            if no is not None and yes is not None
        )

    @cached_property
    def expected(self) -> float:
        """The expected number of questions until the outcome is settled (exact in binary)."""
        return 1 + self._expected_after(self.ask[0]) if self.ask else 0

    def _expected_after(self, fact: Fact) -> float:
        return (self.given(fact, False).expected + self.given(fact, True).expected) / 2  # noqa: FBT003


def whole(
    conditions: Sequence[Expression | None], outcomes: Sequence[Outcome], refused: Expression
) -> Remaining:
    """The policy before anything is known.

    :param conditions: the rows' conditions in order; ``None`` always holds.
    :param outcomes: what each row gives.
    :param refused: the combination of answers that cannot be true.
    :raises LookupError: some complete sheet is covered by no row.
    """
    count = 1 << len(FACTS)
    everywhere = (1 << count) - 1
    columns: dict[Fact, int] = {
        fact: sum(1 << cell for cell in range(count) if cell >> place & 1)
        for place, fact in enumerate(reversed(FACTS))
    }

    in_bits = Algebra(columns.__getitem__, int.__and__, int.__or__, everywhere.__xor__)

    def bits(condition: Expression | None) -> int:
        if condition is None:
            return everywhere
        return condition.walk(in_bits)

    holds = [bits(condition) for condition in conditions]
    impossible = bits(refused)

    one_object = cache(Cell)

    def cell(at: int) -> Cell | None:
        if impossible >> at & 1:
            return None
        held = [row for row, bits in enumerate(holds) if bits >> at & 1]
        if not held:
            message = "The edition is silent about a complete sheet of answers."
            raise LookupError(message)
        outcome = outcomes[held[0]]
        return one_object(outcome, sum(1 << row for row in held if outcomes[row] is outcome))

    return _reduced(FACTS, tuple(map(cell, range(count))), {})


def _first(rows: int) -> int:
    return (rows & -rows).bit_length() - 1


def _halves(
    cells: tuple[Cell | None, ...], at: int
) -> tuple[tuple[Cell | None, ...], tuple[Cell | None, ...]]:
    """The cells where the fact at this place is no, and those where it is yes."""
    size = len(cells) >> (at + 1)
    runs = [cells[start : start + size] for start in range(0, len(cells), size)]
    return tuple(chain.from_iterable(runs[::2])), tuple(chain.from_iterable(runs[1::2]))


def _reduced(
    facts: tuple[Fact, ...],
    cells: tuple[Cell | None, ...],
    known: dict[Hashable, Remaining],
) -> Remaining:
    """The one object for this remainder, without the facts that make no difference."""
    for at in reversed(range(len(facts))):
        no, yes = _halves(cells, at)
        if no == yes:
            facts, cells = facts[:at] + facts[at + 1 :], no
    key = (facts, cells)
    if key not in known:
        known[key] = Remaining(facts, cells, known)
    return known[key]
