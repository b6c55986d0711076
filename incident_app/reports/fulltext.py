"""Which incidents say something, by the index that the database itself keeps (0007, 0008).

What is typed is never read as an operator: it is cut into words here, and only letters and
digits reach the database.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from incident_app.extensions import db
from incident_app.models import Incident, Matter
from incident_app.vocabulary import LONGEST_SEARCH

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute

WHOLE = re.compile(r"[A-Z]{2,5}-[0-9A-Z]{4}-[0-9A-Z]{2}")
BEGINNING = re.compile(r"[A-Z]{2,5}-[0-9A-Z]{1,4}(-[0-9A-Z]{0,2})?")

_INDEX = sa.table("incident_words", sa.column("incident_id", sa.Uuid), sa.column("words"))


def saying(typed: str) -> sa.Select[UUID] | sa.CompoundSelect[UUID]:
    """The ids of the incidents that have all that was typed, within reach or not.

    Every typed word must begin some word of one and the same text: the place and narrative as
    logged, or one later addition. A word is a run of letters and digits; upper and lower case are
    alike. A reference of the incident or of a matter in it is found too, whole or by its
    beginning from the first dash on. Nothing is found by blanks and punctuation alone, nor by
    more than 200 characters.

    Both databases find the same in composed text (NFC) of letters and digits. Where they differ:
    combining marks, superior numbers, letters whose lower case is not their folded case (final
    sigma, long s, the dotted capital I), letters and signs newer than Unicode 6.1 (an emoji may
    hide the word that follows it without a blank on SQLite), and, on PostgreSQL, a number with an
    exponent that runs on into letters (*1e5x* is two words there).
    """
    words = _words(typed) if len(typed) <= LONGEST_SEARCH else []
    if not words:
        return sa.select(_INDEX.c.incident_id).where(sa.false())
    reference = _reference(typed)
    return sa.union_all(_text(words), *(_references(reference) if reference else ()))


def _words(typed: str) -> list[str]:
    composed = unicodedata.normalize("NFC", typed)
    return "".join(each if each.isalnum() else " " for each in composed).split()


def _reference(typed: str) -> str:
    """What was typed as a reference is written, or nothing when it can be none."""
    written = re.sub(r"[\s\u2010-\u2015-]+", "-", typed.strip()).upper()
    return written if WHOLE.fullmatch(written) or BEGINNING.fullmatch(written) else ""


def _text(words: list[str]) -> sa.Select[UUID]:
    if db.session.get_bind().dialect.name == "sqlite":
        query = " ".join(f'"{word}"*' for word in words)
        match = sa.literal_column(_INDEX.name).op("MATCH")(query)
    else:
        query = " & ".join(f"'{word}':*" for word in words)
        match = _INDEX.c.words.op("@@")(
            sa.func.to_tsquery(sa.literal_column("'simple'::regconfig"), query)
        )
    return sa.select(_INDEX.c.incident_id).where(match)


def _references(written: str) -> list[sa.Select[UUID]]:
    logged = aliased(Incident)
    columns = ((logged.id, logged.reference), (Matter.incident_id, Matter.reference))
    return [sa.select(id_of).where(*_written(reference, written)) for id_of, reference in columns]


def _written(reference: InstrumentedAttribute[str], written: str) -> list[sa.ColumnElement[bool]]:
    """Whether a reference is this one or begins so."""
    if WHOLE.fullmatch(written):
        return [reference == written]
    # The bounds are for the index. Before it has asked of every row whether it may be seen, row
    # security lets PostgreSQL compare, and nothing else: substr could tell of what is hidden.
    typed = len(written) - len(written.partition("-")[0])
    lowest, highest = (written + rest[typed:] for rest in ("-0000-00", "-ZZZZ-ZZ"))
    begins = sa.func.substr(reference, 1, len(written)) == written
    return [reference >= lowest, reference <= highest, begins]
