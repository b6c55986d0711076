"""Agencies and contracts as the coordinator keeps them, and the others read them."""

from datetime import timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import Agency, Contract
from incident_app.services import contracts
from incident_app.vocabulary import Role
from tests.make import CRIME, NOON, TODAY

TOMORROW = TODAY.date() + timedelta(days=1)


@pytest.fixture
def coordinator(make):
    return make.account(Role.COORDINATOR)


@pytest.fixture
def school(make):
    return make.school("EHS", "Eagle High School")


@pytest.fixture
def page(pages, coordinator, school):
    client = pages.sign_in(coordinator)
    client.get("/agencies")
    return client


@pytest.fixture
def contract(make, school):
    return make.contract(make.agency("Lake Police"), schools=[school])


def one(table):
    db.session.rollback()
    return db.session.scalars(db.select(table)).one()


def test_an_agency_is_added_changed_and_keeps_its_history(page):
    assert "No agency is recorded yet." in page.page.text
    page.get("/agencies/new")
    page.submit(name="Lake Police", chief="Chief Roe", chief_email="no address")
    assert "The chief's e-mail address: Enter an e-mail address" in page.page.text
    assert dict(page.page.values(page.path))["name"] == "Lake Police"
    added = page.submit(chief_email="roe@lake.example", contact="Sgt. Ito", contact_phone="555")
    assert "The agency is added." in added.text
    assert "No contract is recorded: its officers are not SROs." in added.text
    page.get(f"/agencies/{one(Agency).id}/people")
    changed = page.submit(chief="Chief Poe", chief_email="")
    assert changed.text.index("Chief Poe") < changed.text.index("Chief Roe")
    assert "roe@lake.example" in changed.text
    page.get("/agencies/new")
    again = page.submit(name=" Lake Police ", chief="Chief Roe")
    assert "There is already an agency Lake Police." in again.text


def test_a_contract_is_recorded_and_refused_twice(page, make, school):
    agency = make.agency("Lake Police")
    page.get(f"/agencies/{agency.id}/contracts/new")
    empty = page.submit(weekdays=[])
    for said in ("Enter its first day.", "Choose at least one school.", "Enter who signed for the"):
        assert said in empty.text
    signed = {
        "starts_on": "2025-07-01", "ends_on": "2026-06-30", "schools": [str(school.id)],
        "weekdays": ["monday", "friday"], "signed_for_district": "Superintendent Poe",
        "signed_for_agency": "Chief Roe", "day_begins": "07:40", "day_ends": "15:05",
    }  # fmt: skip
    backwards = page.submit(**signed | {"ends_on": "2025-06-30"})
    assert "Last day: The last day comes before the first." in backwards.text
    late = page.submit(**signed | {"day_ends": "07:00"})
    assert "The instructional day ends before it begins." in late.text
    kept = page.submit(**signed)
    assert page.path == f"/contracts/{one(Contract).id}"
    for said in ("In force until Jun 30, 2026", "Monday, Friday, 07:40 to 15:05", "Chief Roe"):
        assert said in kept.text
    page.get(f"/agencies/{agency.id}/contracts/new")
    assert "This contract is recorded already" in page.submit(**signed).text
    one(Contract)


def test_what_was_not_found_in_a_contract_is_said_out_loud(page, contract):
    first = page.get(f"/contracts/{contract.id}")
    assert "Nobody has read it through yet," in first.text
    assert "Not read yet" in first.text
    page.get(f"/contracts/{contract.id}/reading")
    assert "may not satisfy the statute" in page.page.text
    too_long = page.submit(climate="x" * 101)
    assert "Enter at most 100 characters." in too_long.text
    read = page.submit(climate="§3.1", enforcement="§3.7", direct_control="§9")
    assert "Not found in the contract: IV.A.2, IV.A.3, IV.A.4, IV.A.5, IV.A.6, IV.B." in read.text
    assert "Minn. Stat. 626.8482, subd. 2(a)(3)" in read.text
    assert "may not satisfy the statute" in read.text
    assert "Legitimate educational interest Not found in the contract" in read.text
    assert "Direct control §9" in read.text
    page.get(f"/contracts/{contract.id}/reading")
    assert dict(page.page.values(page.path))["climate"] == "§3.1"
    again = page.submit(climate="", protection="§3.2")
    assert again.text.count("of 8 clauses found") == 2
    assert "Not found in the contract: IV.A.1, IV.A.3" in again.text


