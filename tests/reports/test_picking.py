"""People are found by a few letters, in any case and accent, and never beyond reach."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_app.reports.picking import Known, Roster, last_places, roster
from incident_app.vocabulary import PersonKind, Role
from tests.make import NOON


def known(name, number="1"):
    return Known(uuid4(), name, number, "9", PersonKind.STUDENT, "EHS")


PEOPLE = [known("Lee, Ana", "10231"), known("Lee, Anabel", "10232"), known("Nuñez Ortiz, José", "20001"),
          known("O'Brien, Mary Kate", "30001")]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lee", ["Lee, Ana", "Lee, Anabel"]),
        ("ana lee", ["Lee, Ana", "Lee, Anabel"]),
        ("LEE anab", ["Lee, Anabel"]),
        ("nunez", ["Nuñez Ortiz, José"]),
        ("JOSÉ", ["Nuñez Ortiz, José"]),
        ("10232", ["Lee, Anabel"]),
        ("102", ["Lee, Ana", "Lee, Anabel"]),
        ("brien", ["O'Brien, Mary Kate"]),
        ("ee", []),
        ("", []),
        ("  ,. ", []),
        ("lee nunez", []),
    ],
)
def test_every_typed_word_begins_a_word_of_the_name_or_number(typed, found):
    assert [each.name for each in Roster(PEOPLE).find(typed).people] == found


def test_eight_are_offered_and_the_rest_are_counted():
    crowd = Roster([known(f"Lee, Person {n}", str(n)) for n in range(11)])
    assert (len(crowd.find("lee").people), crowd.find("lee").more) == (8, 3)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Then Ana Lee left.", ["Lee, Ana"]),
        ("LEE, ANA left", ["Lee, Ana"]),
        ("José Núñez said so", ["Nuñez Ortiz, José"]),
        ("Ortiz, José said so", ["Nuñez Ortiz, José"]),
        ("mary o'brien", ["O'Brien, Mary Kate"]),
        ("Ana saw Lee", []),
        ("Analee", []),
        ("", []),
    ],
)
def test_a_whole_name_is_pointed_out_and_half_of_one_is_not(text, named):
    assert [each.name for each in Roster(PEOPLE).named_in(text)] == named


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_is_too_odd(name, typed):
    crowd = Roster([known(name)])
    assert len(crowd.find(typed).people) <= 1
    assert len(crowd.named_in(typed)) <= 1


def test_long_runs_of_marks_and_many_words_cost_little():
    # Put in order by Unicode's rules, these would take minutes.
    marks = "a" + "\u0315" * 200_000 + "\u0316" * 200_000
    assert Roster(PEOPLE).named_in(f"Ana Lee {marks}") == (PEOPLE[0],)
    assert Roster(PEOPLE).find(marks).people == (PEOPLE[0], PEOPLE[1])
    assert Roster(PEOPLE * 5_000).find("lee " * 100_000).more == 2 * 5_000 - 8


def test_the_roster_holds_students_and_staff_of_the_viewers_schools_and_nobody_else(make):
    school, other = make.school("EHS"), make.school("WMS")
    owner = make.administrator(school)
    here = {make.person(school, "Lee, Ana"), make.person(school, "Roe, Jo", PersonKind.STAFF)}
    make.person(other, "Lee, Bo")
    make.incident(owner)  # an unknown person of the school
    assert {each.id for each in roster(viewer=owner).people} == {each.id for each in here}
    for role in set(Role) - {Role.ADMINISTRATOR}:
        assert roster(viewer=make.account(role, schools=[school])).people == ()


def test_last_places_are_the_viewers_own_latest_first_each_once(make):
    owner = make.administrator()
    (school,) = owner.schools
    for hour, place in enumerate(["Gym", "Bus 12", "Attic", "Gym", "Library"]):
        make.incident(owner, place=place, now=NOON + timedelta(hours=hour))
    make.incident(make.administrator(school), place="Cellar", now=NOON + timedelta(days=1))
    assert last_places(school.id, viewer=owner) == ("Library", "Gym", "Attic")
    assert last_places(make.school("WMS").id, viewer=owner) == ()
