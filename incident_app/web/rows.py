"""Rows of a form that a person may add to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import wtforms

MOST_DIGITS = 4


class FieldList(wtforms.FieldList):
    """A list that passes over row numbers no page has written.

    WTForms reads every digit there is in Unicode and any number of them, and fails on most.
    """

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        start = f"{prefix}{self._field_separator}"
        for name in formdata:
            if name.startswith(start):
                row = name.removeprefix(start).partition(self._field_separator)[0]
                if row.isascii() and row.isdecimal() and len(row) <= MOST_DIGITS:
                    yield int(row)
