"""Every answer says what a browser may do with it: of every page, to everyone, errors and files too.

OWASP ASVS 5.0, 3.4.1 to 3.4.6 and 3.4.8; 14.3.2 for what is not kept.
"""

import re
from collections import Counter
from functools import wraps

import pytest
import sqlalchemy as sa

from incident_app.services import sessions
from tests.access.matrix import table
from tests.access.matrix.asking import TYPED
from tests.access.matrix.cells import cells, path

SAME = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NEVER = {"Server", "X-Powered-By", "Access-Control-Allow-Origin"}
A_YEAR = 31_536_000
SHUT = ("default-src", "frame-ancestors", "base-uri")
HOME = {"base_url": "https://localhost"}


def wrong(answer, *, tls, static=False):
    """What is wrong with the headers of an answer; empty when nothing is."""
    said = dict(answer.headers)
    found = [name for name, value in SAME.items() if said.get(name) != value]
    found += [name for name in NEVER if name in said]
    found += _policy(said.get("Content-Security-Policy", ""), said)
    for what in ("camera", "geolocation", "microphone"):
        if f"{what}=()" not in said.get("Permissions-Policy", ""):
            found.append(f"{what} is allowed")
    strict = said.get("Strict-Transport-Security", "max-age=0")
    months = int(re.search(r"max-age=(\d+)", strict)[1])
    if tls != (months >= A_YEAR and "includeSubDomains" in strict):
        found.append(f"Strict-Transport-Security: {strict}")
    kept = "no-store" not in said.get("Cache-Control", "")
    if kept != (static and answer.status < 400):
        found.append(f"Cache-Control: {said.get('Cache-Control')}")
    return [f"{each} ({answer.status})" for each in found]


def _policy(text, said):
    rules = {name: sources.split() for name, _, sources in
             (each.strip().partition(" ") for each in text.split(";"))}  # fmt: skip
    file = said.get("Content-Disposition", "").startswith("attachment")
    found = [f"{name} is open" for name in SHUT if rules.get(name) != ["'none'"]]
    allowed = {"'none'"} if file else {"'none'", "'self'"}  # so nothing inline, and no other site
    found += [name for name, sources in rules.items() if not set(sources) <= allowed]
    found += [f"{name} is not said" for name in ("form-action",) if name not in rules]
    return found + ["no sandbox"] * (file and "sandbox" not in rules)


def test_every_answer_of_every_page_says_it(app, district):
    built, askers, _ = district
    faults, answered = [], Counter()
    for rule in sorted(app.url_map.iter_rules(), key=str):
        for relation, asker in askers.items():
            for method, ids in _asked(built, rule, relation):
                tls = method == "GET"
                over = HOME if tls else {}
                answer = asker.send(method, path(rule, ids), **over)
                static = rule.endpoint == "static" and method not in {"POST", "PUT"}
                faults += [
                    f"{method} {rule} by {relation}: {each}"
                    for each in wrong(answer, tls=tls, static=static)
                ]
                file = "Content-Disposition" in dict(answer.headers)
                answered[method, answer.status, file] += 1
    assert not faults, "\n".join(faults[:40])
    for each in (
        ("GET", 200, False), ("GET", 200, True), ("GET", 302, False), ("GET", 404, False),
        ("HEAD", 200, False), ("HEAD", 200, True), ("OPTIONS", 200, False), ("PUT", 405, False),
        ("POST", 400, False), ("POST", 404, False),
    ):  # fmt: skip
        assert answered[each] > 0, each


def _asked(built, rule, relation):
    """What is theirs and what is not, the first of each, by every verb."""
    seen = set()
    for _, _, ids, meant in cells(built, rule, relation):
        if (theirs := meant == table.YES) not in seen:
            seen.add(theirs)
            for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT"):
                yield method, ids


def test_a_form_that_is_taken_and_a_file_that_is_asked_for_say_it(app, district):
    built, askers, kept = district
    faults, answered = [], Counter()
    for rule in sorted(app.url_map.iter_rules(), key=str):
        for relation, asker in askers.items() if "POST" in rule.methods else ():
            theirs = [ids for verb, _, ids, meant in cells(built, rule, relation)
                      if verb == "POST" and meant == table.YES]  # fmt: skip
            for ids in theirs[:1]:
                answer = asker.ask("POST", path(rule, ids), data=TYPED)
                faults += [f"{rule} by {relation}: {each}" for each in wrong(answer, tls=False)]
                answered[answer.status, "Content-Disposition" in dict(answer.headers)] += 1
                if answer.status in {302, 303}:
                    kept.bring_back()
    assert not faults, "\n".join(faults[:40])
    assert {(200, False), (200, True), (302, False)} <= answered.keys()


def _raises(error, instead_of):
    @wraps(instead_of)
    def view(*_args, **_kwargs):
        raise error

    return view


DOWN = sa.exc.OperationalError("SELECT", {}, OSError("the disk is gone"))


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "TLS"])
def test_every_error_says_it(app, district, monkeypatch, caplog, tls):
    caplog.set_level("CRITICAL", logger="incident_app")
    built, askers, _ = district
    mine, nobody, over = askers["administrator"], askers["anonymous"], HOME if tls else {}
    incident = built.cases[0].ids["incident_id"]
    additions = f"/incidents/{incident}/additions"
    typed = {"data": {"csrf_token": mine.token, "text": "Typed."}}
    far_too_much = {"data": {"text": "x" * (2 * 1024 * 1024 + 1)}}

    def held(status, answer):
        assert answer.status == status
        assert wrong(answer, tls=tls) == [], status

    held(400, mine.send("POST", additions, **over))
    held(
        400, mine.send("POST", additions, headers={"Sec-Fetch-Site": "cross-site"}, **typed, **over)
    )
    held(401, nobody.send("POST", additions, **typed, **over))
    held(302, nobody.send("GET", "/incidents", **over))
    held(404, mine.send("GET", "/no/such/page", **over))
    held(404, nobody.send("GET", "/static/nothing", **over))
    held(405, mine.send("GET", "/sign-out", **over))
    held(413, mine.send("POST", additions, **far_too_much, **over))
    show, known = app.view_functions["incidents.show"], sessions.signed_in
    for status, error in ((500, RuntimeError("a fault")), (503, DOWN)):
        monkeypatch.setitem(app.view_functions, "incidents.show", _raises(error, show))
        held(status, mine.send("GET", f"/incidents/{incident}", **over))
        monkeypatch.setattr(sessions, "signed_in", _raises(error, known))
        held(status, mine.send("GET", "/", **over))
        monkeypatch.undo()
