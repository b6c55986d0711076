"""The incident and its matters in a browser: read, added to, asked, and answered by two at once."""

import pytest
from playwright.sync_api import expect

from incident_app.extensions import db
from incident_app.models import Account, Matter
from incident_app.services import accounts
from incident_app.vocabulary import Role
from tests.browser.walking import answer, fits_and_is_clean, press, sign_in
from tests.browser.windows import DESK, NARROW, PHONE
from tests.make import NOON, PASSWORD, Make


@pytest.fixture
def colleague(principal):
    return accounts.create(
        viewer=None, name="Sam Ortiz", email="sam@district.example", role=Role.ADMINISTRATOR,
        password=PASSWORD, schools=principal.schools, now=NOON,
    )  # fmt: skip


@pytest.fixture
def matter(principal):
    """The first of two matters, as its address; the id outlives the session."""
    incident = Make().incident(principal, ("fighting", {"crime": True}), "cheating")
    return str(incident.matters[0].id)


def seconds_choice(open_page, principal, colleague, matter, window):
    """Two open the same questions; the first saves, and the second finds out on saving."""
    pages = [open_page(**window), open_page(**window)]
    for page, who in zip(pages, (principal, colleague), strict=True):
        sign_in(page, db.session.get(Account, who.id))
        page.goto(f"/matters/{matter}/answers")
    answer(pages[0], {"threat": "Yes"})
    pages[1].get_by_label("Why, or who told you").fill("I asked her.")
    answer(pages[1], {"threat": "No", "juvenile": "Yes"})
    return pages[1]


@pytest.mark.parametrize("window", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
def test_the_pages_of_the_record_are_accessible_and_fit(
    open_page, principal, colleague, matter, window
):
    page = seconds_choice(open_page, principal, colleague, matter, window)
    fits_and_is_clean(page)
    page.goto(f"/matters/{matter}/ask")
    fits_and_is_clean(page)
    press(page.get_by_role("button", name="Ask"))
    fits_and_is_clean(page)
    page.locator("input[name=fact]").first.check()
    page.locator("input[name=colleague]").first.check()
    press(page.get_by_role("button", name="Ask"))
    expect(page.get_by_role("status")).to_contain_text("is asked.")
    fits_and_is_clean(page)
    press(page.get_by_role("link", name="Incident EHS-"))
    fits_and_is_clean(page)
    page.get_by_text("Add what you learned later").click()
    press(page.get_by_role("button", name="Add it", exact=True))
    fits_and_is_clean(page)
    page.get_by_label("What you learned later").fill("His mother called. " * 20)
    press(page.get_by_role("button", name="Add it", exact=True))
    fits_and_is_clean(page)
    press(page.get_by_role("link", name="Add a person"))
    fits_and_is_clean(page)
    press(page.get_by_role("button", name="Add it to the incident"))
    fits_and_is_clean(page)


def test_the_second_of_two_sees_both_answers_and_chooses(open_page, principal, colleague, matter):
    window = {**PHONE, "java_script_enabled": False}
    page = seconds_choice(open_page, principal, colleague, matter, window)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(f"{principal.name} answered while this page was open")
    alert.get_by_role("link", name="Was another person threatened").click()
    question = page.locator("fieldset", has=page.locator("input[name=threat]"))
    assert "You chose “No”. Choose which one stands." in question.inner_text()
    assert question.locator("input:checked").get_attribute("value") == "no"
    question.get_by_label(f"Yes (saved by {principal.name})").check()
    assert page.get_by_label("Why, or who told you").input_value() == "I asked her."
    press(page.get_by_role("button", name="Save the answers"))
    expect(page.get_by_role("status")).to_have_text("Saved. The route is now: Law enforcement.")
    db.session.rollback()
    kept = db.session.scalars(db.select(Matter)).all()
    said = [(line.fact, line.value.value) for each in kept for line in each.answers]
    assert said == [("crime", "yes"), ("threat", "yes"), ("juvenile", "yes")]


def test_the_paper_holds_everything_and_none_of_the_screen(open_page, principal, matter):
    page = open_page(**DESK)
    sign_in(page, principal)
    page.goto(f"/matters/{matter}")
    press(page.get_by_role("link", name="Incident EHS-"))
    press(page.get_by_role("link", name="Print"))
    fits_and_is_clean(page)
    assert page.locator("details:not([open])").count() == 0
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_text("press Ctrl and P")).to_be_hidden()
    for said in ("Do not pass it on", "Not needed here", "Every decision", "logged this incident"):
        expect(page.get_by_text(said).first).to_be_visible()
