"""Incidents are found by keyboard, on a phone and at a desk, and the list is taken along as CSV."""

import pytest
from playwright.sync_api import expect

from incident_app.extensions import db
from incident_app.models import School
from tests.browser.walking import fits_and_is_clean, press, sign_in
from tests.browser.windows import DESK, NARROW, PHONE
from tests.make import Make


@pytest.fixture
def logged(principal):
    make = Make()
    school = db.session.scalars(db.select(School)).one()
    made = [
        make.incident(principal, "fighting", school=school, place=place)
        for place in ("Gym", "Cafeteria")
    ]
    db.session.rollback()
    return made


@pytest.mark.parametrize("width", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
def test_finding_is_accessible_and_fits(open_page, principal, logged, width):
    page = open_page(**width)
    sign_in(page, principal)
    for path in ("", "?outcome=undetermined&mine=yes", "?conduct=arson&waiting=yes"):
        page.goto(f"/incidents{path}")
        fits_and_is_clean(page)
    page.goto("/incidents?start=2025-09-03&end=2025-09-02&person=x")
    expect(page.get_by_role("alert")).to_be_visible()
    fits_and_is_clean(page)


def test_words_are_searched_by_the_enter_key_and_the_list_is_taken_along(
    open_page, principal, logged
):
    page = open_page(**PHONE)
    sign_in(page, principal)
    page.goto("/incidents")
    page.get_by_label("Words or reference").fill("gym")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="1 incident", exact=True).wait_for()
    assert "gym" not in page.url
    press(page.get_by_role("link", name="EHS-").first)
    page.go_back()
    page.get_by_role("heading", name="1 incident", exact=True).wait_for()
    fits_and_is_clean(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all of these as CSV").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert [line.split(",")[4] for line in lines] == ["Place", "Gym"]
    press(page.get_by_role("button", name="Take off: “gym”"))
    page.get_by_role("heading", name="2 incidents").wait_for()
    assert page.url.endswith("/incidents#list")


def test_on_a_phone_the_filters_are_folded_away_until_one_is_on(open_page, principal, logged):
    page = open_page(**PHONE)
    sign_in(page, principal)
    page.goto("/incidents")
    expect(page.get_by_label("Route")).to_be_hidden()
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Route").select_option("Undetermined")
    press(page.get_by_role("button", name="Apply the filters"))
    page.wait_for_url("**/incidents?outcome=undetermined")
    expect(page.get_by_label("Route")).to_be_visible()
