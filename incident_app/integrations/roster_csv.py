"""The roster of officers as a CSV file: read into plain values, row by row, and written again.

Nothing is guessed: a row that can't be taken comes out with its field and a plain reason.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

from .spreadsheet import uncelled

if TYPE_CHECKING:
    from _csv import Reader

COLUMNS = (
    "name",
    "email",
    "agency",
    "license_number",
    "schools",
    "assumed_duties_on",
    "substitute",
)
"""The columns, in the order of an export; a file may have them in any order."""

YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0", "")
MOST_ROWS = 2_000
LONGEST_CELL = 500


class FileError(ValueError):
    """The file as a whole can't be read; says why in plain English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One officer of the file.

    ``number`` is the line where the row begins; the header is line 1. ``email`` is in lower case
    and ``schools`` are codes, each once, in the order given.
    """

    number: int
    name: str
    email: str
    agency: str
    license_number: str
    schools: tuple[str, ...]
    assumed_on: date
    substitute: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """A row that can't be taken: whose it seems to be, the column to blame, and why."""

    number: int
    name: str
    field: str
    reason: str


def read(text: str) -> list[Row | Unfit]:
    """Every row in the order of the file; blank lines are passed over.

    :raises FileError: the header lacks a column, names one twice or one that is unknown, or the
        text is not CSV.
    """
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        places = _header(next(reader, []))
        return list(_rows(reader, places))
    except csv.Error as wrong:
        raise FileError(f"Line {reader.line_num} is not CSV: {wrong}.") from None


def decoded(content: bytes) -> str:
    """The text of a file.

    :raises FileError: it is no UTF-8 text.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError("The file is not UTF-8 text. Save it again as CSV UTF-8.") from None
    if "\0" in text:
        raise FileError("The file is no text. Save it again as CSV UTF-8.")
    return text


def _header(cells: list[str]) -> Mapping[str, int]:
    names = [cell.strip().lower() for cell in cells]
    if not any(names):
        raise FileError(f"The first line has to name the columns: {', '.join(COLUMNS)}.")
    twice = [name for name, times in Counter(names).items() if times > 1 and name]
    if twice:
        raise FileError(f"The header names a column twice: {', '.join(twice)}.")
    strange = [cell.strip()[:40] for cell in cells if cell.strip().lower() not in {*COLUMNS, ""}]
    missing = [name for name in COLUMNS if name not in names]
    said = []
    if missing:
        said.append(f"The header lacks {', '.join(missing)}.")
    if strange:
        said.append(f"The header names what is no column of a roster: {', '.join(strange)}.")
    if said:
        raise FileError(" ".join(said))
    return {name: names.index(name) for name in COLUMNS}


def _rows(reader: Reader, places: Mapping[str, int]) -> Iterator[Row | Unfit]:
    begins, count = reader.line_num + 1, 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            count += 1
            if count > MOST_ROWS:
                raise FileError(f"The file has more than {MOST_ROWS:,} rows.")
            yield _row(begins, cells, places)
        begins = reader.line_num + 1


def _row(number: int, cells: list[str], places: Mapping[str, int]) -> Row | Unfit:
    said = {
        name: uncelled(cells[place].strip()) if place < len(cells) else ""
        for name, place in places.items()
    }
    name = said["name"][:LONGEST_CELL]

    def unfit(field: str, reason: str) -> Unfit:
        return Unfit(number=number, name=name, field=field, reason=reason)

    if len(cells) > max(places.values()) + 1 and any(cells[max(places.values()) + 1 :]):
        return unfit("", "It has more cells than the header has columns.")
    for field, text in said.items():
        if len(text) > LONGEST_CELL:
            return unfit(field, f"Use at most {LONGEST_CELL} characters.")
        if not text and field != "substitute":
            return unfit(field, "It is empty.")
    try:
        assumed_on = _day(said["assumed_duties_on"])
    except ValueError:
        return unfit("assumed_duties_on", "Enter a day as year-month-day, such as 2025-08-25.")
    substitute = said["substitute"].lower()
    if substitute not in {*YES, *NO}:
        return unfit("substitute", "Enter yes or no.")
    return Row(
        number=number,
        name=said["name"],
        email=said["email"].lower(),
        agency=said["agency"],
        license_number=said["license_number"],
        schools=_codes(said["schools"]),
        assumed_on=assumed_on,
        substitute=substitute in YES,
    )


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError(text)
    return date.fromisoformat(text)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.upper() for code in re.split(r"[\s;,]+", text) if code))


def cells(rows: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    """Rows as the cells of :data:`COLUMNS`; read again, they are the same rows."""
    for row in rows:
        yield (
            row.name,
            row.email,
            row.agency,
            row.license_number,
            " ".join(row.schools),
            row.assumed_on.isoformat(),
            "yes" if row.substitute else "no",
        )
