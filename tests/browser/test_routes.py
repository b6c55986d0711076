"""One incident of each outcome, from sign-in to the cited paragraph, in a browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from incident_app.policy.conducts import BY_CODE
from tests.browser.windows import DESK, NARROW, PHONE
from tests.make import PASSWORD

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


def sign_in(page, account):
    page.goto("/")
    page.get_by_label("E-mail address").fill(account.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def log(page, conduct, who="Lee, Ana"):
    page.get_by_role("link", name="Log an incident").first.click()
    page.get_by_label("Day it happened").fill("2025-09-02")
    page.get_by_label("Time it happened").fill("11:40")
    page.get_by_label("Where").fill("Cafeteria")
    page.get_by_label("What happened").fill("It happened at lunch.")
    page.get_by_label("Who", exact=True).fill(who.partition(",")[0])
    page.get_by_role("radio", name=who).check()
    page.get_by_label("What they did").fill(BY_CODE[conduct].label)
    page.get_by_role("radio", name=BY_CODE[conduct].label, exact=True).check()
    page.get_by_role("region", name=f"Route: {BY_CODE[conduct].label}").wait_for()
    page.get_by_role("button", name="Log the incident").click()
    page.wait_for_url("**/incidents/*-*")


def answer(page, answers):
    if "/answers" not in page.url:
        page.get_by_role("link", name="the questions").or_(
            page.get_by_role("link", name="Correct the answers")
        ).first.click()
    for fact, word in answers.items():
        question = page.locator("fieldset", has=page.locator(f"input[name={fact}]"))
        question.get_by_label(word, exact=True).check()
    page.get_by_role("button", name="Save the answers").click()


@pytest.mark.parametrize("outcome", ROUTES)
def test_an_incident_gets_its_route_and_its_paragraph(open_page, principal, outcome):
    conduct, answers, cite = ROUTES[outcome]
    page = open_page(**PHONE)
    sign_in(page, principal)
    log(page, conduct)
    answer(page, answers)
    card = page.get_by_role("article")
    assert card.locator(".outcome").inner_text() == outcome
    assert cite in card.inner_text()
    page.get_by_role("link", name="Incidents").click()
    assert page.locator(".tag").inner_text() == outcome


@pytest.mark.parametrize("width", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
def test_every_page_is_accessible_and_fits(open_page, principal, width):
    page = open_page(**width)
    page.goto("/sign-in")
    fits_and_is_clean(page)
    sign_in(page, principal)
    fits_and_is_clean(page)
    page.goto("/incidents/new")
    fits_and_is_clean(page)
    page.get_by_role("button", name="Log the incident").click()
    assert page.get_by_role("alert").is_visible()
    fits_and_is_clean(page)
    log(page, "fighting")
    fits_and_is_clean(page)
    answer(page, {"firearm": "Yes", "crime": "No"})
    assert "cannot both be true" in page.get_by_role("alert").inner_text()
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
    page.get_by_role("button", name="Log the incident").click()
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
    page.get_by_role("link", name="Answer the questions").click()
    page.wait_for_load_state()
    tiles = page.locator("fieldset").first.locator(".tiles label")
    assert len({tile.bounding_box()["y"] for tile in tiles.all()}) == 1
    assert tiles.count() == 3


def fits_and_is_clean(page):
    """No sideways scroll, targets a thumb can hit, and nothing for axe to say."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    small = page.eval_on_selector_all(
        "main button:not(.first), .usa-button, header a, input:not([type=hidden]), select, .tiles label, summary",
        "all => all.filter(e => e.offsetHeight && e.offsetHeight < 44).map(e => e.outerHTML)",
    )
    assert small == []
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
