"""Incidents are found by keyboard, on a phone and at a desk, and the list is taken along as CSV."""

import pytest

from incident_app.extensions import db
from incident_app.models import School
from tests.browser.test_routes import fits_and_is_clean, sign_in
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
    assert page.get_by_role("alert").is_visible()
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
    page.get_by_role("link", name="EHS-").first.click()
    page.go_back()
    page.get_by_role("heading", name="1 incident", exact=True).wait_for()
    fits_and_is_clean(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all of these as CSV").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert [line.split(",")[4] for line in lines] == ["Place", "Gym"]
    page.get_by_role("button", name="Take off: “gym”").click()
    page.get_by_role("heading", name="2 incidents").wait_for()
    assert page.url.endswith("/incidents#list")


def test_on_a_phone_the_filters_are_folded_away_until_one_is_on(open_page, principal, logged):
    page = open_page(**PHONE)
    sign_in(page, principal)
    page.goto("/incidents")
    assert not page.get_by_label("Route").is_visible()
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Route").select_option("Undetermined")
    page.get_by_role("button", name="Apply the filters").click()
    page.wait_for_url("**/incidents?outcome=undetermined")
    assert page.get_by_label("Route").is_visible()