def test_ending_a_contract_says_what_it_does_and_does_it_on_the_next_request(
    page, pages, make, school
):
    officer = make.officer(school)
    owner = make.administrator(school)
    referral = make.referral(make.incident(owner, ("assault", CRIME)).matters[0], officer)
    theirs = pages.sign_in(officer)
    theirs.get(f"/referrals/{referral.id}")
    assert theirs.get("/officers/me").text.count("SRO until Jun 30, 2032") == 1
    (contract,) = contracts.contracts(viewer=page_account(page))
    said = page.get(f"/contracts/{contract.id}/end")
    assert "its officers see nothing that was referred to them at Eagle High School" in said.text
    assert "1 live referral stands" in said.text
    assert officer.name in said.text
    refused = page.submit(from_day="2025-11-03", why="")
    assert "Enter why it ends." in refused.text
    refused = page.submit(from_day="2025-11-03", why="The board ended it.")
    assert "Enter a day from today" in refused.text
    ended = page.submit(from_day="2025-11-04")
    assert "Nov 4, 2025 is the first day without it." in ended.text
    theirs.get(f"/referrals/{referral.id}", status=404)
    assert "No matter waits for you" in theirs.get("/").text
    mine = theirs.get("/officers/me")
    assert "No contract in force: not an SRO." in mine.text
    assert "what was referred to you is not shown" in mine.text
    page.get(f"/contracts/{contract.id}/end")
    assert page.path == f"/contracts/{contract.id}"
    make.contract(contract.agency, schools=[school], starts_on=TODAY.date())
    theirs.get(f"/referrals/{referral.id}")


def page_account(page):
    from incident_app.models import Account

    return db.session.scalars(db.select(Account).where(Account.role == Role.COORDINATOR)).one()


def test_where_another_contract_covers_the_day_its_end_says_that_nothing_is_lost(
    page, make, contract, school
):
    make.contract(contract.agency, schools=[school], starts_on=TODAY.date())
    said = page.get(f"/contracts/{contract.id}/end")
    assert "At Eagle High School another contract with the agency covers that day" in said.text
    assert "see nothing" not in said.text


def test_an_administrator_reads_the_contracts_of_their_schools_and_keeps_none(
    pages, make, contract, school
):
    client = pages.sign_in(make.administrator(school))
    read = client.get(f"/contracts/{contract.id}")
    assert "Read it through" not in read.text
    assert f"/agencies/{contract.agency_id}" not in read.links
    elsewhere = make.contract(make.agency(), schools=[make.school("WMS")])
    client.get(f"/contracts/{elsewhere.id}", status=404)
    client.get("/agencies", status=404)


def test_an_auditor_reads_agencies_and_changes_nothing(pages, make, contract):
    client = pages.sign_in(make.account(Role.AUDITOR))
    listed = client.get("/agencies")
    assert "Lake Police" in listed.text
    assert "Add an agency" not in listed.text
    shown = client.get(f"/agencies/{contract.agency_id}")
    assert "Record a contract" not in shown.text
    assert "End it early" not in client.get(f"/contracts/{contract.id}").text
    client.get(f"/contracts/{contract.id}/end", status=404)


def test_an_end_is_announced_unless_another_contract_follows(page, pages, make, school):
    agency = make.agency("Lake Police")
    ends = TODAY.date() + timedelta(days=26)
    make.contract(agency, schools=[school], ends_on=ends)
    said = page.get("/agencies")
    assert "The contract with Lake Police ends in 26 days , on Nov 30, 2025." in said.text
    assert "its officers are not SROs at Eagle High School" in said.text
    head = pages.sign_in(make.administrator(school))
    assert "ends in 26 days" in head.get("/officers").text
    make.contract(agency, schools=[school], starts_on=ends + timedelta(days=1))
    assert "ends in" not in page.get("/officers").text
    assert "ends in" not in head.get("/officers").text


def test_a_contract_that_never_began_says_so(page, make, school, coordinator):
    contract = make.contract(schools=[school], starts_on=TOMORROW)
    assert "Begins on Nov 5, 2025" in page.get(f"/contracts/{contract.id}").text
    contracts.end(
        contract.id, TODAY.date(), "It was not signed.", viewer=coordinator, today=TODAY.date(),
        now=NOON,
    )  # fmt: skip
    assert "Ended before it began" in page.get(f"/contracts/{contract.id}").text
