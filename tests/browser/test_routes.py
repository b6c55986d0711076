"""One incident of each outcome, from sign-in to the cited paragraph, in a browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.walking import answer, fits_and_is_clean, log, press, sign_in
from tests.browser.windows import DESK, NARROW, PHONE

# What is answered, and the outcome and citation that the page must then show.
ROUTES = {
    "Law enforcement": ("fighting", {"crime": "Yes", "bodily_harm": "Yes"}, "IV.A.7, first sentence: harm or threat"),
    "Administrator-led": (
        "cannabis_small",
        {"firearm": "No", "crime": "No", "bodily_harm": "No", "threat": "No", "juvenile": "Yes",
         "petty_offense": "Yes", "school_property": "Yes"},
        "IV.A.7, second sentence",
    ),
    "Discipline only": ("cheating", {"crime": "No", "petty_offense": "No", "school_rule": "Yes"}, "IV.B"),
    "Undetermined": ("theft_small", {"crime": "Yes", "bodily_harm": "No", "victim_request": "Not known yet"}, "Ask next"),
    "Policy gap": (
        "drug_sale",
        {"firearm": "No", "crime": "Yes", "bodily_harm": "No", "threat": "No", "victim_request": "No",
         "guardian_request": "No", "petty_offense": "No"},
        "IV.A.2, IV.C",
    ),
    "No violation": ("self_harm", {"crime": "No", "petty_offense": "No", "school_rule": "No"}, "No paragraph is engaged"),
}  # fmt: skip


@pytest.mark.parametrize("outcome", ROUTES)
def test_an_incident_gets_its_route_and_its_paragraph(open_page, principal, outcome):
    conduct, answers, cite = ROUTES[outcome]
    page = open_page(**PHONE)
    sign_in(page, principal)
    log(page, conduct)
    answer(page, answers)
    card = page.get_by_role("article")
    assert card.locator(".outcome").inner_text() == outcome
    expect(card).to_contain_text(cite)
    press(page.get_by_role("link", name="Incidents"))
    expect(page.locator(".tag")).to_have_text(outcome)


@pytest.mark.parametrize("width", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
def test_every_page_is_accessible_and_fits(open_page, principal, width):
    page = open_page(**width)
    page.goto("/sign-in")
    fits_and_is_clean(page)
    sign_in(page, principal)
    fits_and_is_clean(page)
    page.goto("/incidents/new")
    fits_and_is_clean(page)
    press(page.get_by_role("button", name="Log the incident"))
    expect(page.get_by_role("alert")).to_be_visible()
    fits_and_is_clean(page)
    log(page, "fighting")
    fits_and_is_clean(page)
    answer(page, {"firearm": "Yes", "crime": "No"})
    expect(page.get_by_role("alert")).to_contain_text("cannot both be true")
    fits_and_is_clean(page)
    answer(page, {"firearm": "No", "crime": "Yes"})
    fits_and_is_clean(page)
    page.goto("/incidents")
    fits_and_is_clean(page)


@pytest.mark.parametrize(
    "eyes", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=["dark", "forced"]
)
def test_every_page_is_legible_in_other_colours(open_page, principal, eyes):
    page = open_page(**PHONE, **eyes)
    page.goto("/sign-in")
    fits_and_is_clean(page)
    sign_in(page, principal)
    page.goto("/incidents/new")
    press(page.get_by_role("button", name="Log the incident"))
    fits_and_is_clean(page)
    log(page, "fighting")
    answer(page, {"firearm": "Yes", "crime": "No"})
    fits_and_is_clean(page)
    answer(page, {"firearm": "No", "crime": "Yes"})
    fits_and_is_clean(page)
    page.goto("/incidents")
    fits_and_is_clean(page)


def test_yes_no_and_not_known_yet_stand_side_by_side_on_a_phone(open_page, principal):
    page = open_page(**PHONE)
    sign_in(page, principal)
    log(page, "fighting")
    press(page.get_by_role("link", name="Answer the questions"))
    page.wait_for_load_state()
    tiles = page.locator("fieldset").first.locator(".tiles label")
    assert len({tile.bounding_box()["y"] for tile in tiles.all()}) == 1
    assert tiles.count() == 3
