"""A walk through the application: opens, fills in, presses, replays; and looks after each step."""

from __future__ import annotations

import random
import traceback
from collections import Counter
from functools import partial
from urllib.parse import urljoin, urlsplit

from flask import got_request_exception
from werkzeug.exceptions import HTTPException

from incident_app.extensions import db
from tests.fuzz.forms import CHOSEN, TYPED, Sheet, arrives_as, as_kept, multipart, urlencoded
from tests.fuzz.typist import Typist
from tests.page import Client

LONGEST_QUERY = 2_000
READING = ("HEAD", "OPTIONS")
ODD = (*READING, "PUT", "DELETE", "PATCH", "TRACE", "GARBLED")
ASKED = (
    "after",
    "q",
    "school",
    "outcome",
    "from",
    "to",
    "person",
    "conduct",
    "year",
    "next",
    "undetermined",
)
EXPLAINED = {200, 302, 303, 404, 405, 409, 413}
"""Besides, 400 where the token was tampered with, and 401 where nobody is signed in."""


class Found(AssertionError):
    """What the walk found, with the steps that led there."""


class Seat:
    """One account at one browser: what is open, what was sent, what it must never see."""

    def __init__(self, app, email, hidden):
        self.client, self.email, self.hidden = Client(app), email, hidden
        self.path, self.sheet, self.sent, self.desks = "/", None, [], []

    @property
    def token(self):
        for form in self.sheet.sheets if self.sheet else ():
            if "csrf_token" in form.controls:
                return form.controls["csrf_token"].value
        return ""


