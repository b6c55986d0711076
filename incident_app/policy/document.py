"""The editions as a document that a lawyer can read: ``docs/policy.md``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .editions import EDITIONS, doubt
from .logic import FACTS, Answer, Fact
from .outcome import Outcome
from .proof import coverage
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
    yield f"`{edition.name}`. {edition.source}. {_in_force(edition)}"
    yield ""
    yield f"Refused as contradictory: {edition.refuses.words()}."
    yield ""
    yield "The first row that holds decides. The last column counts the complete answer sheets"
    yield f"(of {2 ** len(FACTS):,}) that the row decides."
    yield ""
    yield "| # | when | outcome | decided by | says | sheets |"
    yield "|---|---|---|---|---|---:|"
    counts = coverage(edition)
    for number, row in enumerate(edition.rows, 1):
        when = row.when.words() if row.when else "otherwise"
        yield (
            f"| {number} | {when} | {row.then.title} | {row.cite} | {row.says} | "
            f"{counts[row.cite]:,} |"
        )
    yield f"| - | contradictory | refused | - | - | {counts['refused']:,} |"
    yield ""
    yield from _gaps(edition)
    yield from _enough(edition)


def _in_force(edition: Edition) -> str:
    if edition.adopted is None:
        return doubt(edition)
    until = f" until {edition.ended:%Y-%m-%d}" if edition.ended else ""
    return f"In force from {edition.adopted:%Y-%m-%d}{until}."


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
    gaps = shortest(edition, Outcome.POLICY_GAP) if Outcome.POLICY_GAP in edition.outcomes else ()
    if not gaps:
        yield "Nowhere: this text has no gap."
    else:
        yield "A crime falls into the gap as soon as one of these is known:"
        yield ""
        for sheet in gaps:
            yield f"- {_clauses(sheet)}."
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


def _clauses(sheet: dict[Fact, Answer]) -> str:
    return "; ".join(fact.words(holds=known) for fact, known in sheet.items() if known is not None)


def _answers(sheet: dict[Fact, Answer]) -> str:
    return ", ".join(
        f"`{f.name}` {ANSWER[known]}" for f, known in sheet.items() if known is not None
    )
