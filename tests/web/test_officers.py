"""The registry of officers, as each role reads it and the coordinator keeps it."""

from datetime import UTC, datetime, timedelta

import pytest

from incident_app.extensions import db
from incident_app.services import contracts, postings
from incident_app.vocabulary import Role
from tests.make import CRIME, NOON, PETTY, TODAY

TOMORROW = TODAY.date() + timedelta(days=1)


@pytest.fixture
def school(make):
    return make.school("EHS", "Eagle High School")


@pytest.fixture
def page(pages, make, school):
    return pages.sign_in(make.account(Role.COORDINATOR))


def at(app, *moment):
    app.config["CLOCK"] = lambda: datetime(*moment, tzinfo=UTC)


def test_the_list_says_who_is_an_sro_and_who_is_not(page, make, school):
    middle = make.school("WMS", "West Middle School")
    lake = make.agency("Lake Police")
    contract = make.contract(lake, schools=[school], ends_on=TODAY.date() + timedelta(days=26))
    covered = make.account(Role.OFFICER, schools=[school])
    make.posting(covered, lake, license_number="LAKE-1", substitute=True)
    split = make.account(Role.OFFICER, schools=[school, middle])
    make.posting(split, lake)
    alone = make.account(Role.OFFICER, schools=[middle])
    make.posting(alone, make.agency("Hill Police"))
    make.account(Role.OFFICER, schools=[school])
    listed = page.get("/officers")
    for said in (
        "SRO until Nov 30, 2025.",
        "Ends in 26 days.",
        "SRO at Eagle High School until Nov 30, 2025.",
        "No contract in force at West Middle School: not an SRO there.",
        "No contract in force: not an SRO.",
        "Not in the registry yet: not an SRO.",
        "LAKE-1",
        "Substitute",
        "The contract with Lake Police ends in 26 days",
    ):
        assert said in listed.text, said
    assert f"/contracts/{contract.id}" in listed.links


def test_an_administrator_sees_the_officers_of_their_schools_only(pages, make, school):
    middle = make.school("WMS", "West Middle School")
    here, there = make.officer(school), make.officer(middle)
    client = pages.sign_in(make.administrator(school))
    listed = client.get("/officers")
    assert here.name in listed.text
    assert there.name not in listed.text
    assert "Enter in the registry" not in client.get(f"/officers/{here.id}").text
    client.get(f"/officers/{there.id}", status=404)


def test_an_officer_opens_their_own_page_and_nobody_elses(pages, make, school):
    officer, other = make.officer(school), make.officer(school)
    client = pages.sign_in(officer)
    mine = client.get("/officers/me")
    assert "My service" in mine.title
    assert "SRO until Jun 30, 2032." in mine.text
    assert not [link for link in mine.links if "/contracts" in link or "/agencies" in link]
    assert client.get(f"/officers/{officer.id}").text == mine.text
    client.get(f"/officers/{other.id}", status=404)
    client.get("/officers", status=404)


def test_the_coordinator_enters_an_officer_and_every_line_is_kept(page, make, school):
    officer = make.account(Role.OFFICER, schools=[school])
    assert "There is no agency yet." in page.get(f"/officers/{officer.id}/posting").text
    make.contract(make.agency("Lake Police"), schools=[school])
    shown = page.get(f"/officers/{officer.id}")
    assert "Nothing is recorded yet" in shown.text
    page.get(f"/officers/{officer.id}/posting")
    missing = page.submit(schools=[])
    for said in ("Enter the license number.", "Enter the first day of duties.", "Choose at least"):
        assert said in missing.text
    early = page.submit(license_number="123", assumed_on="1950-01-01", schools=[str(school.id)])
    assert "First day of duties as an SRO: Check the first day of duties." in early.text
    kept = page.submit(assumed_on="2025-08-25", substitute="y")
    assert "SRO until Jun 30, 2032." in kept.text
    page.get(f"/officers/{officer.id}/posting")
    changed = page.submit(license_number="124")
    assert changed.text.index("license 124") < changed.text.index("license 123")
    other = make.account(Role.OFFICER, schools=[school])
    page.get(f"/officers/{other.id}/posting")
    taken = page.submit(license_number="124", assumed_on="2025-08-25")
    assert "Another officer has license number 124." in taken.text


def test_whoever_is_no_officer_has_no_page_in_the_registry(page, make, school):
    head = make.administrator(school)
    page.get(f"/officers/{head.id}", status=404)
    page.get(f"/officers/{head.id}/posting", status=404)


