"""From an agency to an officer who reads a matter, and to the end of the contract."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from incident_app.vocabulary import Role
from tests.browser.test_officer import LEFT
from tests.browser.walking import fits_and_is_clean, press, sign_in
from tests.browser.windows import DESK, PHONE
from tests.make import CRIME, Make


@pytest.fixture
def coordinator(site):
    return Make().account(Role.COORDINATOR, email="coordinator@district.example")


@pytest.fixture
def officer(principal):
    return Make().account(Role.OFFICER, schools=principal.schools, email="sam@lake.example")


@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
def test_the_whole_round(open_page, coordinator, officer, principal, window):
    page, theirs = open_page(**window), open_page(LEFT, **PHONE)
    sign_in(page, coordinator)
    press(page.get_by_role("link", name="Officers", exact=True))
    page.get_by_text("Not in the registry yet: not an SRO.").wait_for()
    fits_and_is_clean(page)
    press(page.get_by_role("link", name="Agencies and contracts"))
    press(page.get_by_role("link", name="Add an agency"))
    page.get_by_label("Agency", exact=True).fill("Lake Police")
    page.get_by_label("Chief law enforcement officer").fill("Chief Roe")
    press(page.get_by_role("button", name="Add the agency"))
    press(page.get_by_role("link", name="Record a contract"))
    page.get_by_label("First day").fill("2025-07-01")
    page.get_by_label("Last day").fill("2026-06-30")
    page.get_by_label(principal.schools[0].name).check()
    page.get_by_label("Signed for the district").fill("Superintendent Poe")
    page.get_by_label("Signed for the agency").fill("Chief Roe")
    press(page.get_by_role("button", name="Record the contract"))
    press(page.get_by_role("link", name="Read it through"))
    page.get_by_label("IV.A.1 School climate").fill("§3.1")
    press(page.get_by_role("button", name="Keep this reading"))
    page.get_by_text("Not found in the contract: IV.A.2").wait_for()
    fits_and_is_clean(page)
    contract = page.url
    page.goto("/officers")
    press(page.get_by_role("main").get_by_role("link", name=officer.name))
    press(page.get_by_role("link", name="Enter in the registry"))
    page.get_by_label("License number").fill("21457")
    page.get_by_label("First day of duties as an SRO").fill("2025-08-25")
    press(page.get_by_role("button", name="Save"))
    page.get_by_text("SRO until Jun 30, 2026.").wait_for()
    fits_and_is_clean(page)

    Make().training(officer, full_course="SRO training", full_course_on=date(2025, 8, 8))
    referral = Make().referral(Make().incident(principal, ("assault", CRIME)).matters[0], officer)
    sign_in(theirs, officer)
    press(theirs.get_by_role("link", name="My service"))
    theirs.get_by_text("SRO until Jun 30, 2026.").wait_for()
    fits_and_is_clean(theirs)
    theirs.goto(f"/referrals/{referral.id}")
    expect(theirs.get_by_role("button", name="Accept the matter")).to_be_visible()

    page.goto(contract)
    press(page.get_by_role("link", name="End it early"))
    page.get_by_text("1 live referral stands").wait_for()
    fits_and_is_clean(page)
    page.get_by_label("Why it ends").fill("The board ended it.")
    press(page.get_by_role("button", name="End the contract"))
    page.get_by_text("is the first day without it.").first.wait_for()
    theirs.reload()
    expect(theirs).to_have_title(re.compile("Page not found"))
    theirs.goto("/officers/me")
    theirs.get_by_text("No contract in force: not an SRO.").wait_for()


def test_a_roster_is_chosen_looked_at_and_imported(open_page, coordinator, officer, tmp_path):
    make = Make()
    make.contract(make.agency("Lake Police"), schools=officer.schools)
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "name,email,agency,license_number,schools,assumed_duties_on,substitute\r\n"
        f"{officer.name},sam@lake.example,Lake Police,21457,EHS,2025-08-25,no\r\n"
    )
    page = open_page(**PHONE)
    sign_in(page, coordinator)
    page.goto("/officers/import")
    page.get_by_label("CSV file").set_input_files(roster)
    press(page.get_by_role("button", name="Look at it"))
    page.get_by_text("1 added, 0 changed").wait_for()
    fits_and_is_clean(page)
    press(page.get_by_role("button", name="Import all of it"))
    page.get_by_text("The roster is imported: 1 added, 0 changed.").wait_for()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download as Excel").click()
    assert taken.value.suggested_filename == "officers-2025-11-04.xlsx"
