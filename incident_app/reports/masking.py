"""Taking the names of others out of words that are shown to somebody's parent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from incident_app.text import folded, ways_to_write
from incident_app.vocabulary import PersonKind

if TYPE_CHECKING:
    from .picking import Known, Roster

STUDENT, PERSON = "another student", "another person"

# A letter with its accents, also where an accent is a sign of its own.
_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")
_BETWEEN_NAMES = re.compile(r"[\s,.'\u2019-]*")


class Named(NamedTuple):
    """Somebody whose name must not be read."""

    id: UUID
    name: str
    number: str | None
    kind: PersonKind


class Mask:
    """Hides everybody but one student.

    Of those who took part, each word of the name is hidden, also where it means something else:
    too much rather than too little. Of everybody else on the roster, whole names and numbers.
    What nobody knows as a name (*his sister*) stays.
    """

    def __init__(self, own: Named, roster: Roster) -> None:
        self._own, self._roster = own, roster
        self._numbers = {
            each.number: _label(each.kind)
            for each in roster.people
            if each.number and each.id != own.id
        }

    def hide(self, text: str, others: Iterable[Named]) -> str:
        """The text, *another student* or *another person* where a name stood."""
        hidden = self._hidden(text, others)
        words = list(_WORD.finditer(text))
        plain = ["".join(folded(word[0])) for word in words]
        mine = set(ways_to_write(self._own.name))
        own = {
            index
            for at, pair in enumerate(pairwise(plain))
            if pair in mine
            for index in (at, at + 1)
        }
        parts, end, masked = [], 0, False
        for index, word in enumerate(words):
            label = None if index in own else hidden.get(plain[index])
            between = text[end : word.start()]
            if not (label and masked and _BETWEEN_NAMES.fullmatch(between)):
                parts += [between, label or word[0]]
            end, masked = word.end(), label is not None
        return "".join([*parts, text[end:]])

    def _hidden(self, text: str, others: Iterable[Named]) -> dict[str, str]:
        named: list[Named | Known] = [*others, *self._roster.named_in(text)]
        hidden = dict(self._numbers)
        for each in named:
            if each.id != self._own.id:
                words = [word for word in folded(each.name) if len(word) > 1]
                hidden |= dict.fromkeys([*words, *folded(each.number or "")], _label(each.kind))
        return hidden


def _label(kind: PersonKind) -> str:
    return STUDENT if kind is PersonKind.STUDENT else PERSON
