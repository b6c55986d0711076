"""What is decided for odd dates, odd text, and people who stand in more than one place."""

import pytest

from incident_app.extensions import db
from incident_app.models import Incident, Person
from incident_app.services.drafts import mine
from tests.web.test_logging import GOOD

NEW = "/incidents/new"


def logged():
    (incident,) = db.session.scalars(db.select(Incident))
    return incident


def test_day_and_time_begin_as_now_in_the_district(page):
    begun = dict(page.page.values(NEW))
    assert (begun["day"], begun["time"]) == ("2025-11-04", "12:00")


@pytest.mark.parametrize(
    ("day", "time", "may"),
    [
        ("2025-11-04", "12:04", True),  # clocks differ by up to five minutes
        ("2025-11-04", "12:10", False),
        ("2025-11-05", "00:01", False),
        ("9999-12-31", "23:59", False),
    ],
)
def test_what_has_not_happened_yet_is_refused(page, day, time, may):
    opened = page.submit(NEW, **GOOD | {"day": day, "time": time})
    assert ("Enter a day and time that have passed." in opened.text) is not may


@pytest.mark.parametrize("day", ["2025-06-30", "2019-01-15", "0001-01-01"])
def test_a_day_before_the_school_year_is_confirmed(page, day):
    opened = page.submit(NEW, **GOOD | {"day": day})
    assert "Enter a day of this school year, or confirm that it is right." in opened.text
    assert "#earlier" in opened.links
    page.submit(NEW, earlier="y")
    assert logged().occurred_on.isoformat() == day


def test_the_first_day_of_the_school_year_needs_no_confirming(page):
    page.submit(NEW, **GOOD | {"day": "2025-07-01"})
    assert logged().occurred_on.isoformat() == "2025-07-01"


@pytest.mark.parametrize("time", ["02:00", "02:30", "02:59"])
def test_a_time_that_never_came_is_refused(page, time):
    opened = page.submit(NEW, **GOOD | {"day": "2025-03-09", "time": time, "earlier": "y"})
    assert "Enter another time: the clocks went forward and skipped this one." in opened.text
    assert dict(opened.values(NEW))["time"] == time


@pytest.mark.parametrize(
    ("which", "moment"), [("first", "2025-11-02T06:30"), ("second", "2025-11-02T07:30")]
)
def test_of_a_time_that_came_twice_the_page_asks_which(page, which, moment):
    twice = GOOD | {"day": "2025-11-02", "time": "01:30"}
    opened = page.submit(NEW, **twice)
    assert "Choose which of the two it was." in opened.text
    page.submit(NEW, second=which)
    assert logged().occurred_at.isoformat() == f"{moment}:00+00:00"


def test_of_a_time_that_came_once_nothing_is_asked(page):
    assert (
        "The clocks went back that night"
        not in page.submit(NEW, button=("show", "yes"), **GOOD).text
    )


# Text


def test_fifty_thousand_characters_are_kept_to_the_last(page):
    long = "é😀" * 25_000
    page.submit(NEW, **GOOD | {"narrative": long})
    assert logged().narrative == long


def test_one_more_is_refused_and_kept_on_the_page_and_in_the_draft(page, principal):
    long = "x" * 50_001
    opened = page.submit(NEW, **GOOD | {"narrative": long})
    assert "Enter at most 50,000 characters." in opened.text
    assert dict(opened.values(NEW))["narrative"] == long
    (draft,) = mine(viewer=principal)
    assert ["narrative", long] in draft.fields


@pytest.mark.parametrize("field", ["narrative", "place"])
def test_a_nul_is_refused_and_the_sentence_says_where_it_stands(page, field):
    opened = page.submit(NEW, **GOOD | {field: "by the stairs\0 there"})
    assert "Remove the character that can't be read after “stairs”" in opened.text
    assert f"#{field}" in opened.links


@pytest.mark.parametrize("field", ["narrative", "place"])
@pytest.mark.parametrize("text", ["\u200b\u200d", "\u202e", "\ufeff \u2060", "\u3164"])
def test_text_that_nobody_can_see_is_no_text(page, field, text):
    opened = page.submit(NEW, **GOOD | {field: text})
    assert opened.title.startswith("Error: ")
    assert f"#{field}" in opened.links


