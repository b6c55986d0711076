"""Every page, verb and view, asked by everyone, of every outcome and state: the table holds.

A denied answer is the answer for what is absent, byte for byte; it shows no word of the record
and changes nothing but the log of denials.
"""

import os
from uuid import UUID

from tests.access.matrix import table
from tests.access.matrix.asking import ABSENT, TYPED
from tests.access.matrix.cells import cells, path, records, verbs
from tests.access.matrix.state import fingerprint

ONLY = os.environ.get("MATRIX_ONLY", "")
"""A part of an address, for who works on those pages alone; every page otherwise."""
UNDECLARED = ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS")
OPENED = {200, 302, 303, 400, 409, 422}
"""What a page that is there answers; 400 and above: a form that says what is missing."""
VIEWS = {
    "GET": {
        "page": {},
        "data": {"headers": {"Accept": "application/json, text/csv", "X-Requested-With": "fetch"}},
        "file": {"query": {"format": "csv", "print": "1", "live": "yes", "page": "2"}},
    },
    "HEAD": {"page": {}},
    "POST": {"typed": {"data": TYPED}, "script": {"data": {"live": "yes"}}},
}
"""The ways each verb is asked: the page, as data, as a file or print, and as the script does."""


def test_every_page_has_its_line_and_every_line_its_page(app):
    pages = {table.page(verb, rule) for rule in app.url_map.iter_rules() for verb in verbs(rule)}
    lines = set(table.lines())
    assert not pages - lines, f"Say in matrix/table.md who may open {sorted(pages - lines)}"
    assert not lines - pages, f"No such page: {sorted(lines - pages)}"


def test_the_table_holds_in_every_cell(app, district):
    built, askers, kept = district
    wrong, ran = [], 0
    rules = [rule for rule in app.url_map.iter_rules() if ONLY in str(rule)]
    for rule in sorted(rules, key=str):
        for relation, asker in askers.items():
            run = Run(built, asker, relation, rule, kept)
            wrong += run.denied() + run.opened()
            ran += run.asked
    assert not wrong, "\n".join(wrong[:40]) + f"\n{len(wrong)} cells are wrong"
    assert ONLY or ran > 5_000, "every cell is run"


class Run:
    """All cells of one page and one relation."""

    def __init__(self, built, asker, relation, rule, kept):
        self.built, self.asker, self.relation, self.rule, self.kept = (
            built,
            asker,
            relation,
            rule,
            kept,
        )
        self.asked = 0
        self._absent = {}
        self.cells = list(cells(built, rule, relation))

    def denied(self):
        """Ask for everything that must not be there, and look whether anything changed."""
        before, wrong = fingerprint(), []
        for verb, case, ids, meant in self.cells:
            if meant != table.YES:
                for method in (verb, "HEAD") if verb == "GET" else (verb,):
                    for view in VIEWS[method]:
                        wrong += self._denied(method, case, ids, meant, view)
        for number, (ids, case) in enumerate(records(self.built, self.rule)):
            other = [
                each
                for each in (*UNDECLARED, "GET", "POST")
                if each not in self.rule.methods or each == "OPTIONS"
            ]
            wrong += self._denied(other[number % len(other)], case, ids, None, "undeclared")
        if fingerprint() != before:
            wrong.append(f"{self._named()}: a denied request changed the record")
            self.kept.bring_back()
        return wrong

    def _denied(self, method, case, ids, meant, view):
        answer, said = self._ask(method, ids, view), self._said(method, case, view)
        absent = self._ask_absent(method, ids, view)
        wrong = self._seen(answer)
        if meant is None:
            if answer.status not in {404, 405, 302} and (method, answer.status) != ("OPTIONS", 200):
                wrong.append(f"a verb that nobody declared answers {answer.status}")
        elif meant == table.SIGN_IN:
            to_sign_in = answer.status == 302 and answer.location.startswith("/sign-in")
            if not to_sign_in and answer.status != 401:
                wrong.append(f"{answer.status}, not the way in")
        elif answer.status != 404:
            wrong.append(f"{answer.status}, not 404")
        if not answer.same_as(absent):
            wrong.append(f"differs from what is absent ({answer.status}, {absent.status})")
        return [f"{said}: {each}" for each in wrong]

    def opened(self):
        """Ask for everything that must be there."""
        wrong = []
        for verb, case, ids, meant in self.cells:
            if meant != table.YES:
                continue
            for method in (verb, "HEAD") if verb == "GET" else (verb,):
                # A form is sent empty: it is there, and says what is missing.
                for view in ("empty",) if method == "POST" else VIEWS[method]:
                    answer = self._ask(method, ids, view)
                    said = self._said(method, case, view)
                    if answer.status not in OPENED:
                        wrong.append(f"{said}: {answer.status}, but it must be there")
                    wrong += [f"{said}: {each}" for each in self._seen(answer)]
                if method == "POST" and answer.status in {302, 303}:
                    self.kept.bring_back()
        return wrong

    def _seen(self, answer):
        """Words of the record in an answer that this relation must not read."""
        return [
            f"{word} is shown"
            for each in self.built.cases
            for word in _hidden(self.relation, each)
            if word.encode() in answer.raw
        ]

    def _ask(self, method, ids, view):
        self.asked += 1
        sent = VIEWS.get(method, {}).get(view, {})
        if view == "empty" and "draft_id" in ids:
            sent = {"data": {"key": ids["draft_id"]}}
        return self.asker.ask(method, path(self.rule, ids), *ids.values(), **sent)

    def _ask_absent(self, method, ids, view):
        if (method, view) not in self._absent:
            absent = {
                name: ABSENT if isinstance(each, UUID) else each for name, each in ids.items()
            }
            self._absent[method, view] = self._ask(method, absent, view)
        return self._absent[method, view]

    def _said(self, method, case, view):
        return f"{method} {self._named()}, {case.name if case else 'whatever there is'}, as {view}"

    def _named(self):
        return f"{self.rule} by {self.relation}"


def _hidden(relation, case):
    """The words of a case that a relation must never be shown."""
    if relation == "administrator":
        return []
    if relation == "coordinator" and case.outcome != "discipline-only":
        return []
    if relation == "officer" and case.live:
        return case.kept
    return case.kept + case.shown
