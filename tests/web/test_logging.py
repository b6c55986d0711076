"""An administrator logs an incident, answers, and reads the route with its paragraph."""

import pytest

from incident_app.extensions import db
from incident_app.models import Answer, Incident, Matter, Person
from incident_app.vocabulary import PersonKind
from tests.make import PASSWORD

GOOD = {
    "day": "2025-09-02",
    "time": "11:40",
    "place": "Cafeteria",
    "narrative": "One student hit another.",
    "learned": "staff",
    "people__0__who": "unknown",
    "people__0__conducts__0__code": "fighting",
}


def test_an_incident_is_logged_and_its_page_opens(page):
    opened = page.submit(**GOOD)
    (incident,) = db.session.scalars(db.select(Incident))
    assert opened.title.startswith(f"Incident {incident.reference}")
    assert "is logged." in opened.text
    assert "Undetermined" in opened.text
    assert incident.occurred_at.isoformat() == "2025-09-02T16:40:00+00:00"
    assert incident.occurred_on.isoformat() == "2025-09-02"
    assert [matter.conduct for matter in incident.matters] == ["fighting"]


def test_answers_given_while_logging_are_kept_and_routed(page):
    opened = page.submit(
        **GOOD,
        people__0__conducts__0__crime="yes",
        people__0__conducts__0__bodily_harm="yes",
        people__0__conducts__0__threat="unknown",
    )
    assert "Law enforcement" in opened.text
    lines = db.session.scalars(db.select(Answer).order_by(Answer.seq))
    assert [(line.fact, line.value.value) for line in lines] == [
        ("crime", "yes"),
        ("bodily_harm", "yes"),
        ("threat", "unknown"),
    ]


def test_the_first_line_is_the_emergency(page):
    assert page.page.text.split("911")[0].endswith("In an emergency call ")
    assert "Nothing on this page delays it (IV.C)." in page.page.text


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("day", "Enter the day it happened"),
        ("time", "Enter the time it happened"),
        ("place", "Enter where it happened."),
        ("narrative", "Enter what happened."),
        ("people__0__who", "Choose who it was: type a few letters, then tap a person."),
        ("people__0__conducts__0__code", "Choose what they did: type it, then tap"),
    ],
)
def test_a_missing_part_is_named_and_everything_typed_is_kept(page, field, message):
    opened = page.submit(**{**GOOD, field: ""})
    assert message in opened.text
    blamed = {"who": "find", "code": "words"}
    *before, last = field.split("__")
    assert "#" + "-".join([*before, blamed.get(last, last)]) in opened.links
    assert opened.title.startswith("Error: ")
    kept = dict(opened.values("/incidents/new"))
    for name, value in GOOD.items():
        if name != field:
            assert kept[name.replace("__", "-")] == value
    assert db.session.scalar(db.select(db.func.count(Incident.id))) == 0


@pytest.mark.parametrize("day", ["2999-01-01", "9999-12-31"])
def test_what_has_not_happened_yet_is_refused(page, day):
    opened = page.submit(**GOOD | {"day": day})
    assert "Enter a day and time that have passed." in opened.text
    assert dict(opened.values("/incidents/new"))["narrative"] == GOOD["narrative"]


def test_the_same_person_twice_in_one_part_is_refused_in_words(page, make, principal):
    ana = make.person(principal.schools[0])
    page.get("/incidents/new")
    page.submit(button=("reshape", "person"), **GOOD | {"people__0__who": str(ana.id)})
    opened = page.submit(
        people__1__part="actor", people__1__who=str(ana.id), people__1__conducts__0__code="cheating"
    )
    assert "this person stands there already in the same part" in opened.text
    assert "#people-1-find" in opened.links
    page.submit(people__1__part="victim")  # actor and victim in one fight is a fact
    assert db.session.scalar(db.select(db.func.count(Incident.id))) == 1


