"""Incidents from another system's CSV, by a map; see docs/import.md.

Nothing is guessed: a question that no rule of the map answers stays not known yet, and a row
that can't be taken comes out with the reason.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from incident_app.policy import editions
from incident_app.policy.engine import Contradiction
from incident_app.policy.logic import FACTS, Fact
from incident_app.vocabulary import LONGEST_NARRATIVE, LONGEST_PLACE, Learned, Precision

from .incident_map import Map, Rule, Template, as_known
from .incident_toml import MapError, load_map

if TYPE_CHECKING:
    from _csv import Reader

__all__ = ["FileError", "Map", "MapError", "Rejected", "Row", "as_known", "load_map", "read"]

LONGEST_ID = 200
LONGEST_WORDS = 500
"""Limits in characters, of an id and of what another system calls a conduct or an actor."""
YEARS = range(1900, 2101)


class FileError(ValueError):
    """The file as a whole can't be read with the map; says why in plain English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One matter.

    ``number`` is the line of the file where the row begins; the header is line 1. Rows with the
    same ``incident`` are one incident; ``matter`` is unique in it. ``occurred`` is a wall clock
    of the district, with nothing finer than its precision in it. ``answers`` holds what is
    known, and ``notes`` the reason of the rule that gave each.
    """

    number: int
    incident: str
    matter: str
    occurred: datetime
    precision: Precision
    place: str
    narrative: str
    actor: str
    learned: Learned
    conduct: str
    conduct_words: str
    answers: Mapping[Fact, bool]
    notes: Mapping[Fact, str]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that can't be taken, and why."""

    number: int
    reason: str


def read(lines: Iterable[str], by: Map) -> Iterator[Row | Rejected]:
    """Every row of a file, in its order; blank lines are passed over.

    The same record of an incident a second time is a matter of its own, numbered in the order
    of the file: ``35A``, ``35A #2``.

    :param lines: of a file opened as UTF-8 with ``newline=""``; a byte-order mark does no harm.
    :raises FileError: at once, when the header lacks a column of the map or names one twice;
        while reading, when the bytes are not UTF-8.
    """
    reader = csv.reader(_text(lines), strict=True)
    return _rows(reader, _Reading(_header(reader, by), by))


def _text(lines: Iterable[str]) -> Iterator[str]:
    try:
        for number, line in enumerate(lines):
            yield line if number else line.removeprefix("\ufeff")
    except UnicodeDecodeError as wrong:
        byte = wrong.object[wrong.start]
        raise FileError(
            f"The file is not UTF-8 text: it holds the byte {byte:#04x}. Save it again as UTF-8."
        ) from None


def _header(reader: Iterator[list[str]], by: Map) -> list[str]:
    try:
        names = [name.strip() for name in next(reader, [])]
    except csv.Error as wrong:
        raise FileError(f"Line 1, the header, is not CSV: {wrong}.") from None
    if not any(names):
        raise FileError("The file has no header: its first line is empty.")
    twice = [name or "(blank)" for name, times in Counter(names).items() if times > 1]
    if twice:
        raise FileError(f"The header names a column twice: {', '.join(twice)}.")
    missing = [name for name in by.columns if name not in names]
    if missing:
        raise FileError(f"The map names columns that the file does not have: {', '.join(missing)}.")
    return names


def _rows(reader: Reader, reading: _Reading) -> Iterator[Row | Rejected]:
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
            if cells:
                yield reading.row(number, cells)
        except StopIteration:
            return
        except csv.Error as wrong:
            yield Rejected(number, _not_csv(wrong, number, reader.line_num))
        except _Unfit as unfit:
            yield Rejected(number, str(unfit))


def _not_csv(wrong: csv.Error, first: int, last: int) -> str:
    if "unexpected end" in str(wrong):
        return "A quotation mark that opens here is never closed; nothing after it was read."
    return (
        f"Lines {first} to {last} are not CSV: {wrong}." if last > first else f"Not CSV: {wrong}."
    )


class _Unfit(Exception):
    """The row can't be taken; the message says why."""


