"""What text a record can keep, and when there is nothing in it to read."""

from __future__ import annotations

import unicodedata

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