def test_the_same_conduct_twice_is_refused_in_words(page):
    page.submit(button=("reshape", "conduct-0"), **GOOD)
    opened = page.submit(people__0__conducts__1__code="fighting")
    assert "this conduct stands there twice" in opened.text


def test_without_an_actor_nothing_is_logged(page):
    opened = page.submit(**GOOD, people__0__part="witness")
    assert "Choose an actor: at least one person, known or not, did it." in opened.text
    assert page.submit(people__0__part="actor").title.startswith("Incident ")  # conduct was kept


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u202e"])
def test_a_visitor_needs_a_name(page, name):
    opened = page.submit(**GOOD | {"people__0__who": "visitor", "people__0__name": name})
    assert "Enter the visitor's name." in opened.text


def test_people_and_conducts_are_added_without_losing_what_was_typed(page):
    page.submit(button=("reshape", "person"), **GOOD)
    page.submit(button=("reshape", "conduct-0"))
    values = dict(page.page.values("/incidents/new"))
    assert values["narrative"] == GOOD["narrative"]
    assert {"people-1-find", "people-0-conducts-1-words"} <= set(values)
    page.submit(
        people__0__conducts__1__code="cheating",
        people__1__part="victim",
        people__1__who="unknown",
        people__1__name="A child in a red jacket",
    )
    (incident,) = db.session.scalars(db.select(Incident))
    assert [matter.conduct for matter in incident.matters] == ["fighting", "cheating"]
    assert [each.part.value for each in incident.participants] == ["actor", "victim"]
    assert incident.participants[1].person.described == "A child in a red jacket"


def test_a_person_is_taken_away_again(page):
    page.submit(button=("reshape", "person"), **GOOD)
    page.submit(button=("reshape", "remove-1"))
    assert "people-1-find" not in dict(page.page.values("/incidents/new"))
    page.submit()
    assert db.session.scalar(db.select(db.func.count(Incident.id))) == 1


def test_a_known_student_is_the_same_person_every_time(page, make, principal):
    ana = make.person(principal.schools[0])
    page.get("/incidents/new")
    page.submit(**GOOD | {"people__0__who": str(ana.id)})
    page.get("/incidents/new")
    page.submit(**GOOD | {"people__0__who": str(ana.id)})
    students = db.session.scalars(db.select(Person).where(Person.kind == PersonKind.STUDENT)).all()
    assert students == [ana]
    assert db.session.scalar(db.select(db.func.count(Matter.id))) == 2


def test_pressing_the_button_twice_makes_one_incident(page):
    twice = dict(page.page.values("/incidents/new")) | {
        n.replace("__", "-"): v for n, v in GOOD.items()
    }
    page.post("/incidents/new", twice)
    page.post("/incidents/new", twice)
    assert db.session.scalar(db.select(db.func.count(Incident.id))) == 1


@pytest.fixture
def questions(page):
    """The client with the questions of a matter open."""
    page.submit(**GOOD)
    (matter,) = db.session.scalars(db.select(Matter))
    page.get(f"/matters/{matter.id}/answers")
    return page


def test_answers_move_the_route_and_the_page_says_why(questions):
    opened = questions.submit(crime="yes", bodily_harm="yes")
    assert "Law enforcement" in opened.text
    assert "IV.A.7, first sentence: harm or threat" in opened.text
    assert "A statute could put an adult in jail for it." in opened.text
    assert "What would change it" in opened.text
    assert "the day is blank" in opened.text


def test_a_correction_is_a_new_line_and_the_old_one_stays(questions):
    answers = questions.path
    questions.submit(crime="yes", bodily_harm="yes")
    questions.get(answers)
    opened = questions.submit(bodily_harm="no", note="The nurse saw nothing.")
    assert "Undetermined" in opened.text
    lines = db.session.scalars(db.select(Answer).order_by(Answer.seq)).all()
    assert [(line.fact, line.value.value, line.note) for line in lines] == [
        ("crime", "yes", ""),
        ("bodily_harm", "yes", ""),
        ("bodily_harm", "no", "The nurse saw nothing."),
    ]


