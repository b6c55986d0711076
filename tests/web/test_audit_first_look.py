"""The period an auditor reads first: the last school year in which anything happened."""

from datetime import timedelta

import pytest

from incident_app.services import contacts
from incident_app.vocabulary import Role
from tests.make import CRIME, NOON


@pytest.fixture
def school(make):
    return make.school("EHS", "Eagle High School")


@pytest.fixture
def owner(make, school):
    return make.administrator(school)


@pytest.fixture
def later(app, monkeypatch, pages, make):
    """An auditor who signs in two school years after everything else happened."""
    monkeypatch.setitem(app.config, "CLOCK", lambda: NOON + timedelta(days=2 * 365))
    return pages.sign_in(make.account(Role.AUDITOR))


def test_the_first_look_is_at_the_last_school_year_in_which_anything_happened(later, make, owner):
    make.incident(owner, ("fighting", CRIME))
    page = later.get("/audit")
    assert "Jul 1, 2025 to Jun 30, 2026" in page.text
    assert "1 matter" in page.text
    days = [f["value"] for f in page.fields if f["name"] in {"start", "end"}]
    assert days == ["2025-07-01", "2026-06-30"]
    file = later.request("GET", "/audit/matters-by-school.csv")
    assert "2025-07-01-to-2026-06-30" in file.headers["Content-Disposition"]


def test_a_contact_is_something_that_happened_too(later, make, owner):
    make.incident(owner)
    officer = make.officer(*owner.schools)
    moment = NOON + timedelta(days=365)
    new = make.new_contact(happened_at=moment, officer_id=officer.id, iv_c="It was going on.")
    now = NOON + timedelta(days=366)
    contacts.record_own(owner.schools[0].id, new, viewer=officer, now=now)
    assert "Jul 1, 2026 to Jun 30, 2027" in later.get("/audit").text


def test_where_nothing_ever_happened_the_first_look_is_at_this_school_year(later, school):
    assert "Jul 1, 2027 to Jun 30, 2028" in later.get("/audit").text


def test_a_school_year_without_anything_can_still_be_asked_for(later, make, owner):
    make.incident(owner, ("fighting", CRIME))
    page = later.get("/audit?start=2026-07-01&end=2027-06-30")
    assert "0 matters" in page.text
