"""A map's file, in TOML; docs/import.md says how to write one."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar

from incident_app.policy.conducts import BY_CODE
from incident_app.policy.logic import BY_NAME, Answer, Fact
from incident_app.vocabulary import Learned, Precision, Value

from .incident_map import COLUMN, Condition, Map, Rule, Template, as_known

E = TypeVar("E", bound=Enum)
LONGEST_SOURCE = 100
LONGEST_REASON = 300


class MapError(ValueError):
    """A map can't be used; ``problems`` has a sentence for each thing that is wrong with it."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def load_map(text: str) -> Map:
    """Read a map.

    :raises MapError: names every key that is missing, unknown or wrong.
    """
    try:
        keys = _Keys("", tomllib.loads(text), [])
    except tomllib.TOMLDecodeError as wrong:
        raise MapError([f"The map is not TOML: {wrong}."]) from None
    date, conduct = keys.table("date"), keys.table("conduct")
    found = Map(
        source=keys.text("source"),
        learned=keys.member("learned", Learned) or Learned.OTHER,
        incident=keys.template("incident", names_record=True),
        record=keys.template("record", names_record=True),
        place=keys.template("place"),
        narrative=keys.template("narrative"),
        actor=keys.template("actor"),
        date=date.template("value", names_record=True),
        formats=tuple(date.formats("formats")),
        conduct=conduct.text("column"),
        codes=conduct.conducts("codes"),
        default=conduct.conduct("default"),
        words=conduct.template("words"),
        several=keys.texts("several"),
        rules=tuple(_rule(each) for each in keys.tables("rule")),
    )
    if len(found.source) > LONGEST_SOURCE:
        keys.wrong("source", f"has more than {LONGEST_SOURCE} characters")
    for each in (date, conduct, keys):
        each.refuse_the_rest()
    if keys.problems:
        raise MapError(keys.problems)
    return found


def _rule(keys: _Keys) -> Rule:
    because = keys.text("because")
    if len(because) > LONGEST_REASON:
        keys.wrong("because", f"has more than {LONGEST_REASON} characters")
    rule = Rule(
        because=because,
        when=tuple(keys.conditions("when")),
        answer=keys.answers("answer"),
        conduct=keys.conduct("conduct"),
    )
    if not rule.answer and not rule.conduct:
        keys.wrong("answer", "or a conduct is missing")
    keys.refuse_the_rest()
    return rule


