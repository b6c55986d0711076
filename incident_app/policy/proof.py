"""The proof that an edition decides every sheet of answers, and only as it should.

Eleven facts with three answers give 3^11 = 177,147 sheets, so *for all* is a loop. What
:func:`decide` says of each is compared with :mod:`second_reading` put to every way of
filling its unknowns, which shares neither rows nor engine.
"""

from __future__ import annotations

from functools import cache, partial
from itertools import product
from types import SimpleNamespace
from typing import TYPE_CHECKING

from . import engine
from .engine import Contradiction, Decision, Edition
from .logic import FACTS, Answer, Fact
from .outcome import Outcome
from .second_reading import READINGS, contradictory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Decide = Callable[[Edition, Mapping[Fact, Answer]], Decision]

Sheet = tuple[Answer, ...]


def problems(edition: Edition, decide: Decide = engine.decide) -> Iterator[str]:
    """Everything wrong with an edition, a sentence each; nothing when it is proved.

    :param decide: the evaluator to hold against the second reading.
    """
    if edition.name not in READINGS:
        yield f"{edition.name} has no second reading to be compared with."
        return
    brute = _brute_force(edition.name)
    said: dict[Sheet, Decision | None] = {}
    for sheet in _sheets():
        try:
            said[sheet] = decide(edition, dict(zip(FACTS, sheet, strict=True)))
        except Contradiction:
            said[sheet] = None
        except LookupError:
            yield f"No row covers {_shown(sheet)}."
            return
        yield from _wrong_with(edition, sheet, said[sheet], brute)
    for sheet, decision in said.items():
        yield from _overturned(sheet, decision, said)
    yield from _unreached(edition, said)


def _sheets() -> list[Sheet]:
    """Every sheet there is, the complete ones first."""
    return sorted(product((False, True, None), repeat=len(FACTS)), key=lambda sheet: None in sheet)


def _wrong_with(
    edition: Edition, sheet: Sheet, decision: Decision | None, brute: _BruteForce
) -> Iterator[str]:
    """Where a decision and the ways of filling its unknowns part."""
    could, matter = brute.completions(sheet)
    if decision is None or not could:
        if decision is not None or could:
            yield f"A contradiction is accepted, or a possible sheet refused: {_shown(sheet)}."
        return
    outcomes = {outcome for _, outcome in could}
    rows = {edition.rows[number - 1] for number, _ in could if number <= len(edition.rows)}
    if decision.outcome is Outcome.UNDETERMINED:
        if len(outcomes) == 1:
            yield f"Left open although every completion agrees: {_shown(sheet)}."
    elif outcomes != {decision.outcome.value}:
        yield f"{decision.outcome.value} does not follow from {_shown(sheet)}."
    if not set(decision.because) <= rows:
        yield f"Cites a row that decides no completion of {_shown(sheet)}."
    if set(decision.ask) != matter:
        yield f"Asks what cannot matter, or leaves out what can: {_shown(sheet)}."
    in_form_order = [fact for fact in FACTS if fact in matter]
    if list(decision.ask) != sorted(in_form_order, key=partial(brute.expected_after, sheet)):
        yield f"Does not ask the most useful question first: {_shown(sheet)}."
    unknown = {fact for fact, answer in zip(FACTS, sheet, strict=True) if answer is None}
    if set(decision.irrelevant) != unknown - matter:
        yield f"Calls a fact irrelevant that is not, or the reverse: {_shown(sheet)}."


def _overturned(
    sheet: Sheet, decision: Decision | None, said: dict[Sheet, Decision | None]
) -> Iterator[str]:
    """Where one more answer changes an outcome that was already settled."""
    if decision is None or decision.outcome is Outcome.UNDETERMINED:
        return
    for place, known in enumerate(sheet):
        for answer in (False, True) if known is None else ():
            then = said[(*sheet[:place], answer, *sheet[place + 1 :])]
            if then is not None and then.outcome is not decision.outcome:
                yield f"One more answer overturns a settled outcome: {_shown(sheet)}."


