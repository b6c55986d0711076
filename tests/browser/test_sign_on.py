"""There and back in Chromium: connecting an account with the provider, and signing in with it."""

import pytest
from flask import current_app, redirect
from playwright.sync_api import expect

from config import Config
from incident_app import wiring
from incident_app.services import identities
from incident_app.web import headers
from tests.browser.walking import fits_and_is_clean, press, sign_in
from tests.browser.windows import PHONE
from tests.identity_provider import NAME, IdentityProvider
from tests.make import NOON


@pytest.fixture
def provider(site, monkeypatch):
    """A provider with a button, which sends people on to another of its hosts first."""
    app = current_app._get_current_object()
    with IdentityProvider() as found:
        found.clock, found.button, found.detour = app.config["CLOCK"], True, True
        config = Config(SECRET_KEY="t" * 40, **found.settings(site))
        monkeypatch.setitem(app.config, "SIGN_ON", wiring._sign_on(config))
        yield found


def test_i_connect_my_account_and_sign_in_with_it(open_page, principal, provider):
    page = open_page(["console: Clear-Site-Data"], **PHONE)
    sign_in(page, principal)
    page.goto("/account/sessions")
    press(page.get_by_role("link", name=f"My {NAME} account"))
    fits_and_is_clean(page)
    page.get_by_role("button", name=f"Connect my {NAME} account").click()
    page.get_by_role("link", name="It is me").click()
    expect(page.get_by_role("status")).to_contain_text("From now on you can sign in with it.")
    fits_and_is_clean(page)
    press(page.get_by_role("button", name="Sign out"))
    fits_and_is_clean(page)
    page.goto("/incidents")
    page.get_by_role("button", name=f"Sign in with {NAME}").click()
    page.get_by_role("link", name="It is me").click()
    expect(page.get_by_role("heading", level=1, name="Incidents")).to_be_visible()
    assert page.url.endswith("/incidents")


def test_the_way_back_is_used_up(open_page, principal, provider):
    identities.connect(provider.issuer, provider.subject, viewer=principal, now=NOON)
    page = open_page(["console: Failed to load resource", "400 "])
    page.goto("/sign-in")
    page.get_by_role("button", name=f"Sign in with {NAME}").click()
    page.get_by_role("link", name="It is me").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="It is me").click()
    expect(page.get_by_role("heading", name="Nothing was connected")).to_be_visible()
    press(page.get_by_role("link", name="Incidents", exact=True))
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


@pytest.mark.usefixtures("principal")
@pytest.mark.parametrize("allowed", ["itself", "itself and the provider"])
def test_a_redirect_would_be_blocked(open_page, provider, monkeypatch, allowed):
    """Why the button answers with a page (decision 9)."""
    app = current_app._get_current_object()
    if allowed != "itself":
        policy = headers.HEADERS["Content-Security-Policy"]
        policy = policy.replace("form-action 'self'", f"form-action 'self' {provider.issuer}")
        monkeypatch.setitem(headers.HEADERS, "Content-Security-Policy", policy)
    sends, clock = app.config["SIGN_ON"].send, app.config["CLOCK"]
    monkeypatch.setitem(
        app.view_functions, "sign_on.leave", lambda: redirect(sends(clock=clock).url, 303)
    )
    page = open_page(["console: Sending form data", "failed: "])
    page.goto("/sign-in")
    with page.expect_console_message() as said:
        page.get_by_role("button", name=f"Sign in with {NAME}").click()
    assert "form-action" in said.value.text
    assert "blocked" in said.value.text
    assert page.url.endswith("/sign-in")
