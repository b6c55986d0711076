"""Every page, verb and view, asked by everyone, of every outcome and state: the table holds.

A denied answer is the answer for what is absent, byte for byte; it shows no word of the record
and changes nothing but the log of denials.
"""

import os
from uuid import UUID

import pytest

from incident_app.extensions import db
from incident_app.integrations import oidc
from tests.access.matrix import table, world
from tests.access.matrix.asking import ABSENT, TYPED, Asker
from tests.access.matrix.state import Kept, fingerprint, without_waiting

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


@pytest.fixture
def district(app, make, pages, monkeypatch):
    """The world, an asker for each relation, and the database to come back to."""
    monkeypatch.setitem(app.config, "SIGN_ON", oidc.Fake("Prairie ID"))
    without_waiting()
    built = world.build(make)
    askers = {relation: Asker(app, pages.sign_in(one)) for relation, one in built.people.items()}
    askers["anonymous"] = Asker(app, pages.anonymous())
    built.people["disabled"].active = False
    db.session.commit()
    kept = Kept()
    yield built, askers, kept
    kept.forget()


def test_every_page_has_its_line_and_every_line_its_page(app):
    pages = {table.page(verb, rule) for rule in app.url_map.iter_rules() for verb in verbs(rule)}
    lines = set(table.lines())
    assert not pages - lines, f"Say in matrix/table.md who may open {sorted(pages - lines)}"
    assert not lines - pages, f"No such page: {sorted(lines - pages)}"


def verbs(rule):
    return sorted(rule.methods - {"HEAD", "OPTIONS"})


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
        self.lines = table.lines()
        self.asked = 0
        self._absent = {}
        self.cells = list(self._cells())

    def _cells(self):
        """Verb, case, ids, and what the table says; a page without a record has one case."""
        for ids, case in self._records():
            for verb in verbs(self.rule):
                cell = self.lines[table.page(verb, self.rule)][self.relation]
                mine = self._is_mine(ids)
                disclosed = case is None or case.undisclosed not in ids.values()
                yield verb, case, ids, table.meant(cell, case, mine=mine, disclosed=disclosed)

    def _records(self):
        """What fills the address in: the ids of each case that has them all."""
        wanted = self.rule.arguments
        if not wanted - self.built.ids.keys():
            yield {name: self.built.ids[name] for name in wanted}, None
            return
        found = False
        for case in self.built.cases:
            there = self.built.ids | case.ids
            if not wanted - there.keys():
                found = True
                yield {name: there[name] for name in wanted}, case
                if {"referral_id", "attachment_id"} <= wanted:
                    yield (
                        {name: there[name] for name in wanted}
                        | {"attachment_id": case.undisclosed},
                        case,
                    )
        assert found, f"Say in matrix/world.py what stands in for {sorted(wanted)} of {self.rule}"

    def _is_mine(self, ids):
        account = self.built.people.get(self.relation)
        owner = {"draft_id": "administrator"}
        owner |= dict.fromkeys(("notice_id", "officer_id", "sighting_id"), "officer")
        names = {owner.get(name) for name in ids} - {None}
        return account is not None and names == {self.relation}

    def denied(self):
        """Ask for everything that must not be there, and look whether anything changed."""
        before, wrong = fingerprint(), []
        for verb, case, ids, meant in self.cells:
            if meant != table.YES:
                for method in (verb, "HEAD") if verb == "GET" else (verb,):
                    for view in VIEWS[method]:
                        wrong += self._denied(method, case, ids, meant, view)
        for number, (ids, case) in enumerate(self._records()):
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
        path = self.rule.build({name: str(each) for name, each in ids.items()})[1]
        return self.asker.ask(method, path, *ids.values(), **sent)

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
