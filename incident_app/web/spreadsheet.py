"""CSV files that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

BEGINS_A_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - full-width forms are meant
QUOTES = frozenset("'\"`‘’“”＇＂")  # noqa: RUF001 - the same


def cell(text: str) -> str:
    """A cell that is read as text.

    What a spreadsheet could take for a formula, also behind blanks, quotes or signs that are not
    seen, gets an apostrophe before it. To read a file back, take one away where this put one:
    where what follows the apostrophe would get one.
    """
    return f"'{text}" if _is_risky(text) else text


def _is_risky(text: str) -> bool:
    for sign in text:
        if sign in BEGINS_A_FORMULA:
            return True
        if not (sign.isspace() or sign in QUOTES or unicodedata.category(sign)[0] in "CZ"):
            return False
    return False


class _Given:
    """A file whose ``write`` gives back what it got."""

    def write(self, text: str) -> str:
        """The text itself."""
        return text


def lines(head: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The file, line by line; every cell is read as text or a number.

    It begins with a byte order mark, by which a spreadsheet knows UTF-8.
    """
    writer = csv.writer(_Given())
    yield "\ufeff" + writer.writerow(head)
    for row in rows:
        yield writer.writerow([cell(each) for each in row])