def test_contradictory_answers_are_refused_at_both_questions_and_kept(questions):
    opened = questions.submit(firearm="yes", crime="no", threat="yes", note="Seen by the coach.")
    assert opened.text.count("These answers cannot both be true") == 4  # beside each, and above
    kept = dict(opened.values(questions.path))
    assert (kept["firearm"], kept["crime"], kept["threat"]) == ("yes", "no", "yes")
    assert kept["note"] == "Seen by the coach."
    assert db.session.scalar(db.select(db.func.count(Answer.seq))) == 0


def test_suggestions_count_only_when_they_are_saved(questions):
    answers = questions.path
    opened = questions.submit(button=("confirm", "yes"))
    assert dict(opened.values(answers))["petty_offense"] == "no"
    assert db.session.scalar(db.select(db.func.count(Answer.seq))) == 0
    questions.submit(answers)
    assert db.session.scalar(db.select(db.func.count(Answer.seq))) == 2


def test_a_question_left_alone_is_not_answered(questions):
    opened = questions.submit()
    assert "Undetermined" in opened.text
    assert db.session.scalar(db.select(db.func.count(Answer.seq))) == 0


def test_a_tampered_answer_is_refused_in_words(questions):
    assert "Choose yes, no or not known yet." in questions.submit(crime="perhaps").text


@pytest.mark.parametrize("others", [(), ("conduct-0",)])
def test_answers_outlast_a_conduct_that_is_none(page, others):
    """Sent by a page that somebody changed; whoever chooses again finds what they answered."""
    page.submit(**GOOD, button=("show", "yes"))
    for each in others:
        page.submit(button=("reshape", each), people__0__conducts__1__code="cheating")
    answers = {"people__0__conducts__0__crime": "yes", "people__0__conducts__0__threat": "no"}
    opened = page.submit(**answers, people__0__conducts__0__code="tampered", path="/incidents/new")
    for _ in range(2):
        assert "What they did: Choose what they did" in opened.text
        kept = dict(opened.values("/incidents/new"))
        assert "people-0-conducts-0-code" not in kept
        for name, value in answers.items():
            assert kept[name.replace("__", "-")] == value
        opened = page.submit(path="/incidents/new")
    assert db.session.scalar(db.select(db.func.count(Incident.id))) == 0
    page.submit(people__0__conducts__0__code="fighting", path="/incidents/new")
    found = db.session.execute(
        db.select(Answer.fact, Answer.value).join(Matter).where(Matter.conduct == "fighting")
    )
    assert {fact: value.value for fact, value in found} == {"crime": "yes", "threat": "no"}


def test_hostile_text_is_shown_as_text(page):
    page.submit(**GOOD | {"narrative": "<script>alert(1)</script>{{ 7*7 }}", "place": "'\"><b>"})
    (incident,) = db.session.scalars(db.select(Incident))
    page.get(f"/incidents/{incident.id}")
    assert "<script>alert(1)</script>{{ 7*7 }}" in page.page.text


def test_wrong_credentials_say_one_thing(pages, principal):
    client = pages.anonymous()
    said = set()
    for email, password in [
        (principal.email, "wrong"),
        ("nobody@district.example", PASSWORD),
        ("\0", "\0"),
    ]:
        client.get("/sign-in")
        said.add(
            client.submit(email=email, password=password).text.split("Check what you entered")[1]
        )
    assert len(said) == 1


@pytest.mark.parametrize("number", ["\u00b2", "\u0663", "9" * 5_000, "-1", "x"])
def test_a_row_that_no_page_has_written_is_passed_over(page, number):
    page.submit(button=("reshape", f"remove-{number}"), **GOOD)
    assert dict(page.page.values("/incidents/new"))["narrative"] == GOOD["narrative"]
    page.submit(button=(f"people-{number}-who", "visitor"))
    assert db.session.scalar(db.select(db.func.count(Incident.id))) == 1