@pytest.mark.parametrize(
    "text", ["مرحبا \u202eabc\u202c", "👩\u200d👩\u200d👧", "a\u0301", "1 < 2 & “so”"]
)
def test_what_can_be_seen_is_kept_as_typed_and_stands_apart(page, text):
    page.submit(NEW, **GOOD | {"narrative": text, "place": text})
    assert (logged().narrative, logged().place) == (text, text)
    assert f"<bdi>{text}</bdi>" in page.response.text.replace("&lt;", "<").replace("&amp;", "&")


# People


def test_a_person_of_a_school_the_viewer_does_not_lead_is_not_found_and_not_taken(page, make):
    elsewhere = make.person(make.school("WMS"), "Roe, Jo")
    opened = page.submit(NEW, button=("show", "yes"), people__0__find="roe")
    assert "Nobody at your schools matches." in opened.text
    opened = page.submit(NEW, **GOOD | {"people__0__who": str(elsewhere.id)})
    assert "Choose who it was" in opened.text


def test_at_two_schools_a_person_of_the_other_is_found_and_the_page_says_their_school(pages, make):
    school, other = make.school("EHS"), make.school("WMS", "West Middle School")
    jo = make.person(other, "Roe, Jo")
    client = pages.sign_in(make.administrator(school, other))
    client.get(NEW)
    opened = client.submit(NEW, button=("show", "yes"), people__0__find="ro")
    assert "Roe, Jo" in opened.text
    client.submit(NEW, **GOOD | {"school": str(school.id), "people__0__who": str(jo.id)})
    assert "West Middle School" in client.page.text
    assert logged().participants[0].person_id == jo.id


def test_the_school_is_chosen_where_there_are_several(pages, make):
    client = pages.sign_in(make.administrator(make.school("EHS"), make.school("WMS")))
    client.get(NEW)
    assert "Choose the school." in client.submit(NEW, **GOOD).text


def test_an_unknown_person_keeps_what_is_known_of_them(page):
    page.submit(NEW, **GOOD | {"people__0__name": "tall, red jacket"})
    assert [each.described for each in db.session.scalars(db.select(Person))] == [
        "tall, red jacket"
    ]


def test_a_known_name_in_the_text_is_pointed_out_before_anything_is_saved(page, make, principal):
    make.person(principal.schools[0], "Nuñez, Ana")
    opened = page.submit(NEW, button=("show", "yes"), narrative="I saw ana nunez there.")
    assert "This text names Nuñez, Ana ." in opened.text
    opened = page.submit(NEW, button=("show", "yes"), narrative="I saw a student there.")
    assert "This text names" not in opened.text


def test_a_last_place_is_taken_by_one_tap(page, make, principal):
    make.incident(principal, place="Gym")
    assert "Gym" in page.get(NEW).text
    assert dict(page.submit(NEW, button=("chip", "Gym")).values(NEW))["place"] == "Gym"


def test_the_part_of_a_further_person_is_chosen_and_never_guessed(page):
    page.submit(NEW, button=("reshape", "person"), **GOOD)
    opened = page.submit(NEW, people__1__who="unknown")
    assert "Person 2, Part in it: Choose their part in it." in opened.text
    page.submit(NEW, people__1__part="witness")
    assert [each.part.value for each in logged().participants] == ["actor", "witness"]


def test_of_a_time_that_came_twice_the_pages_say_which(page):
    page.submit(NEW, **GOOD | {"day": "2025-11-02", "time": "01:30", "second": "second"})
    assert "Nov 2, 2025, 1:30 AM CST" in page.page.text


def test_the_foot_of_the_page_says_where_each_matter_stands(page):
    opened = page.submit(
        NEW, button=("show", "yes"), people__0__conducts__0__code="fighting",
        people__0__conducts__0__crime="yes", people__0__conducts__0__threat="yes",
    )  # fmt: skip
    assert "Law enforcement" in opened.text.split("How we found out")[-1]


def test_words_that_no_conduct_answers_to_lead_to_something_else(page):
    opened = page.submit(NEW, button=("show", "yes"), people__0__conducts__0__words="zzz")
    assert "Nothing matches these words." in opened.text
    before_the_list = opened.text.split("The whole list")[0]
    assert "Something else" in before_the_list
    page.submit(NEW, **GOOD | {"people__0__conducts__0__code": "something_else"})
    assert [each.conduct for each in logged().matters] == ["something_else"]
