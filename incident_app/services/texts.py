"""What a text must be before it can be kept."""

from __future__ import annotations

from incident_app.text import cannot_keep, is_blank
from incident_app.vocabulary import LONGEST_NOTE

from . import Refused

LONGEST_EMAIL = 254


def refuse_unfit(text: str, *, field: str, what: str, longest: int) -> None:
    """Refuse a text that says nothing, is too long or can't be kept.

    :param what: ends the sentence *Enter ...*: ``what came to light``.
    :param longest: in characters.
    :raises Refused: naming the field.
    """
    refuse_unkept(text, field=field)
    if is_blank(text):
        raise Refused(f"Enter {what}.", field)
    if len(text) > longest:
        raise Refused(f"Enter {what} in at most {longest:,} characters.", field)


def refuse_unkept(text: str, *, field: str) -> None:
    """Refuse a text that can't be kept; one that says nothing is fine.

    :raises Refused: naming the field.
    """
    if why := cannot_keep(text):
        raise Refused(why, field)


def refuse_note(note: str, *, field: str = "note") -> None:
    """Refuse a note that is too long or can't be kept; an empty one is fine.

    :raises Refused: naming the field.
    """
    refuse_unkept(note, field=field)
    if len(note) > LONGEST_NOTE:
        raise Refused(f"Enter a note of at most {LONGEST_NOTE:,} characters.", field)


def refuse_address(email: str, *, field: str = "email") -> None:
    """Refuse what is no e-mail address.

    :raises Refused: naming the field.
    """
    local, at, domain = email.strip().rpartition("@")
    if not (local and at and domain) or " " in email.strip() or len(email) > LONGEST_EMAIL:
        raise Refused("Enter an e-mail address, such as ana.lee@district.example.", field)
