"""The audit in a browser: accessible, it fits, and a contact is a tap away from the numbers."""

import pytest
from playwright.sync_api import expect

from incident_app.vocabulary import Role
from tests.browser.walking import fits_and_is_clean, press, sign_in
from tests.browser.windows import DESK, NARROW, PHONE
from tests.make import CRIME, RULE, Make


@pytest.fixture
def auditor(principal):
    """An auditor of a district with contacts on two routes."""
    make = Make()
    incident = make.incident(principal, ("assault", CRIME), ("cheating", RULE))
    make.contact(incident, incident.matters[0])
    make.contact(incident, incident.matters[1])
    return make.account(Role.AUDITOR)


@pytest.mark.parametrize("width", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
@pytest.mark.parametrize(
    "eyes",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}],
    ids=["light", "dark", "forced"],
)
def test_the_audit_with_its_tables_open_is_accessible_and_fits(open_page, auditor, width, eyes):
    page = open_page(**width, **eyes)
    sign_in(page, auditor)
    page.goto("/audit?start=2025-07-01&end=2026-06-30")
    for summary in page.locator("summary").all():
        summary.click()
    assert page.get_by_role("img").first.bounding_box()["height"] > 100
    assert page.locator("figure .sign.to-open").count() == 2  # one month, and the legend
    fits_and_is_clean(page)


def test_from_the_numbers_to_a_contact_and_back(open_page, auditor):
    page = open_page(**PHONE)
    sign_in(page, auditor)
    page.goto("/audit?start=2025-09-01&end=2025-09-30")
    press(page.get_by_role("link", name="1 contact to open"))
    press(page.get_by_role("link", name="Sep 2, 2025").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("A contact of an officer")
    fits_and_is_clean(page)
    press(page.locator(".back a"))
    assert page.get_by_label("First day").input_value() == "2025-09-01"
