"""The editions as a document that a lawyer can read: ``docs/policy.md``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import reading
from .editions import EDITIONS
from .logic import FACTS, Answer, Fact
from .outcome import Outcome
from .table import OUTCOMES, REFUSED, SHEETS, compiled, shortest

if TYPE_CHECKING:
    from .engine import Edition

ANSWER = {True: "yes", False: "no", None: "not known yet"}


def document() -> str:
    """Every edition in Markdown: rows, coverage, gaps, and what is enough for each outcome."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# The policy as the router reads it"
    yield ""
    yield "Generated from the editions by `incident-app policy show --markdown`; `make check`"
    yield "fails when it is stale. The sentences are our paraphrase: read them beside the"
    yield "district's own adopted text."
    yield ""
    yield "## The questions"
    yield ""
    yield "Each is answered *yes*, *no* or *not known yet*. Unknown never stands for no."
    yield ""
    yield "| fact | question | source |"
    yield "|---|---|---|"
    for fact in FACTS:
        yield f"| `{fact.name}` | {fact.question} | {fact.source} |"
    for edition in EDITIONS:
        yield ""
        yield from _edition(edition)


def _edition(edition: Edition) -> Iterator[str]:
    yield f"## {edition.title}"
    yield ""
    yield f"`{edition.name}`. {edition.source}. {reading.in_force(edition)}"
    yield ""
    yield f"Refused as contradictory: {edition.refuses.words()}."
    yield ""
    yield "The first row that holds decides. The last column counts the complete answer sheets"
    yield f"(of {2 ** len(FACTS):,}) that the row decides."
    yield ""
    yield "| # | when | outcome | decided by | says | sheets |"
    yield "|---|---|---|---|---|---:|"
    for number, row, when, _, sheets in reading.rows(edition):
        yield f"| {number} | {when} | {row.then.title} | {row.cite} | {row.says} | {sheets:,} |"
    yield f"| - | contradictory | refused | - | - | {reading.refused(edition):,} |"
    yield ""
    yield from _gaps(edition)
    yield from _enough(edition)


def _gaps(edition: Edition) -> Iterator[str]:
    table = compiled(edition)
    open_sheets = table.count(OUTCOMES.index(Outcome.UNDETERMINED))
    refused = table.count(REFUSED)
    yield (
        f"With unknown answers there are {SHEETS:,} sheets: {open_sheets:,} stay undetermined, "
        f"{refused:,} are refused, every other has its outcome whatever the rest turns out to be."
    )
    yield ""
    yield "### Where the policy decides nothing"
    yield ""
    gap = reading.gap(edition)
    if gap is None:
        yield "Nowhere: this text has no gap."
    else:
        yield "A matter falls into the gap once all of this is known:"
        yield ""
        yield from (f"- {clause}" for clause in gap.always)
        yield ""
        yield "and one of these:"
        yield ""
        yield from (f"- {clause}" for clause in gap.one_of)
    yield ""


def _enough(edition: Edition) -> Iterator[str]:
    yield "### What is enough"
    yield ""
    yield "The fewest answers that settle an outcome, whatever the rest turns out to be."
    yield ""
    for outcome in edition.outcomes:
        if outcome is not Outcome.POLICY_GAP:
            yield f"- **{outcome.title}**"
            for sheet in shortest(edition, outcome):
                yield f"  - {_answers(sheet)}"


def _answers(sheet: dict[Fact, Answer]) -> str:
    return ", ".join(
        f"`{f.name}` {ANSWER[known]}" for f, known in sheet.items() if known is not None
    )