class _Keys:
    """The keys of one table. What is wrong is noted, and something harmless given instead."""

    def __init__(self, path: str, table: dict[str, Any], problems: list[str]) -> None:
        self.path, self.problems = path, problems
        self._rest = table

    def wrong(self, key: str, what: str) -> None:
        """Note a problem of a key."""
        self.problems.append(f"{self.path}{key} {what}.")

    def refuse_the_rest(self) -> None:
        """Note every key that nobody took."""
        for key in self._rest:
            self.wrong(key, "is not a key of a map; check its spelling")
        self._rest = {}

    def _taken(self, key: str, kind: type[Any], words: str, *, needed: bool = True) -> Any:
        value = self._rest.pop(key, None)
        if isinstance(value, kind) and (value or not needed):
            return value
        if value is not None:
            self.wrong(key, f"must be {words}")
        elif needed:
            self.wrong(key, "is missing")
        return kind()

    def text(self, key: str) -> str:
        """Text that must be there."""
        return str(self._taken(key, str, "text that is not empty"))

    def table(self, key: str) -> _Keys:
        """A table that must be there."""
        return _Keys(f"{self.path}{key}.", dict(self._taken(key, dict, "a table")), self.problems)

    def tables(self, key: str) -> list[_Keys]:
        """The tables of an array, if any."""
        each = self._taken(key, list, f"written as [[{key}]]", needed=False)
        if not all(isinstance(table, dict) for table in each):
            self.wrong(key, f"must be written as [[{key}]]")
            return []
        return [
            _Keys(f"{key} {number}: ", dict(table), self.problems)
            for number, table in enumerate(each, start=1)
        ]

    def texts(self, key: str) -> dict[str, str]:
        """A table of texts, if any."""
        table = self._taken(key, dict, "a table of texts", needed=False)
        if not all(isinstance(value, str) and value for value in table.values()):
            self.wrong(key, "must be a table of texts that are not empty")
            return {}
        return dict(table)

    def member(self, key: str, kind: type[E]) -> E | None:
        """A member of an enumeration, by its value."""
        value = self.text(key)
        return self._member(key, value, kind) if value else None

    def _member(self, key: str, value: Any, kind: type[E]) -> E | None:
        by_value = {member.value: member for member in kind}
        if isinstance(value, str) and value in by_value:
            return by_value[value]
        self.wrong(key, f"must be one of: {', '.join(by_value)}")
        return None

    def template(self, key: str, *, names_record: bool = False) -> Template:
        """Text or a list of texts; what names a record is one text with a column in it."""
        value = self._rest.pop(key, None)
        parts = [value] if isinstance(value, str) else value
        if not isinstance(parts, list) or not parts or not all(_is_template(p) for p in parts):
            self.wrong(key, "must be text, or a list of texts, with columns in {braces}")
            return Template(())
        found = Template(tuple(parts))
        if names_record and (len(parts) > 1 or not found.columns):
            self.wrong(key, "must be one text with at least one column in {braces}")
        return found

    def formats(self, key: str) -> list[tuple[str, Precision]]:
        """Date formats, each with a precision that it does tell."""
        found = []
        for written, value in self._taken(key, dict, "a table").items():
            precision = self._member(f"{key} “{written}”", value, Precision)
            if precision and not _tells(written, precision):
                self.wrong(f"{key} “{written}”", f"does not tell the {precision.value}")
            elif precision:
                found.append((written, precision))
        return found

    def conduct(self, key: str) -> str:
        """A code of the catalogue, if any."""
        code = str(self._taken(key, str, "text", needed=False))
        return self._conducts({key: code}).get(key, "")

    def conducts(self, key: str) -> dict[str, str]:
        """A table to codes of the catalogue, if any."""
        codes = self.texts(key)
        self._conducts({f"{key} “{value}”": code for value, code in codes.items()})
        return codes

    def _conducts(self, codes: dict[str, str]) -> dict[str, str]:
        for key, code in codes.items():
            if code and code not in BY_CODE:
                self.wrong(key, f"is “{code}”, which is not a conduct of the catalogue")
        return codes

    def answers(self, key: str) -> dict[Fact, Answer]:
        """A table of facts and their answers, if any."""
        found: dict[Fact, Answer] = {}
        for name, value in self._taken(key, dict, "a table", needed=False).items():
            answer = self._member(f"{key}.{name}", value, Value)
            if name not in BY_NAME:
                self.wrong(f"{key}.{name}", "is not a fact")
            elif answer:
                found[BY_NAME[name]] = answer.known
        return found

    def conditions(self, key: str) -> list[Condition]:
        """A table of columns and what each must hold."""
        table = self._taken(key, dict, "a table of columns")
        conditions = [_condition(column, wanted) for column, wanted in table.items()]
        for column, condition in zip(table, conditions, strict=True):
            if condition is None:
                self.wrong(
                    f"{key}.{column}",
                    "must be text, a list of texts, or one of { any_of = [...] }, "
                    "{ none_of = [...] }, { blank = true }, { blank = false }",
                )
        return [condition for condition in conditions if condition]


def _condition(column: str, wanted: Any) -> Condition | None:
    match wanted:
        case {"blank": bool(blank), **rest} if not rest:
            return Condition(column, "blank" if blank else "filled")
        case {"any_of": list(values), **rest} if not rest:
            return _among(column, "any_of", values)
        case {"none_of": list(values), **rest} if not rest:
            return _among(column, "none_of", values)
        case str(value):
            return _among(column, "only", [value])
        case list(values):
            return _among(column, "only", values)
    return None


def _among(column: str, test: str, values: list[Any]) -> Condition | None:
    fit = values and all(isinstance(value, str) and value.strip() == value for value in values)
    return Condition(column, test, frozenset(values)) if fit and "" not in values else None


def _is_template(part: Any) -> bool:
    return isinstance(part, str) and bool(part.strip()) and not set(COLUMN.sub("", part)) & {*"{}"}


def _tells(written: str, precision: Precision) -> bool:
    """Whether a format, written and read back, keeps what its precision claims."""
    moment = datetime(2023, 4, 5, 16, 7)  # noqa: DTZ001 - a wall clock; the zone is the district's
    try:
        back = datetime.strptime(moment.strftime(written), written)  # noqa: DTZ007 - the same
    except (ValueError, re.error):
        return False
    return as_known(back, precision) == as_known(moment, precision)
