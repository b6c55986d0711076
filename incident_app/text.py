"""What text a record can keep, when there is nothing in it to read, and whom it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

SEEN_AS_NOTHING = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that no font draws."""


def is_blank(text: str) -> bool:
    """Whether there is nothing to see: spaces, controls, direction marks, zero-width text."""
    return not any(
        unicodedata.category(char)[0] not in "ZCM" and char not in SEEN_AS_NOTHING for char in text
    )


def cannot_keep(text: str) -> str:
    """Why a text can't be kept as it is, as a sentence; empty when it can.

    Only the NUL character can't: PostgreSQL refuses it. It can't be seen, so the sentence says
    where it stands. Everything else is kept as typed: emoji, right-to-left text, zero-width
    characters.
    """
    place = text.find("\0")
    if place < 0:
        return ""
    before = text[:place].split()
    where = f"after “{before[-1]}”" if before else "at the beginning"
    return f"Remove the character that can't be read {where}, and type that place again."


def folded(text: str) -> list[str]:
    """The words of a text without case, accents and punctuation."""
    # Marks go first: to put a long run of them in order takes time by the square of its length.
    plain = _without_marks(unicodedata.normalize("NFKD", _without_marks(text)))
    return re.findall(r"\w+", plain.casefold())


def _without_marks(text: str) -> str:
    return "".join(char for char in text if not unicodedata.combining(char))


def ways_to_write(name: str) -> Iterator[tuple[str, str]]:
    """Neighbouring words that name someone: given and family name, either way round.

    With several given names also the last of them before the family name: *Mary Kate O'Brien*.
    """
    family, _, given = (folded(part) for part in name.partition(","))
    if family and given:
        yield given[0], family[0]
        yield family[-1], given[0]
    if family and len(given) > 1:
        yield given[-1], family[0]


def pairs_in(text: str) -> set[tuple[str, str]]:
    """The neighbouring words of a text, to be compared with :func:`ways_to_write`."""
    return set(pairwise(folded(text)))
