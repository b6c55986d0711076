"""Asking an officer's advice: nobody is named unless the administrator chose to, and it says what that means."""

import pytest

from incident_app.extensions import db
from incident_app.models import Consultation
from incident_app.services import consultations
from incident_app.vocabulary import Asked, Basis
from tests.make import NOON, PETTY
from tests.web.sharing.conftest import CANARY, letter

TYPED = {"purpose": "Which program would you suggest?", "summary": "A student had a vape."}
CRDC = "Naming a student makes this a referral to law enforcement"


@pytest.fixture
def matter(make, dana):
    return make.incident(dana, ("nicotine", PETTY), narrative=f"Here, {CANARY}.").matters[0]


@pytest.fixture
def path(matter):
    return f"/matters/{matter.id}/consult"


def sent():
    return db.session.scalars(db.select(Consultation)).all()


def test_nobody_is_named_and_what_naming_means_is_said_before(window, path):
    assert CRDC in window.page.text
    assert [name for name, _ in window.page.values(path) if name == "people"] == []
    assert dict(window.page.values(path))["basis"] == "nobody"
    assert "call 911 first" in window.page.text


def test_it_is_read_before_it_is_sent_and_then_the_officer_reads_the_same(
    window, path, matter, officer
):
    window.submit(path, **TYPED)
    assert f"To {officer.name}. Nothing is sent yet." in window.page.text
    assert CRDC not in window.page.text
    assert sent() == []
    read = letter(window)
    for words in (CANARY, "Cafeteria", matter.reference, "Unknown person"):
        assert words not in read
    window.submit(path, button=("send", "yes"))
    assert window.path == f"/matters/{matter.id}"
    assert f"{officer.name} is asked for advice." in window.page.text
    assert letter(window) == read
    (asked,) = sent()
    assert list(asked.disclosed) == ["summary"]
    row = db.session.execute(db.select(Consultation.__table__)).one()
    assert CANARY not in str(row)
    assert "Cafeteria" not in str(row)


def test_naming_somebody_needs_a_basis_and_the_preview_says_what_it_makes_of_it(
    window, path, matter
):
    actor = str(matter.actor_id)
    window.submit(path, people=[actor], **TYPED)
    assert "Choose the legal basis on which you name somebody." in window.page.text
    assert window.page.title.startswith("Error: Ask advice")
    assert "<details open" in window.response.text
    window.submit(path, basis="consent")
    assert CRDC in window.page.text
    assert "Unknown person" in letter(window)
    window.submit(path, button=("change", "yes"))
    assert dict(window.page.values(path))["people"] == actor
    window.submit(path)
    window.submit(path, button=("send", "yes"))
    assert "it counts as a referral to law enforcement (CRDC)" in window.page.text
    assert [each.basis for each in sent()] == [Basis.CONSENT]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"purpose": [""]}, "Enter what you ask of the officer."),
        ({"summary": [""]}, "Enter a summary."),
        ({"summary": ["\u200b"]}, "Enter a summary."),
        ({"officer": []}, "Choose an officer."),
        ({"basis": ["statute"]}, "Choose whom you name, or leave the legal basis out."),
        ({"basis": ["because"]}, "Choose from the list."),
        ({"people": ["nobody"]}, "Choose from the list."),
        ({"threat": ["A knife."]}, "Choose the basis “Health or safety emergency”"),
    ],
)
def test_what_is_missing_is_named_and_the_rest_is_kept(window, path, changed, message):
    window.submit(path, **(TYPED | changed))
    assert message in window.page.text
    assert window.page.title.startswith("Error: Ask advice")
    kept = dict(window.page.values(path))
    expected = {name: value for name, value in TYPED.items() if name not in changed}
    assert {name: kept[name] for name in expected} == expected
    assert sent() == []


def test_pressing_send_twice_asks_once(window, path):
    window.submit(path, **TYPED)
    pressed = dict(window.page.values(path)) | {"send": "yes"}
    window.post(path, pressed)
    window.post(path, pressed)
    assert len(sent()) == 1


def test_advice_and_who_gave_it_stand_on_the_matter(make, window, matter, officer):
    asked = make.consultation(matter, officer)
    consultations.advise(asked.id, "Try the clinic.", viewer=officer, now=NOON)
    text = window.get(f"/matters/{matter.id}").text
    assert f"Advice given by {officer.name}, Sep 2, 2025, 12:00 PM: Try the clinic." in text


def test_it_is_taken_back_with_a_reason(make, window, matter, officer):
    asked = make.consultation(matter, officer)
    window.get(f"/matters/{matter.id}")
    withdraw = f"/consultations/{asked.id}/withdraw"
    refused = window.submit(withdraw)
    assert "Enter why it is taken back." in refused.text
    assert f"#{asked.id}-why" in refused.links
    pressed = dict(window.page.values(withdraw)) | {f"{asked.id}-why": "Settled."}
    done = window.post(withdraw, pressed)
    assert f"Taken back. {officer.name} sees it no more." in done.text
    assert sent()[0].state is Asked.WITHDRAWN
    assert "It had ended already." in window.post(withdraw, pressed).text