@pytest.mark.parametrize("shared", ["referral", "consultation"])
def test_a_contract_that_begins_tomorrow_shows_nothing_today(app, pages, make, school, shared):

    officer, owner = make.officer(school), make.administrator(school)
    matter = make.incident(owner, ("assault", CRIME if shared == "referral" else PETTY)).matters[0]
    address = f"/{shared}s/{getattr(make, shared)(matter, officer).id}"
    client = pages.sign_in(officer)
    client.get(address)
    (first,) = contracts.contracts(viewer=make.account(Role.COORDINATOR))
    keeper = make.account(Role.COORDINATOR)
    contracts.end(
        first.id, TODAY.date(), "Signed anew.", viewer=keeper, today=TODAY.date(), now=NOON
    )
    make.contract(first.agency, schools=[school], starts_on=TOMORROW)
    client.get(address, status=404)
    assert "One begins on Nov 5, 2025." in client.get("/officers/me").text
    at(app, 2025, 11, 5, 5, 59, 59)  # a second before midnight in Minnesota
    client.sign_in(officer)
    client.get(address, status=404)
    at(app, 2025, 11, 5, 6, 0)
    client.get(address)


def test_the_last_day_of_a_contract_lasts_until_midnight_in_the_district(app, pages, make, school):
    officer = make.account(Role.OFFICER, schools=[school])
    make.posting(officer, make.contract(schools=[school], ends_on=TODAY.date()).agency)
    owner = make.administrator(school)
    referral = make.referral(make.incident(owner, ("assault", CRIME)).matters[0], officer)
    at(app, 2025, 11, 5, 5, 59, 59)
    client = pages.sign_in(officer)
    client.get(f"/referrals/{referral.id}")
    assert "Ends today" in client.get("/officers/me").text
    at(app, 2025, 11, 5, 6, 0)
    client.get(f"/referrals/{referral.id}", status=404)


def test_a_school_that_an_officer_leaves_is_lost_with_what_was_referred_there(
    page, pages, make, school
):
    middle = make.school("WMS", "West Middle School")
    officer, owner = make.officer(school, middle), make.administrator(school)
    referral = make.referral(make.incident(owner, ("assault", CRIME)).matters[0], officer)
    client = pages.sign_in(officer)
    client.get(f"/referrals/{referral.id}")
    page.get(f"/officers/{officer.id}/posting")
    page.submit(schools=[str(middle.id)])
    assert client.request("GET", f"/referrals/{referral.id}").status_code == 302, "signed out"
    client.sign_in(officer)
    client.get(f"/referrals/{referral.id}", status=404)
    assert "West Middle School" in client.get("/officers/me").text
    assert postings.in_force(officer.id) is not None


@pytest.mark.parametrize("shared", ["referral", "consultation"])
def test_the_school_is_told_that_an_officer_cannot_see_what_stands(
    app, pages, make, school, shared
):
    officer, owner = make.officer(school), make.administrator(school)
    incident = make.incident(owner, ("assault", CRIME if shared == "referral" else PETTY))
    matter = incident.matters[0]
    getattr(make, shared)(matter, officer)
    client = pages.sign_in(owner)
    said = "The officer's contract is not in force: they cannot see this."
    assert said not in client.get(f"/matters/{matter.id}").text
    keeper = make.account(Role.COORDINATOR)
    (contract,) = contracts.contracts(viewer=keeper)
    contracts.end(
        contract.id, TODAY.date(), "It ended.", viewer=keeper, today=TODAY.date(), now=NOON
    )
    assert said in client.get(f"/matters/{matter.id}").text
    assert said in client.get(f"/incidents/{incident.id}").text
    make.contract(contract.agency, schools=[school], starts_on=TODAY.date())
    assert said not in client.get(f"/matters/{matter.id}").text


def test_the_school_is_told_that_an_officer_left_or_was_disabled(pages, make, school):
    officer, owner = make.officer(school, make.school("WMS")), make.administrator(school)
    matter = make.incident(owner, ("assault", CRIME)).matters[0]
    make.referral(matter, officer)
    client = pages.sign_in(owner)
    officer.schools = officer.schools[1:] if officer.schools[0] is school else officer.schools[:1]
    db.session.commit()
    said = client.get(f"/matters/{matter.id}").text
    assert "The officer does not work at this school any more: they cannot see this." in said
    officer.active = False
    db.session.commit()
    said = client.get(f"/matters/{matter.id}").text
    assert "The officer's account is disabled: they cannot see this." in said
