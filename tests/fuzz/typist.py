"""Fills in forms: with good values that lead deep, and with hostile ones."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.fuzz.values import DATES, FILES, GOOD, HOSTILE, MILLION, NOBODY, NUMBERS, TEXTS, WORDS


@dataclass
class Filled:
    """What is sent; ``typed`` is what must still be there if it is refused."""

    pairs: list = field(default_factory=list)
    files: list = field(default_factory=list)
    typed: list = field(default_factory=list)


class Typist:
    """Chooses what to type; the same seed and the same invented texts type the same.

    ``ids`` are those of each table, by its name.
    """

    def __init__(self, rng, invented, ids):
        self._rng, self._invented, self._of = rng, tuple(invented), ids
        self._ids = tuple(each for rows in ids.values() for each in rows)

    def hostile(self, kind="text"):
        rng = self._rng
        if rng.random() < 0.015:
            return MILLION
        pools = [TEXTS, NUMBERS, DATES, self._ids, NOBODY]
        return rng.choice(rng.choice([HOSTILE.get(kind, TEXTS), self._invented, rng.choice(pools)]))

    def good(self, kind, options=(), value=""):
        """What a person would enter; of a choice, one of those offered."""
        rng = self._rng
        if value and rng.random() < (0.6 if kind == "select" else 0.2):
            return value
        if kind in {"select", "radio", "checkbox"}:
            offered = [each for each in options if each] or list(options) or [""]
            return rng.choice(offered)
        return rng.choice(GOOD.get(kind, WORDS))

    def id(self, of):
        """Mostly one of this table, else of any, or of none."""
        pools = [self._of.get(of) or self._ids, self._ids, NOBODY]
        return self._rng.choice(self._rng.choices(pools, [6, 2, 2])[0])

    def fill(self, form, *, hostile, keep=()):
        """A form as it is sent.

        :param hostile: how likely each field is filled in with something hostile, from 0 to 1.
        :param keep: names of fields left as they are.
        """
        filled = Filled()
        for control in form.controls.values():
            if control.name in keep:
                filled.pairs.append((control.name, control.value))
            elif self._rng.random() < hostile * 0.1:
                continue  # a field left out
            elif control.kind == "file":
                filled.files.append((control.name, self._rng.choice(FILES)))
            elif (value := self._value(control, hostile)) is not None:
                filled.pairs.append((control.name, value))
                filled.typed.append((control, value))
        besides = self._besides(form, filled.pairs, hostile)
        # Of a field that was sent twice, nobody could say which text is the one to keep.
        filled.typed = [
            (control, value) for control, value in filled.typed if control.name not in dict(besides)
        ]
        filled.pairs += besides
        button = self._button(form, hostile)
        filled.pairs += [button] if button else []
        return filled

    def _value(self, control, hostile):
        rng = self._rng
        if control.kind == "hidden":
            return self.hostile() if rng.random() < hostile * 0.1 else control.value
        if rng.random() < hostile:
            return self.hostile(control.kind)
        if control.kind in {"radio", "checkbox"} and rng.random() < 0.4:
            return control.value
        return self.good(control.kind, control.options, control.value or "")

    def _besides(self, form, pairs, hostile):
        """A field twice, fields nobody asked for, or rows without end."""
        rng, more = self._rng, []
        if pairs and rng.random() < hostile * 0.4:
            more.append((rng.choice(pairs)[0], self.hostile()))
        if rng.random() < hostile * 0.4:
            more.append(
                (
                    rng.choice(["unknown", "school_id", "viewer", "role", "id", "\0"]),
                    self.hostile(),
                )
            )
        rows = [name for name in form.controls if "-0-" in name or name.endswith("-0")]
        if rows and rng.random() < hostile * 0.3:
            name = rng.choice(rows)
            numbers = rng.choice(
                [(*range(1, 400), 10**9), ("\u00b2",), ("\u0663",), ("9" * 5_000,), ("-1",)]
            )
            more += [(name.replace("-0", f"-{number}", 1), "unknown") for number in numbers]
        return [pair for pair in more if pair[0] != "csrf_token"]

    def _button(self, form, hostile):
        rng = self._rng
        if not form.buttons or rng.random() < 0.5:
            return form.buttons[0] if form.buttons else None
        button = rng.choice(form.buttons)
        if button and rng.random() < hostile:
            what = button[1].partition("-")[0]
            wrong = rng.choice(
                [f"{what}-99", f"{what}-{'9' * 5_000}", f"{what}-\u00b2", self.hostile()]
            )
            return button[0], wrong
        return button
