"""The adopted texts, and which of them speaks on a given day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .edina_273 import EDINA_273
from .minnesota_626_8482 import MINNESOTA_626_8482

if TYPE_CHECKING:
    from datetime import date

    from incident_app.policy.engine import Edition

EDITIONS = (EDINA_273, MINNESOTA_626_8482)
"""Every edition the program knows."""

ADOPTED = (EDINA_273,)
"""The editions that the district itself adopted; the statute is there to compare with."""


def named(name: str) -> Edition:
    """An edition by its name.

    :raises LookupError: there is none; the message lists those there are.
    """
    for edition in EDITIONS:
        if edition.name == name:
            return edition
    known = ", ".join(edition.name for edition in EDITIONS)
    message = f"There is no edition “{name}”. Choose one of: {known}."
    raise LookupError(message)


def in_force(on: date, adopted: tuple[Edition, ...] = ADOPTED) -> Edition:
    """The edition that speaks on a day: the last one known to be adopted by then.

    Where none is, one whose day of adoption is unknown speaks, and :func:`doubt` says so.

    :param on: the day of the incident in the district's time zone.
    :raises LookupError: no edition can have been in force.
    """
    open_then = [each for each in adopted if each.ended is None or on < each.ended]
    dated = [each for each in open_then if each.adopted is not None and each.adopted <= on]
    undated = [each for each in open_then if each.adopted is None]
    if dated:
        return max(dated, key=lambda each: each.adopted.toordinal() if each.adopted else 0)
    if undated:
        return undated[-1]
    message = f"No edition of the policy was in force on {on:%B} {on.day}, {on.year}."
    raise LookupError(message)


def doubt(edition: Edition) -> str:
    """What is not known about the days an edition was in force; empty when all is known."""
    if edition.adopted is not None:
        return ""
    return f"{edition.adoption_note} Nothing here shows that it was in force on a given day."
