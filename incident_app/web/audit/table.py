"""A figure as a table: the page and the file show the same one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from incident_app.integrations import spreadsheet

Cell = str | int | None
"""Words, a number, or ``None``: not recorded."""

NOT_RECORDED = "not recorded"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A figure with its method.

    :ivar name: of its file, and of its place on the page.
    :ivar method: how it is counted, in a sentence or two.
    :ivar labels: how many columns, from the left, are words.
    :ivar totals: whether the page adds the columns up below; a sum is in no file.
    :ivar opens: where each row's first cell leads to, if anywhere.
    :ivar folded: whether the page shows it only when asked to.
    """

    name: str
    title: str
    method: str
    head: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    labels: int = 1
    totals: bool = False
    opens: Sequence[str] = ()
    folded: bool = False
    empty: str = ""

    @property
    def total(self) -> tuple[int, ...]:
        """The sum of each column of numbers; what is not recorded adds nothing."""
        columns = list(zip(*self.rows, strict=True))[self.labels :]
        return tuple(sum(each for each in column if isinstance(each, int)) for column in columns)

    def written(self) -> Iterator[str]:
        """The figure as a CSV file, line by line."""
        rows = ([shown(cell) for cell in row] for row in self.rows)
        return spreadsheet.lines(self.head, rows)


def shown(cell: Cell) -> str:
    """A cell in words; a zero is a number, and *not recorded* is none."""
    return NOT_RECORDED if cell is None else str(cell)
