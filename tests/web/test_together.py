"""Two administrators at one matter: neither loses work, the second sees both and chooses."""

from datetime import timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import Answer, Asking
from incident_app.policy.logic import JUVENILE, SCHOOL_RULE, THREAT
from incident_app.services import askings, matters
from tests.make import NOON, known


@pytest.fixture
def dana(make):
    return make.administrator(make.school("EHS"))


@pytest.fixture
def sam(make, dana):
    return make.administrator(*dana.schools)


@pytest.fixture
def matter(make, dana):
    return make.incident(dana, ("fighting", {"crime": True})).matters[0]


@pytest.fixture
def path(matter):
    return f"/matters/{matter.id}/answers"


@pytest.fixture
def both(pages, dana, sam, path):
    """Two windows on the questions of one matter."""
    windows = pages.sign_in(dana), pages.sign_in(sam)
    for window in windows:
        window.get(path)
    return windows


def lines():
    query = db.select(Answer).order_by(Answer.seq)
    return [(line.fact, line.value.value, line.note) for line in db.session.scalars(query)]


def test_the_second_sees_both_chooses_and_loses_nothing(both, path, dana, sam):
    first, second = both
    first.submit(path, threat="yes", school_rule="yes", note="The coach heard it.")
    opened = second.submit(path, threat="no", juvenile="yes", note="I asked her.")
    assert f"{dana.name} answered while this page was open" in opened.text
    assert f"{dana.name} saved “Yes” on" in opened.text
    assert "You chose “No”. Choose which one stands." in opened.text
    assert f"Yes (saved by {dana.name})" in opened.text
    assert "The coach heard it." in opened.text
    assert "#threat-0" in opened.links
    assert opened.title.startswith("Error: ")
    kept = dict(opened.values(path))
    assert (kept["threat"], kept["juvenile"], kept["note"]) == ("no", "yes", "I asked her.")
    assert kept["school_rule"] == "yes"  # only the first answered it
    assert f"{dana.name} just answered this, and it is filled in." in opened.text
    before = lines()
    assert before[-1] == ("school_rule", "yes", "The coach heard it.")
    opened = second.submit(path)
    assert "Saved. The route is now: Undetermined." in opened.text
    assert lines() == [
        *before,
        ("threat", "no", "I asked her."),
        ("juvenile", "yes", "I asked her."),
    ]


def test_choosing_what_the_other_saved_adds_nothing_there(both, path):
    first, second = both
    first.submit(path, threat="yes")
    second.submit(path, threat="no", juvenile="yes")
    second.submit(path, threat="yes")
    assert [line[:2] for line in lines()] == [
        ("crime", "yes"),
        ("threat", "yes"),
        ("juvenile", "yes"),
    ]


def test_a_third_answer_meanwhile_stops_the_second_again(both, path, matter, dana):
    first, second = both
    first.submit(path, threat="yes")
    second.submit(path, juvenile="yes")
    matters.answer(matter.id, known(juvenile=False), viewer=dana, now=NOON)
    opened = second.submit(path)
    assert f"{JUVENILE.question}: {dana.name} saved “No”" in opened.text
    assert [line[0] for line in lines()] == ["crime", "threat", "juvenile"]


def test_pressing_save_twice_saves_once_and_says_so(both, path):
    first, _ = both
    twice = dict(first.page.values(path)) | {"threat": "yes", "note": "Heard."}
    first.post(path, twice)
    assert "Saved." in first.post(path, twice).text
    assert lines() == [("crime", "yes", ""), ("threat", "yes", "Heard.")]


def test_what_is_wrong_otherwise_keeps_what_the_page_was_built_on(both, path):
    first, second = both
    first.submit(path, threat="yes")
    second.submit(path, threat="no", note="x" * 2_001)
    opened = second.submit(path, note="")
    assert "Choose which one stands." in opened.text
    first.get(path)
    first.submit(path, button=("confirm", "yes"))
    assert dict(first.page.values(path))["seen"] == str(_newest())


