"""The coordinator reads every matter but the discipline-only ones, of which they learn how many."""

import re

import pytest

from incident_app.vocabulary import Role
from tests.make import CRIME, PETTY, RULE


@pytest.fixture
def owner(make):
    return make.administrator(make.school("EHS", "Eagle High School"))


def opened(pages, account, path="/"):
    text = pages.sign_in(account).request("GET", path).text
    return re.sub(r'name="csrf_token" value="[^"]*"', "", text)


def test_matters_are_listed_with_how_they_stand(pages, make, owner):
    incident = make.incident(
        owner, ("assault", CRIME), ("nicotine", PETTY), ("cheating", RULE), "fighting"
    )
    page = pages.sign_in(make.account(Role.COORDINATOR)).get("/")
    shown = [each.reference in page.text for each in incident.matters]
    assert shown == [True, True, False, True]
    assert "fewer than 10" in page.text


def test_a_route_can_be_chosen(pages, make, owner):
    incident = make.incident(owner, ("assault", CRIME), ("nicotine", PETTY))
    page = pages.sign_in(make.account(Role.COORDINATOR)).get("/?outcome=administrator_led")
    assert incident.matters[1].reference in page.text
    assert incident.matters[0].reference not in page.text


@pytest.mark.parametrize("path", ["/", "/?page=2", "/?outcome=discipline_only", "/contacts"])
def test_nine_discipline_only_matters_change_no_byte(pages, make, owner, path):
    make.incident(owner, ("assault", CRIME))
    coordinator = make.account(Role.COORDINATOR)
    before = opened(pages, coordinator, path)
    for _ in range(9):
        make.incident(owner, ("cheating", RULE))
    assert opened(pages, coordinator, path) == before


def test_ten_are_counted(pages, make, owner):
    for _ in range(10):
        make.incident(owner, ("cheating", RULE))
    page = pages.sign_in(make.account(Role.COORDINATOR)).get("/")
    assert "Eagle High School 10" in page.text


def test_the_page_of_a_matter_leads_to_recording_a_contact_in_its_incident(pages, make, owner):
    incident = make.incident(owner, ("assault", CRIME), ("cheating", RULE))
    client = pages.sign_in(make.account(Role.COORDINATOR))
    address = f"/incidents/{incident.id}/contacts/new"
    assert address in client.get(f"/matters/{incident.matters[0].id}").links
    assert incident.matters[1].reference not in client.get(address).text
    client.submit(
        happened_at="2025-09-02T11:50", started_by="school", purpose="To help.", acts=["present"],
        officer="another", officer_words="Officer Doe of the city",
    )  # fmt: skip
    assert "The contact is recorded" in client.page.text
    assert "Officer Doe of the city" in client.get("/contacts").text