class _Reading:
    """What is needed to read one row after another."""

    def __init__(self, header: list[str], by: Map) -> None:
        self._header, self._by = header, by
        self._tested = {condition.column for rule in by.rules for condition in rule.when}
        self._taken: set[tuple[str, str]] = set()
        self._times: Counter[tuple[str, str]] = Counter()

    def row(self, number: int, cells: list[str]) -> Row:
        """The row of these cells, or ``_Unfit``."""
        row = self._row_of(cells)
        incident = _filled("incident", self._by.incident, row, LONGEST_ID)
        matter = self._unused(incident, _filled("record", self._by.record, row, LONGEST_ID))
        occurred, precision = self._date(row)
        rules = self._rules(row)
        answers, notes = _settled(rules)
        _refuse_contradiction(occurred, answers, notes)
        return Row(
            number=number,
            incident=incident,
            matter=matter,
            occurred=occurred,
            precision=precision,
            place=_filled("place", self._by.place, row, LONGEST_PLACE),
            narrative=_filled("narrative", self._by.narrative, row, LONGEST_NARRATIVE),
            actor=_filled("actor", self._by.actor, row, LONGEST_WORDS),
            learned=self._by.learned,
            conduct=self._conduct(row, rules),
            conduct_words=_filled("words", self._by.words, row, LONGEST_WORDS),
            answers=answers,
            notes=notes,
        )

    def _row_of(self, cells: list[str]) -> dict[str, str]:
        if len(cells) != len(self._header):
            raise _Unfit(f"It has {len(cells)} columns where the header has {len(self._header)}.")
        row = dict(zip(self._header, (cell.strip() for cell in cells), strict=True))
        for column, cell in row.items():
            if "\0" in cell:
                raise _Unfit(f"{column} holds a NUL character, which can't be kept.")
        return row

    def _unused(self, incident: str, record: str) -> str:
        """The record's own name, numbered when the incident has had it before."""
        name = record
        while not self._times[incident, record] or (incident, name) in self._taken:
            self._times[incident, record] += 1
            if self._times[incident, record] > 1:
                name = f"{record} #{self._times[incident, record]}"
        self._taken.add((incident, name))
        return name

    def _date(self, row: Mapping[str, str]) -> tuple[datetime, Precision]:
        text = _filled("date", self._by.date, row, LONGEST_ID)
        columns = _named(self._by.date)
        for written, precision in self._by.formats:
            try:
                moment = datetime.strptime(text, written)  # noqa: DTZ007 - a wall clock
            except ValueError:
                continue
            if moment.year not in YEARS:
                raise _Unfit(f"{columns}: {moment.year} can't be the year it happened.")
            return as_known(moment, precision), precision
        raise _Unfit(f"{columns}: “{_short(text)}” is not a date in a format of the map.")

    def _rules(self, row: Mapping[str, str]) -> list[Rule]:
        cells = {column: self._values(column, row) for column in self._tested}
        return [
            rule
            for rule in self._by.rules
            if all(condition.holds(cells[condition.column]) for condition in rule.when)
        ]

    def _values(self, column: str, row: Mapping[str, str]) -> frozenset[str]:
        between = self._by.several.get(column)
        values = row[column].split(between) if between else [row[column]]
        return frozenset(value.strip() for value in values if value.strip())

    def _conduct(self, row: Mapping[str, str], rules: list[Rule]) -> str:
        value = row[self._by.conduct]
        chosen = next((rule.conduct for rule in rules if rule.conduct), "")
        code = chosen or self._by.codes.get(value, self._by.default)
        if not code:
            what = f"“{_short(value)}” is not a conduct of the map" if value else "it is blank"
            raise _Unfit(f"{self._by.conduct}: {what}.")
        return code


def _filled(key: str, template: Template, row: Mapping[str, str], longest: int) -> str:
    text = template.fill(row)
    if not text:
        blank = [name for name in template.columns if not row[name]]
        is_blank = "is blank" if len(blank) == 1 else "are blank"
        raise _Unfit(f"{' and '.join(blank)} {is_blank}, so there is no {key}.")
    if len(text) > longest:
        raise _Unfit(f"{_named(template)}: the {key} is longer than {longest:,} characters.")
    return text


def _settled(rules: list[Rule]) -> tuple[dict[Fact, bool], dict[Fact, str]]:
    """What is known and why: of each fact, the first rule that speaks of it."""
    first: dict[Fact, Rule] = {}
    for rule in rules:
        for fact in rule.answer:
            first.setdefault(fact, rule)
    known = {
        fact: answer for fact, rule in first.items() if (answer := rule.answer[fact]) is not None
    }
    return known, {fact: first[fact].because for fact in known}


def _refuse_contradiction(
    occurred: datetime, answers: Mapping[Fact, bool], notes: Mapping[Fact, str]
) -> None:
    try:
        refuses = editions.in_force(occurred.date()).refuses
    except LookupError as none:
        raise _Unfit(str(none)) from None
    if refuses.evaluate({**dict.fromkeys(FACTS), **answers}):
        because = "; ".join(f"{fact.name}: {notes[fact]}" for fact in refuses.facts)
        raise _Unfit(f"{Contradiction(refuses)} The rules that say so are {because}")


def _named(template: Template) -> str:
    return " and ".join(template.columns) or "text of the map"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"  # noqa: PLR2004 - enough to find it
