"""Whose officer somebody is: a line each time, and only of officers."""

from datetime import date
from uuid import uuid4

import pytest

from incident_app.extensions import db
from incident_app.models import Posting
from incident_app.services import NotFound, Refused, postings
from incident_app.vocabulary import Role
from tests.make import NOON


@pytest.fixture
def school(make):
    return make.school()


@pytest.fixture
def keeper(make):
    return make.account(Role.COORDINATOR)


def new(make, school, **over):
    values = {
        "agency_id": make.agency().id, "license_number": "111", "assumed_on": date(2025, 8, 18),
        "schools": frozenset({school.id}),
    }  # fmt: skip
    return postings.NewPosting(**values | over)


def test_a_posting_assigns_the_schools_and_the_earlier_lines_stay(make, school, keeper):
    officer, middle = make.account(Role.OFFICER, schools=[school]), make.school("WMS")
    for number, at in (("111", school), ("112", middle)):
        said = new(make, at, license_number=number)
        postings.record(officer.id, said, viewer=keeper, now=NOON)
    assert [each.id for each in postings.officer(officer.id, viewer=keeper).schools] == [middle.id]
    found = postings.history(officer.id, viewer=keeper)
    assert [each.license_number for each in found] == ["112", "111"]


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"license_number": " "}, "license_number"),
        ({"license_number": "1" * 21}, "license_number"),
        ({"license_number": "taken"}, "license_number"),
        ({"assumed_on": date(1989, 12, 31)}, "assumed_on"),
        ({"schools": frozenset()}, "schools"),
        ({"schools": frozenset({uuid4()})}, "schools"),
        ({"agency_id": uuid4()}, "agency"),
    ],
)
def test_what_is_not_fit_is_refused_by_name(make, school, keeper, over, field):
    make.posting(make.account(Role.OFFICER, schools=[school]), license_number="taken")
    officer = make.account(Role.OFFICER, schools=[school])
    with pytest.raises(Refused) as refused:
        postings.record(officer.id, new(make, school, **over), viewer=keeper, now=NOON)
    assert refused.value.fields == (field,)
    assert postings.in_force(officer.id) is None


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_nobody_but_the_coordinator_keeps_the_registry(make, school, role):
    officer, viewer = make.officer(school), make.account(role, schools=[school])
    with pytest.raises(NotFound):
        postings.record(officer.id, new(make, school), viewer=viewer, now=NOON)


def test_only_an_officer_is_posted(make, school, keeper):
    head = make.administrator(school)
    for viewer in (keeper, None):
        with pytest.raises(NotFound):
            postings.record(head.id, new(make, school), viewer=viewer, now=NOON)
    assert db.session.scalar(db.select(db.func.count(Posting.seq))) == 0