class Walk:
    """Takes steps from a seed.

    ``sent`` counts the endpoints that a POST came to, ``taken`` those that then led on.
    """

    def __init__(self, app, world, prints):
        self._app, self._world, self._prints = app, world, prints
        self._urls = app.url_map.bind("localhost")
        self.steps, self.refusals, self.statuses = 0, 0, Counter()
        self.sent, self.taken = Counter(), Counter()

    def visit(self, seed, invented, ids, steps):
        """Walk some steps in every role."""
        self._rng = random.Random(seed)
        self._typist = Typist(self._rng, invented, ids)
        self._trace = []
        self._seats = {
            name: Seat(self._app, email, self._world.hidden_from(email))
            for name, email in {**self._world.walkers, "nobody": None}.items()
        }
        self._take_a_seat()
        with got_request_exception.connected_to(self._crashed, self._app):
            for _ in range(steps):
                self._step()
                self.steps += 1

    def _crashed(self, _, exception, **__):
        if not isinstance(exception, HTTPException):
            self._trace.append("".join(traceback.format_exception(exception)))

    def _step(self):
        rng, seat = self._rng, self._here
        if rng.random() < 0.04:
            seat = self._take_a_seat()
        if seat.sheet is None or (
            seat.email and "Sign out" not in seat.sheet.text and rng.random() < 0.7
        ):
            return self._sign_in()
        kinds = [
            self._follow,
            self._address,
            self._again,
            self._fill_in,
            self._replay,
            self._odd,
            self._blind,
        ]
        return rng.choices(kinds, [14, 12, 12, 46, 5, 6, 5])[0]()

    def _take_a_seat(self):
        weights = [6 if name.startswith("administrator") else 1 for name in self._seats]
        self._here = self._rng.choices(list(self._seats.values()), weights)[0]
        return self._here

    def _sign_in(self):
        seat = self._here
        if seat.sheet is None or not any("password" in form.controls for form in seat.sheet.sheets):
            wanted = self._rng.choice(
                ["", f"?{urlencoded([('next', self._typist.hostile()[:LONGEST_QUERY])])}"]
            )
            return self._read("GET", f"/sign-in{wanted}")
        form = next(form for form in seat.sheet.sheets if "password" in form.controls)
        form.controls["email"].value = seat.email or self._typist.hostile()
        return self._submit(form, hostile=0 if seat.email else 0.3, keep={"email"})

    # What can be done next.

    def _follow(self):
        links = [link for link in self._here.sheet.links if link and not link.startswith("#")]
        self._read("GET", urljoin(self._here.path, self._rng.choice(links or ["/"])))

    def _address(self):
        path = self._built()
        if self._rng.random() < 0.3:
            pairs = [
                (self._rng.choice(ASKED), self._typist.hostile()[:LONGEST_QUERY])
                for _ in range(self._rng.randint(1, 3))
            ]
            path += "?" + urlencoded(pairs)
        self._read("GET", path)

    def _again(self):
        """Back to a page that had a form."""
        self._read("GET", self._rng.choice(self._here.desks or ["/"]))

    def _fill_in(self):
        forms = self._here.sheet.sheets
        if self._rng.random() < 0.97:
            forms = [form for form in forms if not form.action.endswith("/sign-out")]
        if not forms:
            return self._rng.choice([self._follow, self._address])()
        size = [1 + len(form.controls) for form in forms]
        return self._submit(
            self._rng.choices(forms, size)[0], hostile=self._rng.choice([0, 0, 0.15, 0.5])
        )

    def _replay(self):
        """Send again what was sent before, here or at another seat; who signs in stays theirs."""
        mine = self._here.sent
        theirs = [
            sent for seat in self._seats.values() for sent in seat.sent if seat is not self._here
        ]
        theirs = [sent for sent in theirs if "password" not in dict(sent[1])]
        again = self._rng.choice([mine, theirs])
        if not again:
            return self._address()
        path, pairs, files = self._rng.choice(again)
        pairs = [(n, self._here.token if n == "csrf_token" else v) for n, v in pairs]
        return self._post(path, pairs, files)

    def _odd(self):
        method = self._rng.choice(ODD)
        if method in READING:
            return self._read(method, self._built())
        pairs = [("csrf_token", self._here.token)]
        return self._post(self._built(), pairs, method=method)

    def _blind(self):
        rng = self._rng
        known = [name for form in self._here.sheet.sheets for name in form.controls]
        names = [*known, "reshape", "suggest", "people-0-who", "x" * 300, "", "\0"]
        pairs = [(rng.choice(names), self._typist.hostile()) for _ in range(rng.randint(0, 6))]
        pairs = [pair for pair in pairs if pair[0] != "csrf_token"]
        return self._post(self._built("POST"), [("csrf_token", self._here.token), *pairs])

    def _built(self, method=None):
        rules = [r for r in self._app.url_map.iter_rules() if method is None or method in r.methods]
        unsent = [r for r in rules if method == "POST" and not self.sent[r.endpoint]]
        rules = unsent or rules  # so that the walk comes by every form, however many there are
        rule = self._rng.choice(sorted(rules, key=str))
        values = {}
        for name in sorted(rule.arguments):
            converter = type(rule._converters[name]).__name__
            values[name] = {
                "UUIDConverter": partial(self._typist.id, name.removesuffix("_id")),
                "IntegerConverter": lambda: self._rng.choice([0, 1, 10**30]),
                "PathConverter": lambda: self._rng.choice(["app.css", "../config.py", "nothing"]),
            }.get(
                converter, lambda: self._rng.choice(["IV.B", "edina_273", "\u202e", "..", "a b"])
            )()
        return rule.build(values, append_unknown=False)[1]

    def _submit(self, form, *, hostile, keep=()):
        filled = self._typist.fill(form, hostile=hostile, keep=keep)
        path = urljoin(self._here.path, form.action)
        if form.method == "POST":
            self._post(path, filled.pairs, filled.files if form.multipart else None, filled.typed)
            return
        query = urlencoded([(name, value[:LONGEST_QUERY]) for name, value in filled.pairs])
        typed = [(control, value[:LONGEST_QUERY]) for control, value in filled.typed]
        self._read("GET", f"{path.partition('?')[0]}?{query}", typed)

    # What is sent, and what is looked at afterwards.

    def _read(self, method, path, typed=()):
        before = self._prints()
        self._send(method, path, typed)
        after = self._prints()
        self._hold(before == after, f"{method} changed the record")

    def _post(self, path, pairs, files=None, typed=(), method="POST"):
        self._here.sent = [*self._here.sent[-9:], (path, pairs, files)]
        own = self._here.token
        token = next((v for n, v in pairs if n == "csrf_token"), "") == own and own
        if files is None:
            body, kind = urlencoded(pairs).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = multipart(pairs, files)
        answer = self._send(method, path, typed, data=body, content_type=kind, token=token)
        if method != "POST":
            return
        endpoint = self._endpoint(path)
        self.sent[endpoint] += 1
        self.taken[endpoint] += answer.status_code == 303 or (
            answer.status_code == 302 and not answer.location.startswith("/sign-in?")
        )

    def _endpoint(self, path):
        try:
            return self._urls.match(urlsplit(path).path, method="POST")[0]
        except HTTPException:
            return "nothing"

    def _send(self, method, path, typed, *, token=True, **body):
        seat, data = self._here, body.get("data", b"")
        self._trace = [*self._trace[-12:], f"{seat.email}: {method} {path[:300]} {data[:1500]}"]
        first = answer = seat.client.request(method, path, **body)
        sheet = self._look(answer, typed, token=token, sent=data + path.encode("utf-8", "replace"))
        for _ in range(5):
            if answer.status_code not in {301, 302, 303, 307, 308}:
                break
            path, before = urljoin(path, answer.location), self._prints()
            self._trace.append(f"{seat.email}: redirected to {path[:300]}")
            answer = seat.client.request("GET", path)
            sheet = self._look(answer)
            self._hold(before == self._prints(), "a redirect changed the record")
        if sheet:
            seat.path, seat.sheet = path, sheet
            if len(sheet.sheets) > 1:  # more than signing out
                seat.desks = [*seat.desks[-9:], path]
        return first

    def _look(self, answer, typed=(), *, token=True, sent=b""):
        """Hold an answer to what every answer must be; its page, if it is one."""
        status = answer.status_code
        self.statuses[status] += 1
        explained = status in EXPLAINED or (status == 400 and not token)
        signed_out = status == 401 and "Sign out" not in answer.text
        self._hold(explained or signed_out, f"answered {status}")
        if answer.location:
            inside = answer.location.startswith("/") and answer.location[1:2] not in {"/", "\\"}
            self._hold(inside, "led out of the site")
        shown = [
            word
            for word in self._here.hidden
            if word.encode() in answer.data and word.encode() not in sent
        ]
        if shown:  # what was hidden at first may have been referred to them since
            db.session.rollback()
            shown = sorted(set(shown) & set(self._world.hidden_from(self._here.email)))
        self._hold(not shown, f"showed {[self._world.secrets[word] for word in shown]}")
        if answer.mimetype != "text/html" or not answer.data:
            return None
        sheet = Sheet(answer.text)
        try:
            sheet.check()
        except AssertionError as wrong:
            self._hold(None, f"the page is wrong: {wrong}")
        if sheet.refused and status == 200:
            self.refusals += 1
            self._kept(sheet, typed)
        return sheet

    def _kept(self, sheet, typed):
        """Every text typed and every choice made is still in the form; passwords and files aside."""
        for control, value in typed:
            typed_text = control.kind in TYPED
            if not typed_text and not (control.kind in CHOSEN and value in control.options):
                continue
            kept = {as_kept(control.kind, each) for each in sheet.kept(control.name)}
            if not value and not kept:
                continue  # an empty field may go away
            self._hold(
                kept & {as_kept(control.kind, each) for each in arrives_as(value)},
                f"{control.name} lost {value[:80]!r} and holds {[each[:80] for each in kept]!r}",
            )

    def _hold(self, holds, what):
        if not holds:
            db.session.rollback()
            raise Found("\n".join([what, "The steps that led there:", *self._trace]))
