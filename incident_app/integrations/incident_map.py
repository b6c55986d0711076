"""A map: what another system's columns mean here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from incident_app.vocabulary import Learned, Precision

if TYPE_CHECKING:
    from incident_app.policy.logic import Answer, Fact

COLUMN = re.compile(r"\{([^{}]+)\}")
"""A column's name where a template takes it in."""


@dataclass(frozen=True, slots=True)
class Template:
    """Text with ``{column}`` in it, in parts; a part that names a blank column is left out."""

    parts: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns named, each once."""
        return tuple(dict.fromkeys(name for part in self.parts for name in COLUMN.findall(part)))

    def fill(self, row: Mapping[str, str]) -> str:
        """The parts that have something to say, with a space between them."""
        said = [part for part in self.parts if all(row[name] for name in COLUMN.findall(part))]
        return " ".join(COLUMN.sub(lambda found: row[found[1]], part) for part in said)


@dataclass(frozen=True, slots=True)
class Condition:
    """What one cell must hold. ``test`` is *only*, *any_of*, *none_of*, *blank* or *filled*."""

    column: str
    test: str
    values: frozenset[str] = frozenset()

    def holds(self, cell: frozenset[str]) -> bool:
        """Whether a cell's values pass. A blank cell is silence: it passes *blank* alone."""
        if self.test == "blank":
            return not cell
        return (
            bool(cell)
            and {
                "only": cell <= self.values,
                "any_of": bool(cell & self.values),
                "none_of": not cell & self.values,
                "filled": True,
            }[self.test]
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """Where every condition holds, these answers (``None``: it stays not known) or conduct."""

    because: str
    when: tuple[Condition, ...]
    answer: Mapping[Fact, Answer]
    conduct: str


@dataclass(frozen=True, kw_only=True)
class Map:
    """How rows of one source become matters.

    ``codes`` take a value of the column ``conduct`` to the catalogue's code, ``default`` any
    other value; empty, there is none. ``several`` names what separates the values of a column
    that holds several. Of the ``rules`` that hold, the first to speak of a fact settles it.
    """

    source: str
    learned: Learned
    incident: Template
    record: Template
    place: Template
    narrative: Template
    actor: Template
    date: Template
    formats: tuple[tuple[str, Precision], ...]
    conduct: str
    codes: Mapping[str, str]
    default: str
    words: Template
    several: Mapping[str, str]
    rules: tuple[Rule, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the map names, each once."""
        templates = (self.incident, self.record, self.place, self.narrative, self.actor)
        names = [name for each in (*templates, self.date, self.words) for name in each.columns]
        tested = [condition.column for rule in self.rules for condition in rule.when]
        return tuple(dict.fromkeys((*names, self.conduct, *self.several, *tested)))


def as_known(moment: datetime, precision: Precision) -> datetime:
    """A moment without what is finer than its precision."""
    known = moment.replace(second=0, microsecond=0)
    if precision is not Precision.MINUTE:
        known = known.replace(hour=0, minute=0)
    if precision in {Precision.MONTH, Precision.YEAR}:
        known = known.replace(day=1)
    return known.replace(month=1) if precision is Precision.YEAR else known
