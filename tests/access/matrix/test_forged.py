"""What another site has a browser send is refused on every page, and changes nothing.

Every form's token stands against it first (OWASP ASVS 5.0, 3.5.1); then what the browser says of
where it comes from, with the token and all.
"""

import json
from io import BytesIO

import pytest

from incident_app.web import gate
from tests.access.matrix import table
from tests.access.matrix.asking import TYPED
from tests.access.matrix.cells import cells, path
from tests.prints import Prints

STALE = b"This page is out of date"
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
ELSEWHERE = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a site beside ours": {"Sec-Fetch-Site": "same-site"},
    "a word that nobody knows": {"Sec-Fetch-Site": "trust-me"},
    "another site, by an old browser": {"Origin": "https://evil.example"},
    "another port of this machine": {"Origin": "http://localhost:9"},
    "no address": {"Origin": "http://["},
    "another site that says it is ours": {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
}  # fmt: skip
HERE = {
    "this page": {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
    "the address bar": {"Sec-Fetch-Site": "none"},
    "this page, by an old browser": {"Origin": "http://localhost"},
    "a page that withholds where it is": {"Origin": "null"},
    "a program": {},
}


def forged(own, theirs):
    """What is sent instead of a form with its token: ``own`` is the right one, ``theirs`` another's."""
    return {
        "no token": {"data": TYPED},
        "an empty token": {"data": {"csrf_token": "", **TYPED}},
        "the token of another session": {"data": {"csrf_token": theirs, **TYPED}},
        "a token made up": {"data": {"csrf_token": own[::-1], **TYPED}},
        "the token in the address": {"data": TYPED, "query_string": {"csrf_token": own}},
        "JSON as plain text": _as("text/plain", json.dumps({"csrf_token": own, **TYPED})),
        "JSON": _as("application/json", json.dumps({"csrf_token": own, **TYPED})),
        "a form as plain text": _as("text/plain", f"csrf_token={own}&text=Typed."),
        "a file and no token": {"data": {**TYPED, "files": (BytesIO(b"A note."), "note.txt")}},
        "a file and the token of another session": {
            "data": {"csrf_token": theirs, "files": (BytesIO(b"A note."), "note.txt")}
        },
        "nothing": {},
    }


def _as(kind, text):
    return {"content_type": kind, "data": text}


@pytest.fixture
def prints(district):
    taken = Prints()
    yield taken
    taken.close()


def posts(app, built, askers):
    """Each page that is posted to, with each who may use it, or everyone where all are let in.

    Of what is nobody's here, such as another's session, everyone asks whose page it is: the token
    comes first.
    """
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if not set(UNSAFE) & rule.methods:
            continue
        may = {relation: _first(built, rule, relation, table.YES) for relation in askers}
        nobodys = all(ids is None for ids in may.values())
        for relation, asker in askers.items():
            ids = may[relation]
            if nobodys and _is_let_in(app, rule, built.people.get(relation)):
                ids = _first(built, rule, relation, table.ABSENT)
            if ids is not None:
                yield rule, relation, asker, ids


def _is_let_in(app, rule, account):
    may = gate.declared(app, rule.endpoint) or ()
    return account is not None and account.active and account.role in may


def _first(built, rule, relation, wanted):
    found = (ids for verb, _, ids, meant in cells(built, rule, relation)
             if verb in UNSAFE and meant == wanted)  # fmt: skip
    return next(found, None)


def test_a_form_without_its_token_is_refused_and_changes_nothing(app, district, prints):
    built, askers, _ = district
    before, sent = prints.take(), set()
    for rule, relation, asker, ids in posts(app, built, askers):
        other = askers["auditor" if relation != "auditor" else "coordinator"]
        for how, what in forged(asker.token, other.token).items():
            answer = asker.send("POST", path(rule, ids), **what)
            assert answer.status == 400, f"{rule} by {relation} with {how}"
            assert prints.take() == before, f"{rule} by {relation} with {how}"
        sent.add((rule.endpoint, relation))
    assert {("account.sign_in", "anonymous"), ("account.sign_out", "officer")} <= sent
    assert {endpoint for endpoint, _ in sent} == {
        rule.endpoint for rule in app.url_map.iter_rules() if set(UNSAFE) & rule.methods
    }


def test_who_is_not_signed_in_changes_nothing_by_any_form(app, district, prints):
    built, askers, _ = district
    before, nobody = prints.take(), askers["anonymous"]
    for rule, relation, _, ids in posts(app, built, askers):
        theirs = askers["officer" if relation == "anonymous" else relation].token
        for how, what in forged(nobody.token, theirs).items():
            answer = nobody.send("POST", path(rule, ids), **what)
            way_in = answer.status == 302 and answer.location.startswith("/sign-in")
            refused = answer.status == (400 if rule.endpoint in gate.PUBLIC else 401)
            assert way_in or refused, f"{rule} with {how}"
            assert prints.take() == before, f"{rule} with {how}"


def test_what_another_site_sends_is_refused_even_with_the_token(app, district, prints):
    built, askers, _ = district
    before = prints.take()
    for rule, relation, asker, ids in posts(app, built, askers):
        sent = {"csrf_token": asker.token, **TYPED}
        for site, says in ELSEWHERE.items():
            answer = asker.send("POST", path(rule, ids), headers=says, data=sent)
            assert (answer.status, STALE in answer.raw) == (400, True), (
                f"{rule} by {relation}, {site}"
            )
            assert b"Typed." not in answer.raw, (
                "what another site sent is not offered to go on with"
            )
            assert prints.take() == before, f"{rule} by {relation}, {site}"


def test_of_what_another_site_asks_for_not_even_the_refusal_is_kept(app, district, prints):
    """Where the address is out of reach, or none at all, the answer and the database are the same."""
    built, askers, _ = district
    before, auditor = prints.take(), askers["auditor"]
    ids = built.cases[0].ids
    answers = [
        auditor.send(method, address, ids["matter_id"], headers=ELSEWHERE["another site"])
        for address in ("/", f"/matters/{ids['matter_id']}/answers", "/no/such/page", "/sign-out")
        for method in UNSAFE
    ]
    assert {each.status for each in answers} == {400}
    assert all(each.same_as(answers[0]) for each in answers)
    assert prints.take() == before


def test_what_our_own_pages_send_is_taken(app, district):
    built, askers, kept = district
    every = {rule.endpoint: (rule, each) for rule, *each in posts(app, built, askers)}
    for number, (rule, (relation, asker, ids)) in enumerate(every.values()):
        for place in list(HERE)[
            number % 2 :: 2
        ]:  # the first form half of them, the next the others
            answer = asker.ask("POST", path(rule, ids), headers=HERE[place])
            assert STALE not in answer.raw, f"{rule} by {relation}, {place}"
            if answer.status in {302, 303}:
                kept.bring_back()


def test_a_link_from_another_site_leads_in(district):
    _, askers, _ = district
    for asker in (askers["officer"], askers["anonymous"]):
        for address in ("/", "/sign-in"):
            for method in ("GET", "HEAD", "OPTIONS"):
                answer = asker.ask(method, address, headers=ELSEWHERE["another site"])
                assert answer.status in {200, 302}, f"{method} {address}"


def test_behind_a_web_server_of_another_name_the_districts_own_address_is_ours(district, app):
    _, askers, _ = district
    sent = {"Origin": "https://incidents.district.example"}
    assert askers["officer"].ask("POST", "/sign-out", headers=sent).status == 400
    app.config["URL"] = "https://incidents.district.example"
    try:
        assert askers["officer"].ask("POST", "/sign-out", headers=sent).status == 302
    finally:
        app.config["URL"] = ""


def test_no_page_declares_a_verb_that_no_test_here_sends(app):
    declared = {verb for rule in app.url_map.iter_rules() for verb in rule.methods}
    assert declared <= {*UNSAFE, "GET", "HEAD", "OPTIONS"}
    assert not declared & {"PUT", "PATCH", "DELETE"}, "the tests here send only a POST"
