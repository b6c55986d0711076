"""An administrator reads an incident and its matters, and adds what comes to light later."""

from datetime import timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import Addition, Matter, Participant
from incident_app.policy.logic import THREAT
from incident_app.services import matters
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import LONGEST_NARRATIVE, Part, PersonKind
from tests.make import NOON, known


@pytest.fixture
def incident(make, dana):
    return make.incident(dana, ("fighting", {"crime": True}), "cheating")


@pytest.fixture
def page(pages, dana, incident):
    client = pages.sign_in(dana)
    client.get(f"/incidents/{incident.id}")
    return client


def count(table):
    return db.session.scalar(db.select(db.func.count()).select_from(table))


def test_the_incident_page_says_what_where_when_and_how_it_became_known(page, incident, dana):
    text = page.page.text
    for said in (
        "Sep 2, 2025, 12:00 PM", "Cafeteria", "Eagle High School", "Staff saw or heard it",
        f"by {dana.name}", "Two students shouted.", "Unknown person", "2 matters need an answer",
    ):  # fmt: skip
        assert said in text
    for matter in incident.matters:
        assert matter.reference in text
        assert {f"/matters/{matter.id}", f"/matters/{matter.id}/answers"} <= set(page.page.links)


def test_people_are_told_apart_by_part_grade_and_school(make, pages):
    here, there = make.school("EHS"), make.school("WMS", "Willow Middle School")
    both = make.administrator(here, there)
    ana, ben = make.person(here, "Lee, Ana"), make.person(there, "Ng, Ben", PersonKind.STAFF)
    ana.grade = "9"
    db.session.commit()
    incident = make.incident(
        both, school=here,
        participants=[
            NewParticipant(part=Part.ACTOR, person_id=ana.id, matters=[NewMatter(conduct="fighting")]),
            NewParticipant(part=Part.WITNESS, person_id=ben.id),
        ],
    )  # fmt: skip
    text = pages.sign_in(both).get(f"/incidents/{incident.id}").text
    people = text.split("Who took part")[1].split("Matters")[0]
    assert f"{ana.shown} , actor student, grade 9" in people
    assert f"{ben.shown} , witness staff, Willow Middle School" in people


def test_history_is_in_the_districts_words_and_zone(page, incident, dana):
    matters.answer(
        incident.matters[0].id, known(threat=True), viewer=dana, now=NOON + timedelta(hours=1),
        note="The coach heard it.",
    )  # fmt: skip
    text = page.get(page.path).text.split("History")[1]
    reference = incident.matters[0].reference
    assert f"{dana.name} , Sep 2, 2025, 12:00 PM: logged this incident" in text
    assert (
        f"{dana.name} , Sep 2, 2025, 1:00 PM, in {reference} : answered {THREAT.question} yes “The coach heard it.”"
    ) in text
    assert (
        "The route moved from Undetermined to Law enforcement (IV.A.7, first sentence: harm or threat)"
        in text
    )


def test_words_are_added_below_and_the_narrative_stays(page, incident, dana):
    add = f"/incidents/{incident.id}/additions"
    opened = page.submit(add, text="His mother called.\n<b>She</b> wants the police.")
    assert page.path == f"/incidents/{incident.id}"
    assert "Added. What was logged stays as it was." in opened.text
    told = opened.text.split("What happened")[1].split("Who took part")[0]
    assert told.index("Two students shouted.") < told.index("His mother called. <b>She</b> wants")
    assert f"by {dana.name}" in told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Enter what came to light."),
        ("\u200b\u202e\u200f", "Enter what came to light."),
        ("It was a\0b.", "Remove the character that can't be read"),
        ("x" * (LONGEST_NARRATIVE + 1), "in at most 50,000 characters."),
    ],
)
def test_a_refused_addition_keeps_what_was_typed(page, incident, text, message):
    add = f"/incidents/{incident.id}/additions"
    opened = page.submit(add, text=text)
    assert message in opened.text
    assert "#text" in opened.links
    assert opened.title.startswith("Error: ")
    assert dict(opened.values(add))["text"] == text
    assert count(Addition) == 0


def test_pressing_add_twice_adds_once(page, incident):
    add = f"/incidents/{incident.id}/additions"
    twice = dict(page.page.values(add)) | {"text": "More."}
    page.post(add, twice)
    page.post(add, twice)
    assert count(Addition) == 1


