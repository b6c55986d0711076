"""The register of drills: who records them, and how many are still to be held."""

from datetime import date
from uuid import uuid4

import pytest

from incident_app.policy.drills import ASKED
from incident_app.reports.drill_register import registers
from incident_app.services import NotFound, Refused, drills
from incident_app.vocabulary import DrillKind, Role
from tests.make import TODAY

TUESDAY = TODAY.date()


@pytest.fixture
def school(make):
    return make.school()


def of(viewer, **over):
    return registers(viewer=viewer, today=TUESDAY, **over)


def test_the_law_asks_for_kinds_that_there_are():
    assert {each.kind: each.count for each in ASKED} == {"fire": 5, "lockdown": 5, "tornado": 1}
    assert all(DrillKind(each.kind) and each.cite.startswith("Minn. Stat. 121A") for each in ASKED)


def test_administrators_record_at_their_schools_and_the_coordinator_at_any(make, school):
    owner, other = make.administrator(school), make.school("WMS")
    make.drill(school, by=owner)
    make.drill(other)
    with pytest.raises(NotFound):
        make.drill(other, by=owner)
    for viewer in (make.officer(school), make.account(Role.AUDITOR)):
        with pytest.raises(NotFound):
            make.drill(school, by=viewer)
    assert [each.name for each in drills.schools(viewer=owner)] == ["EHS School"]
    assert drills.schools(viewer=make.account(Role.AUDITOR)) == []


def test_what_was_held_is_counted_against_what_the_law_asks(make, school):
    for _ in range(6):
        make.drill(school)
    make.drill(school, kind=DrillKind.LOCKDOWN)
    make.drill(school, kind=DrillKind.EVACUATION)
    (register,) = of(make.administrator(school)).registers
    counted = {each.kind.value: (each.held, each.asked, each.left) for each in register.kinds}
    assert counted == {
        "fire": (6, 5, 0), "lockdown": (1, 5, 4), "tornado": (0, 1, 1), "evacuation": (1, None, 0),
    }  # fmt: skip


def test_a_school_year_begins_in_july(make, school):
    owner = make.administrator(school)
    make.drill(school, day=date(2025, 7, 1))
    this, before = of(owner), of(owner, beginning=2024)
    assert (this.name, this.current, before.name, before.current) == (
        "2025-26",
        True,
        "2024-25",
        False,
    )
    assert [len(year.registers[0].drills) for year in (this, before)] == [1, 0]
    assert of(owner, beginning=2030).current
    assert of(owner, beginning=-5).current


def test_each_reads_the_registers_that_are_theirs(make, school):
    other = make.school("WMS")
    for each in (school, other):
        make.drill(each)
    for viewer, codes in (
        (make.officer(school), ["EHS"]), (make.administrator(other), ["WMS"]),
        (make.account(Role.COORDINATOR), ["EHS", "WMS"]), (make.account(Role.AUDITOR), ["EHS", "WMS"]),
    ):  # fmt: skip
        found = of(viewer).registers
        assert [each.school.code for each in found] == codes, viewer.role
        assert all(len(each.drills) == 1 for each in found)


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"day": date(2025, 11, 5)}, "day"),
        ({"day": date(2025, 6, 30)}, "day"),
        ({"minutes": 0}, "minutes"),
        ({"audience": 5001}, "audience"),
        ({"words": "x" * 301}, "words"),
        ({"words": "Lee, Ana was late."}, "words"),
        ({"officer_id": uuid4()}, "officer"),
    ],
)
def test_what_can_not_be_is_refused_with_its_field(make, school, over, field):
    make.person(school, "Lee, Ana")
    owner = make.administrator(school)
    with pytest.raises(Refused) as refused:
        make.drill(school, by=owner, **over)
    assert refused.value.fields == (field,)
    assert of(owner).registers[0].drills == []


def test_an_officer_of_another_school_advised_nothing_here(make, school):
    stranger = make.officer(make.school("WMS"))
    with pytest.raises(Refused):
        make.drill(school, by=make.administrator(school), officer_id=stranger.id)
    assert make.drill(school, officer_id=make.officer(school).id).officer is not None


def test_a_double_press_keeps_one_and_a_key_in_use_is_nobody_elses(make, school):
    owner, key = make.administrator(school), uuid4()
    assert make.drill(school, by=owner, key=key).id == make.drill(school, by=owner, key=key).id
    with pytest.raises(NotFound):
        make.drill(school, key=key)
