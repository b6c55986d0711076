"""Referring a matter and asking advice in a browser: read first, then sent, then taken back."""

import pytest
from playwright.sync_api import expect

from incident_app.extensions import db
from incident_app.models import Referral
from incident_app.vocabulary import State
from tests.browser.walking import fits_and_is_clean, press, sign_in
from tests.browser.windows import DESK, NARROW, PHONE
from tests.make import CRIME, PETTY, Make

WINDOWS = pytest.mark.parametrize("window", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
READ = "See what the officer will read"


@pytest.fixture
def matters(principal):
    """A law-enforcement matter and an administrator-led one, as their addresses."""
    make = Make()
    make.officer(*principal.schools)
    incident = make.incident(principal, ("assault", CRIME), ("nicotine", PETTY))
    return [f"/matters/{matter.id}" for matter in incident.matters]


@WINDOWS
def test_a_referral_is_read_sent_and_taken_back(open_page, principal, matters, window):
    page = open_page(**window)
    sign_in(page, principal)
    page.goto(matters[0])
    press(page.get_by_role("link", name="Refer to an officer"))
    press(page.get_by_role("button", name=READ))
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.title().startswith("Error: Refer matter")
    fits_and_is_clean(page)
    page.get_by_label("What you ask of the officer, and why").fill("Look into it.\n" + "x" * 90)
    page.get_by_label("Summary", exact=True).fill("She hit him.")
    page.get_by_label("School official").check()
    press(page.get_by_role("button", name=READ))
    fits_and_is_clean(page)
    press(page.get_by_role("button", name="Change it"))
    assert page.get_by_label("Summary", exact=True).input_value() == "She hit him."
    press(page.get_by_role("button", name=READ))
    assert db.session.scalars(db.select(Referral)).all() == []
    press(page.get_by_role("button", name="Send it"))
    expect(page.get_by_role("status")).to_contain_text("Sent to")
    page.get_by_text("What the officer reads").click()
    page.get_by_text("Take it back").first.click()
    fits_and_is_clean(page)
    press(page.get_by_role("button", name="Take it back"))
    fits_and_is_clean(page)
    page.get_by_label("Why you take it back").fill("A mix-up.")
    press(page.get_by_role("button", name="Take it back"))
    expect(page.get_by_role("status")).to_contain_text("Taken back.")
    fits_and_is_clean(page)
    db.session.rollback()
    assert [each.state for each in db.session.scalars(db.select(Referral))] == [State.REVOKED]


@WINDOWS
def test_who_is_named_in_a_question_is_said_before_it_is_sent(
    open_page, principal, matters, window
):
    page = open_page(**window)
    sign_in(page, principal)
    page.goto(matters[1])
    press(page.get_by_role("link", name="Ask an officer's advice"))
    page.get_by_label("Your question").fill("Which program would you suggest?")
    page.get_by_label("Summary", exact=True).fill("A student had a vape.")
    page.get_by_text("Name somebody to the officer").click()
    fits_and_is_clean(page)
    page.get_by_role("checkbox").first.check()
    press(page.get_by_role("button", name=READ))
    fits_and_is_clean(page)
    page.get_by_label("Written consent").check()
    press(page.get_by_role("button", name=READ))
    expect(page.get_by_text("Naming a student makes this a referral")).to_be_visible()
    fits_and_is_clean(page)
    press(page.get_by_role("button", name="Send it"))
    expect(page.get_by_role("status")).to_contain_text("is asked for advice.")
    fits_and_is_clean(page)
