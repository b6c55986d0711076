"""What an edition says about a sheet of answers.

The definition is one sentence: *the outcome is the one that every way of filling the
unknown answers gives; if they differ, the matter is undetermined*. :mod:`remaining` keeps
that sentence in a form that can be read off at once; :mod:`proof` checks it against a
second, independent reading over every sheet there is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from .logic import FACTS, Answer, Expression, Fact
from .outcome import Outcome
from .remaining import Remaining, whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Contradiction(ValueError):
    """Two answers cannot both be true; names both facts.

    :ivar facts: the facts that contradict each other, in form order.
    """

    def __init__(self, refused: Expression) -> None:
        self.facts = refused.facts
        super().__init__(f"These answers cannot both be true: {refused.words()}.")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Row:
    """One rule of an edition.

    ``cite`` is the paragraph, ``says`` our own paraphrase of it (never the adopted text),
    ``when`` the condition (``None``: always) and ``then`` the outcome it gives.
    """

    cite: str
    says: str
    when: Expression | None
    then: Outcome


@dataclass(frozen=True, eq=False, kw_only=True)
class Edition:
    """One adopted text: ordered rows, of which the first that holds decides.

    ``refuses`` is the combination of answers that cannot be true. ``paragraphs`` are those a
    district pastes its own words of; a text that is not the district's has none. ``adopted``
    is the first day in force and ``ended`` the first day no longer in force; ``adopted=None``
    means that the day is not known, and ``adoption_note`` then says why.
    """

    name: str
    title: str
    source: str
    rows: tuple[Row, ...]
    refuses: Expression
    paragraphs: tuple[str, ...] = ()
    adopted: date | None = None
    ended: date | None = None
    adoption_note: str = ""

    @cached_property
    def whole(self) -> Remaining:
        """The policy before anything is known."""
        conditions, outcomes = zip(*((row.when, row.then) for row in self.rows), strict=True)
        return whole(conditions, outcomes, self.refuses)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes its rows name, in order, each once."""
        return tuple(dict.fromkeys(row.then for row in self.rows))

    def cited(self, row: Row) -> tuple[str, ...]:
        """The district's paragraphs that a row's citation names, in order of the text."""
        named = re.findall(r"[\w.]+", row.cite)
        return tuple(paragraph for paragraph in self.paragraphs if paragraph in named)


class Decision(NamedTuple):
    """What an edition says of one sheet.

    ``because`` holds the rows that decide, in order; for an undetermined matter, the rows
    that still could. ``ask`` holds the unknown facts that can still change the outcome, the
    most useful first; ``irrelevant`` the unknown facts that no longer can, in form order.
    Together they are all the unknown facts.
    """

    outcome: Outcome
    because: tuple[Row, ...]
    ask: tuple[Fact, ...]
    irrelevant: tuple[Fact, ...]

    @property
    def cites(self) -> tuple[str, ...]:
        """The paragraphs of :attr:`because`."""
        return tuple(row.cite for row in self.because)


def decide(edition: Edition, answers: Mapping[Fact, Answer]) -> Decision:
    """Apply an edition to what is known.

    :param answers: for each of the eleven facts, ``True``, ``False`` or ``None``.
    :raises KeyError: a fact was left out; unknown must be said as ``None``.
    :raises Contradiction: the edition refuses the answers; both facts are named.
    """
    left = edition.whole
    unknown = []
    for fact in FACTS:
        answer = answers[fact]
        if answer is None:
            unknown.append(fact)
        else:
            left = left.given(fact, answer)
    if left.refused:
        raise Contradiction(edition.refuses)
    ask = left.ask
    return Decision(
        Outcome.UNDETERMINED if left.outcome is None else left.outcome,
        tuple([edition.rows[number] for number in left.because]),
        ask,
        tuple([fact for fact in unknown if fact not in ask] if ask else unknown),
    )
