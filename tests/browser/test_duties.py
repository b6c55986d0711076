"""An officer at a phone logs a duty in two taps, with and without JavaScript."""

import pytest

from tests.browser.test_routes import fits_and_is_clean, sign_in
from tests.browser.windows import NARROW, PHONE
from tests.make import Make

THUMB = 44
"""The least height and width of what a thumb must hit, in CSS pixels."""


@pytest.fixture
def officer(principal):
    return Make().officer(*principal.schools)


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_two_taps_log_a_duty(open_page, officer, scripted):
    page = open_page(**PHONE, java_script_enabled=scripted)
    sign_in(page, officer)
    page.goto("/duties")
    page.get_by_label("30 min").tap()
    page.get_by_role("button", name="Teaching").tap()
    said = page.get_by_role("status").inner_text()
    assert said == "Logged: Teaching (IV.A.6), 30 minutes at Eagle High School on Nov 4, 2025."
    assert page.get_by_role("heading", name="Teaching (IV.A.6), 30 min").is_visible()


@pytest.mark.parametrize("width", [PHONE, NARROW], ids=["phone", "narrow"])
def test_chips_and_duties_are_as_large_as_a_thumb_and_need_no_scrolling_apart(
    open_page, officer, width
):
    page = open_page(**width)
    sign_in(page, officer)
    page.goto("/duties")
    labels = page.locator(".how-long label.usa-radio__label").all()
    buttons = page.locator(".duties button").all()
    assert (len(labels), len(buttons)) == (5, 6)
    for each in (*labels, *buttons):
        box = each.bounding_box()
        assert box["height"] >= THUMB, each.inner_text()
        assert box["width"] >= THUMB, each.inner_text()
    assert not page.get_by_label("Minutes", exact=True).is_visible()
    page.get_by_label("Other", exact=True).check()
    assert page.get_by_label("Minutes", exact=True).is_visible()
    page.get_by_text("Another day, how many people").click()
    fits_and_is_clean(page)


def test_a_mistake_is_shown_with_what_was_typed(open_page, officer):
    page = open_page(**PHONE)
    sign_in(page, officer)
    page.goto("/duties")
    page.get_by_text("Another day, how many people").tap()
    page.get_by_label("A few words").fill("With Ana Lee.")
    page.get_by_label("15 min").tap()
    page.get_by_role("button", name="School climate").tap()
    assert "Take the student's name out" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("A few words").input_value() == "With Ana Lee."
    fits_and_is_clean(page)
