"""CSV files and workbooks in which no spreadsheet finds a formula."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

import xlsxwriter

BEGINS_A_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - full-width forms are meant
QUOTES = frozenset("'\"`‘’“”＇＂")  # noqa: RUF001 - the same


def cell(text: str) -> str:
    """A cell that is read as text.

    What a spreadsheet could take for a formula, also behind blanks, quotes or signs that are not
    seen, gets an apostrophe before it. To read a file back, take one away where this put one:
    where what follows the apostrophe would get one.
    """
    return f"'{text}" if _is_risky(text) else text


def uncelled(text: str) -> str:
    """What :func:`cell` was given, from what it made of it."""
    return text[1:] if text.startswith("'") and _is_risky(text[1:]) else text


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


WIDEST = 50
"""Of a column, in characters."""


def workbook(name: str, head: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """An Excel workbook of one sheet; every cell is text, never a formula, a number or a link.

    :param name: of the sheet: at most 31 characters.
    """
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    lines = [list(head), *(list(row) for row in rows)]
    for number, line in enumerate(lines):
        for place, text in enumerate(line):
            # Of all ways to write a cell, the one that never looks at what the text says.
            sheet.write_string(number, place, text, None if number else bold)
    for place in range(len(head)):
        widest = max(len(line[place]) for line in lines)
        sheet.set_column(place, place, min(widest + 2, WIDEST))
    sheet.freeze_panes(1, 0)
    book.close()
    return made.getvalue()
