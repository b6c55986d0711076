"""An edition as a lookup table over packed answer sheets, for bulk work.

A sheet packs into an integer in base 3, the first fact in the highest place: 0 is no, 1 is
yes, 2 is not known yet. The table then holds one byte for each of the 3^11 = 177,147 sheets.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .engine import Contradiction, decide
from .logic import FACTS, Answer, Fact
from .outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .engine import Edition

SHEETS = 3 ** len(FACTS)
REFUSED = 255
OUTCOMES = tuple(Outcome)
"""A table's byte is a place in this tuple, or ``REFUSED`` for a contradiction."""

_DIGIT: dict[Answer, int] = {False: 0, True: 1, None: 2}
_ANSWER: tuple[Answer, ...] = (False, True, None)
_UNDETERMINED = OUTCOMES.index(Outcome.UNDETERMINED)


def packed(answers: Mapping[Fact, Answer]) -> int:
    """The sheet as an integer from 0 to 177,146.

    :raises KeyError: a fact was left out.
    """
    number = 0
    for fact in FACTS:
        number = number * 3 + _DIGIT[answers[fact]]
    return number


def unpacked(number: int) -> dict[Fact, Answer]:
    """The sheet of a packed integer."""
    answers = {}
    for fact in reversed(FACTS):
        number, digit = divmod(number, 3)
        answers[fact] = _ANSWER[digit]
    return {fact: answers[fact] for fact in FACTS}


@cache
def compiled(edition: Edition) -> bytes:
    """One byte for each packed sheet: a place in :data:`OUTCOMES`, or ``REFUSED``."""
    return _table(edition, {}, FACTS)


def routed(edition: Edition, sheets: Iterable[int]) -> bytes:
    """The byte of every packed sheet, in the order given."""
    return bytes(map(compiled(edition).__getitem__, sheets))


def shortest(edition: Edition, outcome: Outcome) -> tuple[dict[Fact, Answer], ...]:
    """The sheets that settle an outcome with no answer to spare, in packed order.

    A sheet settles the outcome exactly when it holds all the known answers of one of these
    and is not itself a contradiction.
    """
    table, code = compiled(edition), OUTCOMES.index(outcome)
    places = [3**place for place in range(len(FACTS))]

    def spares_one(number: int) -> bool:
        digits = ((place, number // place % 3) for place in places)
        return any(
            digit != _DIGIT[None] and table[number + (2 - digit) * place] == code
            for place, digit in digits
        )

    return tuple(
        unpacked(number)
        for number, byte in enumerate(table)
        if byte == code and not spares_one(number)
    )


def _table(edition: Edition, known: dict[Fact, Answer], rest: tuple[Fact, ...]) -> bytes:
    """The part of the table where some facts are known: no, then yes, then not known yet."""
    if not rest:
        try:
            return bytes((OUTCOMES.index(decide(edition, known).outcome),))
        except Contradiction:
            return bytes((REFUSED,))
    no, yes = (_table(edition, {**known, rest[0]: answer}, rest[1:]) for answer in (False, True))
    return no + yes + bytes(map(_either, no, yes))


def _either(no: int, yes: int) -> int:
    """What is settled whichever way one more fact is answered."""
    if yes in (no, REFUSED):
        return no
    return yes if no == REFUSED else _UNDETERMINED
