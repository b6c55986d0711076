"""What matters most asks again who it is, when the last time is more than five minutes ago."""

from datetime import timedelta
from uuid import uuid4

import pytest

from incident_app.extensions import db
from incident_app.models import SignInFailure
from incident_app.services import factors, throttling
from incident_app.web import gate
from tests.make import PASSWORD, TODAY
from tests.web.factors.conftest import Phone

MARKED = {
    "incidents.export", "audit.file", "duties.file", "officers.export", "people.copy", "people.export",
    "sharing.refer", "sharing.consult",
    "officers.post", "officers.take_in", "agencies.new_contract", "agencies.end", "policy.texts",
    "accounts.invite", "accounts.assign", "accounts.disable", "accounts.enable", "accounts.link",
    "accounts.end_session", "accounts.ask_reset", "accounts.approve_reset", "accounts.hold",
    "account.change", "account.end_session", "account.end_others",
}  # fmt: skip
"""The views that ask, each by name: exporting, referring, what opens a record to somebody, settings."""
WHOLE = {"factors.new_codes", "factors.remove", "sign_on.connect", "sign_on.disconnect"}
"""These ask for the password too: they change how somebody signs in, as adding a factor does."""
ADDING = {"factors.mine", "factors.passkey_to_make", "factors.add_passkey", "factors.add_app"}


def test_these_views_ask(app):
    views = app.view_functions
    assert {each for each in views if getattr(views[each], "fresh", False)} == MARKED
    assert {each for each in views if getattr(views[each], "enrolls", False)} == ADDING
    assert {each for each in views if getattr(views[each], "whole", False)} == WHOLE
    assert not (MARKED | WHOLE | ADDING) & gate.PUBLIC


@pytest.mark.parametrize("endpoint", sorted(MARKED | WHOLE))
def test_each_asks_once_the_proof_is_old(strict, pages, make, later, monkeypatch, endpoint):
    monkeypatch.setitem(strict.config, "SECOND_FACTOR", value=False)
    monkeypatch.setitem(strict.config, "WTF_CSRF_CHECK_DEFAULT", value=False)
    role = min(gate.declared(strict, endpoint), key=lambda each: each.value)
    client = pages.sign_in(make.account(role, schools=[make.school()]))
    later(minutes=6)
    for rule in strict.url_map.iter_rules(endpoint):
        values = {name: kind.to_url(_any(kind)) for name, kind in rule._converters.items()}
        for method in sorted(rule.methods - {"OPTIONS", "HEAD"}):
            path = strict.url_map.bind("localhost").build(endpoint, values, method=method)
            answer = client.request(
                method, path, data={"words": "typed"} if method == "POST" else None
            )
            assert answer.status_code == 401
            assert "Show that it is you" in answer.text
            assert method == "GET" or "typed" in answer.text


def _any(kind):
    return uuid4() if "UUID" in type(kind).__name__ else "edina_273"


def test_within_five_minutes_nothing_is_asked_and_after_them_it_is(whole, later, phone):
    later(minutes=5)
    whole.get("/account/factors")
    later(minutes=5, seconds=1)
    whole.get("/account/factors", status=401)
    assert "What you were doing waits." in whole.page.text
    code = phone.code(TODAY + timedelta(minutes=5, seconds=1))
    whole.submit("/prove", code=code, password=PASSWORD)
    assert whole.path == "/account/factors"
    assert whole.page.title.startswith("My second factors")


def test_without_a_second_factor_the_password_is_asked(strict, pages, make, later):
    client = pages.sign_in(make.administrator())
    later(minutes=6)
    client.get("/account/factors", status=401)
    client.submit("/prove", password="not the password")
    assert "This is not your password." in client.page.text
    client.submit("/prove", password=PASSWORD)
    assert client.page.title.startswith("My second factors")


def test_to_change_how_one_signs_in_a_code_needs_the_password_beside_it(whole, later, phone):
    later(minutes=6)
    whole.get("/account/password", status=401)
    assert "needs your password beside it" not in whole.page.text
    whole.submit("/prove", code=phone.code(TODAY + timedelta(minutes=6)))
    assert whole.path == "/account/password"
    whole.get("/account/factors", status=401)
    assert "needs your password beside it" in whole.page.text
    unused = phone.code(TODAY + timedelta(minutes=6, seconds=30))
    whole.submit("/prove", code=unused, password="not the password")
    assert "This is not your password." in whole.page.text
    whole.submit("/prove", code=unused, password=PASSWORD)
    assert whole.page.title.startswith("My second factors"), "a wrong password used no code up"


def test_who_leaves_the_password_out_by_hand_is_asked_again(whole, later, phone):
    later(minutes=6)
    whole.get("/account/factors", status=401)
    code = phone.code(TODAY + timedelta(minutes=6))
    whole.submit("/prove", code=code, both="", status=401)
    assert "needs your password beside it" in whole.page.text


def test_a_half_session_lasts_ten_minutes_however_it_is_used(half, later, phone):
    """Else a code alone would make it whole, hours after the password."""
    later(minutes=9)
    assert "Show that it is you" in half.get("/policy", status=401).text
    later(minutes=11)
    assert half.request("GET", "/policy").location.startswith("/sign-in")


def test_a_new_password_leaves_the_last_proof_as_old_as_it_was(whole, later, phone):
    later(minutes=4)
    whole.get("/account/password")
    new = "blue lamps hum at noon"
    whole.submit(old_password=PASSWORD, new_password=new, again=new)
    assert "Your password is changed." in whole.page.text
    later(minutes=6)
    whole.get("/account/password", status=401)


def test_a_wrong_password_here_counts_as_one_at_sign_in_and_is_in_the_history(
    whole, later, account
):
    later(minutes=6)
    whole.get("/account/factors", status=401)
    for _ in range(5):
        whole.submit("/prove", password="not the password", code="")
    whole.submit("/prove", password=PASSWORD, code="")
    assert "Too many wrong ones." in whole.page.text
    hashed = throttling.hashed(account.email)
    query = db.select(SignInFailure).where(SignInFailure.email_sha256 == hashed)
    assert len(db.session.scalars(query).all()) == 5


def test_who_removed_the_last_one_is_asked_for_the_password_though_codes_are_left(
    strict, pages, make, later
):
    dana = make.administrator()
    Phone(dana, secret_key=strict.secret_key)
    factors.new_recovery_codes(viewer=dana, now=TODAY)
    factors.remove(factors.live(viewer=dana)[0].id, viewer=dana, now=TODAY)
    client = pages.sign_in(dana)
    later(minutes=6)
    client.get("/account/password", status=401)
    client.submit("/prove", password=PASSWORD)
    assert client.path == "/account/password"


def test_a_button_pressed_too_late_leads_back_to_its_page(whole, later, phone):
    token = dict(whole.page.values("/sign-out"))["csrf_token"]
    later(minutes=6)
    whole.post("/account/sessions/end", {"csrf_token": token}, status=401)
    whole.submit("/prove", code=phone.code(TODAY + timedelta(minutes=6)))
    assert whole.path == "/account/sessions"
    assert "press it again" in whole.page.text


def test_a_session_gets_a_new_token_with_every_proof(whole, later, phone, strict, pages):
    before = whole._http.get_cookie("session").value
    later(minutes=6)
    whole.get("/account/password", status=401)
    whole.submit("/prove", code=phone.code(TODAY + timedelta(minutes=6)))
    thief = pages.anonymous()
    thief._http.set_cookie("session", before)
    assert thief.request("GET", "/policy").status_code == 302
    assert whole.request("GET", "/policy").status_code == 200
