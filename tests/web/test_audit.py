"""The auditor's pages: nothing but reading, for nobody else, and with nobody named."""

import pytest

from incident_app.vocabulary import Role
from tests.make import CRIME, RULE


@pytest.fixture
def owner(make):
    return make.administrator(make.school("EHS", "Eagle High School"))


@pytest.fixture
def auditor(pages, make):
    return pages.sign_in(make.account(Role.AUDITOR))


def test_home_is_the_audit_of_this_school_year(auditor, make, owner):
    incident = make.incident(owner, ("fighting", CRIME), ("cheating", RULE), "theft_small")
    contact = make.contact(incident)
    page = auditor.get("/")
    assert auditor.path == "/audit"
    assert "Jul 1, 2025 to Jun 30, 2026" in page.text
    link = next(each for each in page.links if str(contact.id) in each)
    page = auditor.get(link)
    assert "discipline only" in page.text
