"""A passkey is made and used in Chromium, with an authenticator that is not there in metal."""

import pytest
from flask import current_app
from playwright.sync_api import expect

from incident_app.extensions import db
from incident_app.models import FactorUse
from incident_app.vocabulary import Role
from tests.browser.test_officer import LEFT
from tests.browser.walking import fits_and_is_clean, press
from tests.browser.windows import PHONE
from tests.make import PASSWORD, Make

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
ASKED = ("401 ", "console: Failed to load resource: the server responded with a status of 401")


@pytest.fixture
def officer(site):
    return Make().account(Role.AUDITOR)


@pytest.fixture
def page(open_page, site, monkeypatch):
    """A phone with a passkey provider, at the address browsers make passkeys for."""
    monkeypatch.setitem(current_app.config, "SECOND_FACTOR", value=True)
    page = open_page(**PHONE, expected=(*ASKED, *LEFT))
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto(site.replace("127.0.0.1", "localhost") + "/sign-in")
    return page


def password(page, account):
    page.get_by_label("E-mail address").fill(account.email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page.get_by_role("button", name="Sign in", exact=True))


def made(page, account):
    """The first passkey, and its recovery codes."""
    password(page, account)
    page.get_by_label("What you call it").fill("Work phone")
    press(page.get_by_role("button", name="Make a passkey"))
    expect(page.get_by_role("status").first).to_have_text("The passkey is added.")


def test_a_passkey_is_made_and_then_signs_in_by_itself(page, officer):
    password(page, officer)
    expect(page.get_by_role("heading", level=1)).to_have_text("My second factors")
    fits_and_is_clean(page)
    page.get_by_label("What you call it").fill("Work phone")
    press(page.get_by_role("button", name="Make a passkey"))
    expect(page.get_by_role("heading", name="Work phone")).to_be_visible()
    fits_and_is_clean(page)
    press(page.get_by_role("button", name="Make ten codes"))
    expect(page.get_by_role("listitem").locator("code")).to_have_count(10)
    fits_and_is_clean(page)
    press(page.get_by_role("link", name="I have them, go on"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Audit")
    press(page.get_by_role("button", name="Sign out"))
    fits_and_is_clean(page)
    press(page.get_by_role("button", name="Sign in with a passkey"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Audit")
    db.session.rollback()
    uses = db.session.scalars(db.select(FactorUse.proof)).all()
    assert len(set(uses)) == len(uses) == 2


def test_after_the_password_the_passkey_is_the_second_step(page, officer):
    made(page, officer)
    press(page.get_by_role("button", name="Sign out"))
    password(page, officer)
    expect(page.get_by_role("heading", level=1)).to_have_text("Show that it is you")
    fits_and_is_clean(page)
    press(page.get_by_role("button", name="Use a passkey"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Audit")


def test_an_answer_proves_nothing_twice(page, officer):
    """What a thief recorded is sent again, with the same challenge in the same cookie."""
    made(page, officer)
    press(page.get_by_role("button", name="Sign out"))
    cookies = []
    page.on("request", lambda request: _keep(page, request, cookies))
    press(page.get_by_role("button", name="Sign in with a passkey"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Audit")
    cookie, sent = cookies[0]
    press(page.get_by_role("button", name="Sign out"))
    page.context.clear_cookies()
    page.context.add_cookies([cookie])
    address = page.url.rpartition("/sign-in")[0] + "/sign-in/passkey"
    again = page.request.post(address, form=sent, max_redirects=0)
    assert again.status == 200
    assert "The passkey did not answer as it should." in again.text()


def _keep(page, request, into):
    if request.method == "POST" and request.url.endswith("/sign-in/passkey"):
        from urllib.parse import parse_qsl

        into.append(
            (page.context.cookies()[0], dict(parse_qsl(request.post_data, keep_blank_values=True)))
        )
