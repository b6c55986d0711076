"""Conditions over yes-no facts: ``&``, ``|``, ``~``, and three values.

One expression serves every use: it is evaluated by Kleene's three values, put into plain
English, asked for its facts, and walked by whatever compiles it. No rule is ever written
down a second time.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

Answer = bool | None


class Algebra(NamedTuple, Generic[T]):
    """What becomes of a fact, of *and*, of *or* and of *not* when an expression is walked."""

    fact: Callable[[Fact], T]
    both: Callable[[T, T], T]
    either: Callable[[T, T], T]
    opposite: Callable[[T], T]


class Expression(ABC):
    """A condition over facts; immutable, and equal only to itself."""

    __slots__ = ()

    def __and__(self, other: Expression) -> Expression:
        return Both(self, other)

    def __or__(self, other: Expression) -> Expression:
        return Either(self, other)

    def __invert__(self) -> Expression:
        return Opposite(self)

    @abstractmethod
    def walk(self, algebra: Algebra[T]) -> T:
        """Rebuild the expression in another algebra: three values, bits, columns, sets."""

    @abstractmethod
    def words(self, *, holds: bool = True) -> str:
        """A clause in plain English, without capital letter or full stop.

        :param holds: ``False`` gives the clause that says the opposite.
        """

    def evaluate(self, answers: Mapping[Fact, Answer]) -> Answer:
        """Kleene's three values: ``None`` when the unknown answers leave it open.

        :raises KeyError: an answer was left out; unknown must be said as ``None``.
        """
        return self.walk(Algebra(answers.__getitem__, _kleene_and, _kleene_or, _kleene_not))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts it names, each once, in the order named."""
        named: Algebra[tuple[Fact, ...]] = Algebra(
            lambda fact: (fact,), _and_then, _and_then, lambda facts: facts
        )
        mentioned = self.walk(named)
        return tuple(dict.fromkeys(mentioned))


def _and_then(left: tuple[Fact, ...], right: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return left + right


def _kleene_and(left: Answer, right: Answer) -> Answer:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _kleene_or(left: Answer, right: Answer) -> Answer:
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def _kleene_not(value: Answer) -> Answer:
    return None if value is None else not value


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Fact(Expression):
    """A yes-no question the policy turns on.

    ``question`` is what the form asks, ``explains`` its one line of explanation, ``example``
    one example. ``yes`` and ``no`` are the clauses a sentence uses for either answer, and
    ``source`` is where the question's meaning comes from.
    """

    name: str
    question: str
    explains: str
    example: str
    yes: str
    no: str
    source: str

    def walk(self, algebra: Algebra[T]) -> T:
        """A fact is a leaf."""
        return algebra.fact(self)

    def words(self, *, holds: bool = True) -> str:
        """The clause for a yes, or for a no."""
        return self.yes if holds else self.no

    def __repr__(self) -> str:
        return self.name.upper()


@dataclass(frozen=True, slots=True, eq=False)
class _Pair(Expression):
    """Two conditions joined by *and* or *or*."""

    left: Expression
    right: Expression
    _sign: ClassVar[str]
    _by: ClassVar[dict[bool, str]]

    def words(self, *, holds: bool = True) -> str:
        """Both clauses, joined; the opposite turns *and* and *or* round (De Morgan)."""
        return _joined(self, holds=holds, by=self._by[holds])

    def __repr__(self) -> str:
        return f"({self.left!r} {self._sign} {self.right!r})"


class Both(_Pair):
    """True when both sides are; false as soon as one side is."""

    __slots__ = ()
    _sign, _by = "&", {True: "and", False: "or"}

    def walk(self, algebra: Algebra[T]) -> T:
        """Both sides, then ``both``."""
        return algebra.both(self.left.walk(algebra), self.right.walk(algebra))


class Either(_Pair):
    """True as soon as one side is; false when both are."""

    __slots__ = ()
    _sign, _by = "|", {True: "or", False: "and"}

    def walk(self, algebra: Algebra[T]) -> T:
        """Both sides, then ``either``."""
        return algebra.either(self.left.walk(algebra), self.right.walk(algebra))


@dataclass(frozen=True, slots=True, eq=False)
class Opposite(Expression):
    """True when the inner condition is false."""

    inner: Expression

    def walk(self, algebra: Algebra[T]) -> T:
        """The inner condition, then ``opposite``."""
        return algebra.opposite(self.inner.walk(algebra))

    def words(self, *, holds: bool = True) -> str:
        """The inner condition's opposite."""
        return self.inner.words(holds=not holds)

    def __repr__(self) -> str:
        return f"~{self.inner!r}"


def _joined(pair: _Pair, *, holds: bool, by: str) -> str:
    """``a and b``; a choice inside a conjunction is bracketed by *either ... or* and commas."""
    clauses = [side.words(holds=holds) for side in (pair.left, pair.right)]
    if by == "or":
        return " or ".join(clause.removeprefix("either ") for clause in clauses).join(
            ("either ", "")
        )
    return (
        ", and ".join(clauses)
        if any(" or " in clause for clause in clauses)
        else " and ".join(clauses)
    )