def _newest():
    return db.session.scalars(db.select(Answer.id).order_by(Answer.seq.desc())).first()


@pytest.mark.parametrize("seen", ["", "x", "\0"])
def test_a_page_that_does_not_say_what_it_was_built_on_is_shown_everything(both, path, seen):
    first, _ = both
    opened = first.submit(path, seen=seen, crime="no")
    assert "Choose which one stands." in opened.text
    assert len(lines()) == 1


def test_a_note_beside_no_answer_is_refused_and_kept(both, path):
    first, _ = both
    opened = first.submit(path, note="She will call back.")
    assert "No answer changed, so this note has nothing to stand beside." in opened.text
    assert dict(opened.values(path))["note"] == "She will call back."


def test_a_question_is_passed_on_and_waits_in_front_of_who_is_asked(both, path, matter, dana, sam):
    first, second = both
    first.get(f"/matters/{matter.id}/ask?fact=threat")
    opened = first.submit(
        f"/matters/{matter.id}/ask", fact="threat", colleague=str(sam.id), note="You saw it."
    )
    assert f"{sam.name} is asked." in opened.text
    assert f"{THREAT.question} asked of {sam.name} by you" in opened.text
    incident = second.get(f"/incidents/{matter.incident_id}")
    assert "A question of this matter is asked of you." in incident.text
    assert f"asked {sam.name} {THREAT.question} “You saw it.”" in incident.text
    asked = second.get(path).text.split("Asked of you")[1].split("Still to ask")[0]
    assert THREAT.question in asked
    assert f"{dana.name} asked you this" in asked
    assert "You saw it." in asked
    assert "Asked of you" not in first.get(path).text
    opened = second.submit(path, threat="no")
    assert "Waiting for an answer" not in opened.text


def test_left_alone_an_asked_question_is_not_answered_and_not_known_yet_answers_it(
    both, path, matter, dana, sam
):
    _, second = both
    matters.answer(matter.id, known(threat=None), viewer=dana, now=NOON)
    askings.ask(matter.id, THREAT, of_id=sam.id, viewer=dana, now=NOON + timedelta(hours=1))
    second.get(path)
    second.submit(path, juvenile="yes")
    assert not db.session.scalars(db.select(Asking)).one().answered
    second.get(path)
    second.submit(path, threat="unknown")
    assert db.session.scalars(db.select(Asking)).one().answered


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"fact": "crime"}, "That question is answered. Choose another one."),
        ({"fact": []}, "Choose a question."),
        ({"colleague": []}, "Choose a colleague."),
        ({"colleague": "x"}, "Choose a colleague from the list."),
        ({"note": "x" * 2_001}, "Enter at most 2,000 characters."),
        ({"note": "a\0"}, "Remove the character that can't be read after “a”"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words_and_kept(both, matter, sam, sent, message):
    first, _ = both
    ask = f"/matters/{matter.id}/ask"
    first.get(ask)
    opened = first.submit(
        ask, **({"fact": "threat", "colleague": str(sam.id), "note": "Why."} | sent)
    )
    assert message in opened.text
    assert opened.title.startswith("Error: ")
    kept = dict(opened.values(ask))
    assert sent.get("note") or kept["note"] == "Why."


def test_where_nobody_can_be_asked_the_page_says_so(pages, make):
    alone = make.administrator(make.school("WMS"))
    matter = make.incident(alone).matters[0]
    page = pages.sign_in(alone).get(f"/matters/{matter.id}/ask")
    assert "Nobody else administers this school" in page.text


def test_every_question_asked_of_someone_stays_in_front(both, path, matter, dana, sam):
    askings.ask(matter.id, SCHOOL_RULE, of_id=sam.id, viewer=dana, now=NOON)
    matters.answer(matter.id, known(threat=True), viewer=dana, now=NOON)
    _, second = both
    form = second.get(path).text.split("Asked of you")[1]
    assert SCHOOL_RULE.question in form.split("Not needed here")[0]