@pytest.mark.parametrize("key", ["", "x" * 36, "-" * 36, "\0"])
def test_a_key_that_cannot_be_read_is_drawn_anew(page, incident, key):
    page.submit(f"/incidents/{incident.id}/additions", key=key, text="More.")
    assert count(Addition) == 1


def test_an_actor_found_later_comes_with_the_questions_of_the_new_matter(
    page, make, incident, dana
):
    ana = make.person(dana.schools[0])
    page.get(f"/incidents/{incident.id}/people/new")
    page.submit(
        button=("reshape", "conduct-0"),
        people__0__who=str(ana.id),
        people__0__conducts__0__code="fighting",
    )
    page.submit(
        people__0__conducts__1__code="cheating",
        people__0__conducts__0__threat="yes",
        people__0__conducts__0__crime="yes",
    )
    db.session.expire_all()
    third = incident.matters[2]
    assert page.path == f"/incidents/{incident.id}"
    assert third.decisions[-1].outcome.value == "law_enforcement"
    assert [each.conduct for each in incident.matters[2:]] == ["fighting", "cheating"]
    assert third.actor.person == ana


def test_another_conduct_of_an_actor_who_is_there_makes_a_matter(page, incident):
    page.get(f"/incidents/{incident.id}/people/new")
    actor = f"here {incident.participants[0].id}"
    opened = page.submit(people__0__who=actor)
    assert "Choose what they did: type it, then tap one of the kinds found." in opened.text
    page.submit(people__0__conducts__0__code="truancy")
    assert (count(Participant), count(Matter)) == (1, 3)


def test_a_witness_found_later_leads_back_to_the_incident(page, incident):
    page.get(f"/incidents/{incident.id}/people/new")
    opened = page.submit(
        people__0__who="visitor", people__0__part="witness", people__0__name="Jo Roe"
    )
    assert page.path == f"/incidents/{incident.id}"
    assert "Jo Roe (visitor) , witness" in opened.text
    assert "added a person as witness “Jo Roe (visitor)”" in opened.text


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"who": ""}, "Choose who it was: type a few letters, then tap a person."),
        ({"who": "unknown"}, "Choose what they did: type it, then tap one of the kinds found."),
        ({"who": "visitor", "part": "victim"}, "Enter the visitor's name."),
    ],
)  # fmt: skip
def test_what_is_missing_of_a_person_is_named_and_kept(page, incident, sent, message):
    add = f"/incidents/{incident.id}/people/new"
    page.get(add)
    opened = page.submit(**{f"people__0__{name}": value for name, value in sent.items()})
    assert message in opened.text
    assert opened.title.startswith("Error: ")
    kept = dict(opened.values(add))
    assert {kept.get(f"people-0-{name}", "") for name in sent} == set(sent.values())
    assert count(Participant) == 1


def test_the_matter_page_shows_answers_in_force_and_why_the_route_moved(page, incident, dana):
    matter = incident.matters[0].id
    page.get(f"/matters/{matter}/answers")
    opened = page.submit(threat="yes", note="The coach heard it.")
    assert page.path == f"/matters/{matter}"
    assert "Saved. The route is now: Law enforcement." in opened.text
    answers = opened.text.split("Answers in force", 1)[1].split("Every decision")[0]
    assert f"{THREAT.question} Yes The coach heard it. {dana.name}" in answers
    decisions = opened.text.split("Every decision")[1]
    assert (
        "The route moved from Undetermined to Law enforcement because another person was threatened with "
        "bodily harm (before: not known yet). That settles it under “IV.A.7, first sentence: harm or threat”."
    ) in decisions
    assert f"{THREAT.question} Yes , before: not known yet" in decisions
    assert f"/matters/{incident.matters[1].id}/answers" in opened.links  # what to answer next


def test_the_paper_is_complete_and_says_who_printed_it_and_that_it_stays_here(page, incident, dana):
    matter = incident.matters[0].id
    matters.answer(matter, known(threat=True), viewer=dana, now=NOON, note="The coach heard it.")
    page.submit(f"/incidents/{incident.id}/additions", text="His mother called.")
    opened = page.get(f"/incidents/{incident.id}/print")
    for said in (
        "Two students shouted.", "His mother called.", "The coach heard it.", "What would change it",
        "The route moved from Undetermined to Law enforcement", "logged this incident",
        f"Printed by {dana.name}", "This paper holds education records of students. Do not pass it on.",
        *(each.reference for each in incident.matters),
    ):  # fmt: skip
        assert said in opened.text
    html = page.response.text
    assert html.count("<details") == html.count("<details open>") > 0
