"""The policy is read and tried on any screen, and on paper."""

import pytest
from playwright.sync_api import expect

from incident_app.policy.editions.edina_273 import EDINA_273
from incident_app.services import policy_texts
from incident_app.vocabulary import Role
from tests.browser.walking import fits_and_is_clean, press, sign_in
from tests.browser.windows import DESK, NARROW, PHONE
from tests.make import NOON, Make

DARK, FORCED = {"color_scheme": "dark"}, {"forced_colors": "active"}


@pytest.fixture
def clerk(site):
    """The system administrator, after pasting two paragraphs, one of them hard to fit."""
    clerk = Make().account(Role.SYSTEM_ADMINISTRATOR)
    texts = {"IV.A.7": "Crimes.\n\nStatus offenses.", "IV.B": "W" * 400}
    policy_texts.paste(EDINA_273, texts, seen={}, viewer=clerk, now=NOON)
    return clerk


@pytest.mark.parametrize(
    "window",
    [DESK, PHONE, NARROW, PHONE | DARK, PHONE | FORCED],
    ids=["desk", "phone", "narrow", "dark", "forced"],
)
def test_every_policy_page_is_accessible_and_fits(open_page, clerk, window):
    page = open_page(**window)
    sign_in(page, clerk)
    for path in ("", "/minnesota_626_8482", "/edina_273?on=2025-09-02", "/edina_273/history"):
        page.goto(f"/policy{path}")
        fits_and_is_clean(page)
    page.locator("summary").first.click()
    fits_and_is_clean(page)
    page.goto("/policy/edina_273/texts")
    fits_and_is_clean(page)
    page.get_by_label("Paragraph IV.C").fill("x" * 20_001)
    press(page.get_by_role("button", name="Save").last)
    expect(page.get_by_role("alert")).to_contain_text("Enter at most 20,000 characters.")
    fits_and_is_clean(page)


def test_an_officer_tries_the_policy_on_a_phone_without_javascript(open_page, site):
    page = open_page(**PHONE, java_script_enabled=False)
    sign_in(page, Make().account(Role.OFFICER))
    press(page.get_by_role("link", name="Policy", exact=True))
    press(page.get_by_role("link", name="Try it"))
    page.get_by_label("What they did").select_option(label="Theft of $500 or less")
    page.locator("fieldset", has=page.locator("input[name=crime]")).get_by_label("Yes").check()
    press(page.get_by_role("button", name="Show the route").last)
    expect(page.locator(".outcome")).to_have_text("Undetermined")
    expect(page.get_by_role("main")).to_contain_text("Suggested: yes.")
    asked = page.locator("fieldset", has=page.locator("input[name=victim_request]"))
    asked.get_by_label("Yes").check()
    press(page.get_by_role("button", name="Show the route").last)
    expect(page.locator(".outcome")).to_have_text("Law enforcement")
    assert page.url.endswith("/policy/edina_273/try")


def test_a_tried_route_and_a_contradiction_fit_and_are_accessible(open_page, site):
    page = open_page(**PHONE)
    sign_in(page, Make().account(Role.OFFICER))
    page.goto("/policy/edina_273/try")
    fits_and_is_clean(page)
    page.locator("#firearm-0").check()
    press(page.get_by_role("button", name="Show the route").last)
    fits_and_is_clean(page)
    page.locator("#crime-1").check()
    press(page.get_by_role("button", name="Show the route").last)
    expect(page.get_by_role("alert")).to_contain_text("cannot both be true")
    fits_and_is_clean(page)


def test_on_paper_the_whole_table_stands_on_the_sheet(open_page, clerk):
    page = open_page(viewport={"width": 720, "height": 900})
    sign_in(page, clerk)
    page.goto("/policy")
    page.emulate_media(media="print")
    table = page.locator("table").bounding_box()
    assert table["x"] + table["width"] <= 720
    expect(page.get_by_role("link", name="Try it")).to_be_hidden()


def test_the_route_follows_what_is_tried(open_page, principal):
    page = open_page(**PHONE)
    sign_in(page, principal)
    page.goto("/policy/edina_273/try")
    page.get_by_role("radiogroup", name="Did a pupil unlawfully bring a firearm?").get_by_role(
        "radio", name="Yes"
    ).check()
    page.locator(".route.law_enforcement").wait_for()
