"""What a text must be before it can be kept."""

from __future__ import annotations

import unicodedata

from . import Refused

SEEN_AS_NOTHING = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that no font draws."""


def refuse_unfit(text: str, *, field: str, what: str, longest: int) -> None:
    """Refuse a text that says nothing, is too long or can't be kept.

    :param what: ends the sentence *Enter ...*: ``what came to light``.
    :param longest: in characters.
    :raises Refused: naming the field.
    """
    if "\0" in text:
        raise Refused("Remove the NUL character; it can't be kept.", field)
    if not any(_is_seen(character) for character in text):
        raise Refused(f"Enter {what}.", field)
    if len(text) > longest:
        raise Refused(f"Enter {what} in at most {longest:,} characters.", field)


def _is_seen(character: str) -> bool:
    """Whether it leaves a mark: no space, no control, no direction mark, nothing of width zero."""
    return unicodedata.category(character)[0] not in "ZCM" and character not in SEEN_AS_NOTHING