def _unreached(edition: Edition, said: dict[Sheet, Decision | None]) -> Iterator[str]:
    """Rows and outcomes that no sheet ever gets."""
    complete = [
        decision for sheet, decision in said.items() if None not in sheet and decision is not None
    ]
    deciding = {row for decision in complete for row in decision.because}
    reached = {decision.outcome for decision in complete}
    for row in edition.rows:
        if row not in deciding:
            yield f"{row.cite} decides nothing."
    for outcome in edition.outcomes:
        if outcome not in reached:
            yield f"{outcome.value} is never reached."


@cache
def _brute_force(name: str) -> _BruteForce:
    return _BruteForce(name)


class _BruteForce:
    """The second reading, put to every way of filling a sheet's unknowns."""

    def __init__(self, name: str) -> None:
        self._read: dict[Sheet, tuple[int, str] | None] = {
            sheet: _second_reading(name, sheet)
            for sheet in product((False, True), repeat=len(FACTS))
        }

    @cache  # noqa: B019 - lives as long as one proof
    def completions(self, sheet: Sheet) -> tuple[frozenset[tuple[int, str]], frozenset[Fact]]:
        """What the completions give, and the unknown facts that matter among them."""
        could, turning = self._all(sheet)
        return could, turning & {
            fact for fact, known in zip(FACTS, sheet, strict=True) if known is None
        }

    @cache  # noqa: B019
    def _all(self, sheet: Sheet) -> tuple[frozenset[tuple[int, str]], frozenset[Fact]]:
        if None not in sheet:
            read = self._read[sheet]
            return frozenset(() if read is None else (read,)), frozenset(self._turning(sheet))
        (no, turn_no), (yes, turn_yes) = map(self._all, _both_ways(sheet, sheet.index(None)))
        return no | yes, turn_no | turn_yes

    def _turning(self, sheet: Sheet) -> Iterator[Fact]:
        """The facts that, turned round alone, give another outcome."""
        for place, fact in enumerate(FACTS):
            here, there = (self._read[each] for each in _both_ways(sheet, place))
            if here is not None and there is not None and here[1] != there[1]:
                yield fact

    def expected_after(self, sheet: Sheet, fact: Fact) -> float:
        """The expected number of questions that one question leaves."""
        return sum(map(self._expected, _both_ways(sheet, FACTS.index(fact)))) / 2

    @cache  # noqa: B019
    def _expected(self, sheet: Sheet) -> float:
        could, matter = self.completions(sheet)
        if len({outcome for _, outcome in could}) < 2:  # noqa: PLR2004 - settled
            return 0
        return 1 + min(self.expected_after(sheet, fact) for fact in matter)


def _second_reading(name: str, sheet: Sheet) -> tuple[int, str] | None:
    it = SimpleNamespace(**{fact.name: answer for fact, answer in zip(FACTS, sheet, strict=True)})
    return None if contradictory(it) else READINGS[name](it)


def _both_ways(sheet: Sheet, place: int) -> tuple[Sheet, Sheet]:
    before, after = sheet[:place], sheet[place + 1 :]
    return (*before, False, *after), (*before, True, *after)


def coverage(edition: Edition) -> dict[str, int]:
    """How many complete sheets each row decides, by its citation, in order of the rows.

    The last entry, ``refused``, counts the contradictory ones; together they are 2^11.
    """
    counts = {row.cite: 0 for row in edition.rows} | {"refused": 0}
    for sheet in product((False, True), repeat=len(FACTS)):
        try:
            (row,) = engine.decide(edition, dict(zip(FACTS, sheet, strict=True))).because
        except Contradiction:
            counts["refused"] += 1
        else:
            counts[row.cite] += 1
    return counts


def _shown(sheet: Sheet) -> str:
    words = {True: "yes", False: "no", None: "unknown"}
    return ", ".join(
        f"{fact.name} {words[answer]}" for fact, answer in zip(FACTS, sheet, strict=True)
    )
