"""Whom to turn to at an agency is added to, never changed."""

import pytest

from incident_app.services import NotFound, Refused, agencies
from incident_app.services.agencies import Reached
from incident_app.vocabulary import Role
from tests.make import NOON


@pytest.fixture
def keeper(make):
    make.school()
    return make.account(Role.COORDINATOR)


def test_the_newest_line_stands_and_the_earlier_stay(keeper):
    agency = agencies.add(" Lake Police ", Reached(chief=" Chief Roe "), viewer=keeper, now=NOON)
    agencies.turn_to(agency.id, Reached(chief="Chief Poe"), viewer=keeper, now=NOON)
    found = agencies.agency(agency.id, viewer=keeper)
    assert (found.name, found.reached.chief) == ("Lake Police", "Chief Poe")
    assert [line.chief for line in found.lines] == ["Chief Roe", "Chief Poe"]


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"chief": " "}, "chief"),
        ({"chief_email": "roe"}, "chief_email"),
        ({"contact_email": "ito at lake"}, "contact_email"),
        ({"contact_phone": "5" * 61}, "contact_phone"),
        ({"contact": "a\0b"}, "contact"),
    ],
)
def test_what_is_not_fit_is_refused_by_name(keeper, over, field):
    with pytest.raises(Refused) as refused:
        agencies.add("Lake Police", Reached(**{"chief": "Roe"} | over), viewer=keeper, now=NOON)
    assert refused.value.fields == (field,)
    assert not agencies.agencies(viewer=keeper)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_nobody_but_the_coordinator_keeps_agencies(make, role):
    agency, viewer = make.agency("Lake Police"), make.account(role, schools=[make.school()])
    with pytest.raises(NotFound):
        agencies.add("Hill Police", Reached(chief="Roe"), viewer=viewer, now=NOON)
    with pytest.raises(NotFound):
        agencies.turn_to(agency.id, Reached(chief="Poe"), viewer=viewer, now=NOON)
    assert not agencies.schools(viewer=viewer)
