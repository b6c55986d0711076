"""Recording what an officer really did, on every route."""

from datetime import UTC, datetime, timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import Contact
from incident_app.services.force import ForceAndCare
from tests.make import NOON, RULE


def _filled(client, **over):
    fields = {
        "happened_at": "2025-09-02T11:50", "started_by": "school", "purpose": "Calmed them down.",
        "acts": ["present"], "officer": "another", "officer_words": "Officer Doe of the city",
    }  # fmt: skip
    return client.submit(**fields | over)


def test_a_contact_on_a_discipline_only_matter_is_kept_marked_and_in_the_history(pages, make):
    incident = make.incident(make.administrator(), ("nicotine", RULE))
    client = pages.sign_in(incident.logged_by)
    client.get(f"/incidents/{incident.id}/contacts/new")
    page = _filled(client, acts=["interviewed", "searched"], used="yes", why="They struck out.")
    assert "marked for the auditor. IV.B: Force or authority of office was used" in page.text
    assert "recorded an officer's contact (interviewed, searched)" in page.text
    for paper in ("", "/print"):
        page = client.get(f"/incidents/{incident.id}{paper}")
        assert "Officer Doe of the city" in page.text
        assert "where only a school rule applies" in page.text
        assert "They struck out." in page.text


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(pages, make):
    incident = make.incident(make.administrator(), ("nicotine", RULE))
    client = pages.sign_in(incident.logged_by)
    client.get(f"/incidents/{incident.id}/contacts/new")
    page = _filled(client, officer_words="", happened_at="2999-01-01T00:00", used="yes")
    assert "Enter who the other officer was." in page.text
    assert "Enter a time that has passed." in page.text
    assert dict(page.values(client.path))["purpose"] == "Calmed them down."
    page = _filled(client, used="yes")
    assert "Enter why force was used." in page.text


def test_pressing_twice_keeps_one(pages, make):
    incident = make.incident(make.administrator(), ("nicotine", RULE))
    client = pages.sign_in(incident.logged_by)
    address = f"/incidents/{incident.id}/contacts/new"
    form = client.get(address)
    _filled(client)
    client.page, client.path = form, address
    page = _filled(client)
    assert page.text.count("Officer Doe of the city") == 1


TWICE = "2025-11-02T01:30"


@pytest.mark.parametrize(("which", "hour"), [("first", 6), ("second", 7)])
def test_of_a_time_that_came_twice_the_page_asks_which(app, monkeypatch, pages, make, which, hour):
    monkeypatch.setitem(app.config, "CLOCK", lambda: NOON + timedelta(days=90))
    incident = make.incident(make.administrator(), ("nicotine", RULE))
    client = pages.sign_in(incident.logged_by)
    client.get(f"/incidents/{incident.id}/contacts/new")
    asks = "The clocks went back that night, so this time came twice."
    assert asks not in _filled(client, happened_at="2025-11-02T03:30", purpose="").text
    page = _filled(client, happened_at=TWICE, parent_told_at=TWICE, parent_told_at_which="maybe")
    assert page.text.count(asks) == 2
    for field in ("When it began", "When a parent or guardian was told"):
        assert f"{field}: which of the two: Choose which of the two it was." in page.text
    other = {"first": "second", "second": "first"}[which]
    client.submit(happened_at_which=which, parent_told_at_which=other)
    contact = db.session.scalar(db.select(Contact))
    assert contact.happened_at == datetime(2025, 11, 2, hour, 30, tzinfo=UTC)
    told = ForceAndCare.of(contact.facts).parent_told_at
    assert told == datetime(2025, 11, 2, {6: 7, 7: 6}[hour], 30, tzinfo=UTC)


def test_the_second_of_the_two_is_refused_before_it_has_come(app, monkeypatch, pages, make):
    between = datetime(2025, 11, 2, 6, 45, tzinfo=UTC)
    monkeypatch.setitem(app.config, "CLOCK", lambda: between)
    incident = make.incident(make.administrator(), ("nicotine", RULE))
    client = pages.sign_in(incident.logged_by)
    client.get(f"/incidents/{incident.id}/contacts/new")
    page = _filled(client, happened_at=TWICE, happened_at_which="second")
    assert "Enter a time that has passed." in page.text
    client.submit(happened_at_which="first")
    assert "The contact is recorded" in client.page.text


def test_errors_are_listed_in_the_order_of_the_page(pages, make):
    incident = make.incident(make.administrator(), ("nicotine", RULE))
    client = pages.sign_in(incident.logged_by)
    client.get(f"/incidents/{incident.id}/contacts/new")
    client.submit(matters=[], offense_code="1" * 100, officer_words="")
    text = client.page.text
    said = [
        "Which matters",
        "Who the other",
        "When it began",
        "Who started",
        "What it was",
        "What the",
        "NIBRS",
    ]
    listed = text[text.index("Check what you entered") :]
    places = [listed.index(each) for each in said]
    assert places == sorted(places)


def test_of_an_officer_the_page_asks_why_it_was_theirs_to_do(pages, make):
    officer = make.officer(make.school("EHS"), make.school("WMS"))
    client = pages.sign_in(officer)
    assert "if one is claimed" not in client.get("/contacts/new").text
    text = client.submit().text
    listed = text[text.index("Check what you entered") :]
    assert listed.index("School: Choose the school.") < listed.index("When it began:")
    assert "Why it was yours to do (IV.C): Enter why it was yours to do." in listed
