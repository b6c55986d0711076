"""Home in a browser: accessible, it fits, and every number leads somewhere."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.walking import fits_and_is_clean, press, sign_in
from tests.browser.windows import DESK, NARROW, PHONE
from tests.make import Make


@pytest.fixture
def busy(principal):
    """An administrator with undetermined matters in two months."""
    for month in (9, 11):
        day = datetime(2025, month, 2, 17, tzinfo=UTC)
        Make().incident(
            principal, "fighting", ("cheating", {}), occurred_at=day, occurred_on=day.date(), now=day,
            external_id=f"busy {month}",
        )  # fmt: skip
    return principal


@pytest.mark.parametrize("width", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_home_with_its_table_open_is_accessible_and_fits(open_page, busy, width, scheme):
    page = open_page(**width, color_scheme=scheme)
    sign_in(page, busy)
    page.goto("/?year=2025")
    page.get_by_text("The same numbers as a table").click()
    expect(page.get_by_role("table")).to_be_visible()
    assert page.get_by_role("img").bounding_box()["height"] > 100
    fits_and_is_clean(page)
    assert page.get_by_role("link", name="Log an incident").last.bounding_box()["y"] < 400


def test_every_number_leads_somewhere(open_page, busy):
    page = open_page(**PHONE)
    sign_in(page, busy)
    press(page.get_by_role("link", name="matters undetermined"))
    assert page.url.endswith("/incidents?outcome=undetermined")
    page.go_back()
    press(page.locator("main h3 a").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Answer the questions")
