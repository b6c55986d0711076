"""An officer reads what was disclosed to them, answers it, and finds nothing else anywhere."""

import re
from html import unescape
from itertools import count
from uuid import uuid4

import pytest

from incident_app.extensions import db
from incident_app.models import Disclosure, Event, ReferralStep
from incident_app.services import additions, disclosures, matters, my_matters, referrals, sharing
from incident_app.services.force import ForceAndCare
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import (
    Asked,
    Basis,
    Declined,
    Disposition,
    Field,
    Force,
    ForcedBy,
    Part,
    Seen,
    State,
    Value,
)
from tests.make import CRIME, NOON, PETTY, known

CANARY = "canaryquartz"
"""Begins every word that the officer must not read."""


@pytest.fixture
def dana(make):
    return make.administrator(make.school("EHS", "Eagle High School"))


@pytest.fixture
def officer(make, dana):
    return make.officer(*dana.schools)


@pytest.fixture
def incident(make, dana):
    """An incident with a canary in every text of it that is not disclosed."""
    school, words = dana.schools[0], (f"{CANARY}{number}" for number in count())
    ben, di = (make.person(school, f"{next(words)}, Jo") for _ in range(2))
    did = [
        NewMatter(conduct="something_else", conduct_words="Hit him", answers=known(**CRIME), note=next(words)),
        NewMatter(conduct="something_else", conduct_words=next(words), answers=known(**PETTY), note=next(words)),
    ]  # fmt: skip
    kept = make.incident(
        dana,
        narrative=next(words),
        place="Gym <north>",
        external_id=next(words),
        source="test",
        participants=[
            NewParticipant(part=Part.ACTOR, person_id=make.person(school).id, matters=did),
            NewParticipant(part=Part.VICTIM, person_id=ben.id),
            NewParticipant(part=Part.WITNESS, described=next(words)),
            NewParticipant(part=Part.REPORTER, person_id=di.id),
        ],
    )
    additions.add(kept.id, next(words), key=uuid4(), viewer=dana, now=NOON)
    make.attachment(kept, next(words).encode(), f"{next(words)}.txt")
    make.attachment(kept, b"What the camera saw.", "camera <1>.txt")
    return kept


@pytest.fixture
def referral(make, incident, officer):
    """Everything that can be disclosed is, but of the people only the actor, and one file."""
    file = next(each for each in incident.attachments if each.name.startswith("camera"))
    actor = next(each for each in incident.participants if each.part is Part.ACTOR)
    chosen = sharing.Chosen(
        fields=frozenset(Field),
        people=frozenset({actor.id}),
        attachments=frozenset({file.id}),
        summary="He hit him & ran.\n<b>Twice</b>.",
    )
    return make.referral(
        incident.matters[0], officer, chosen=chosen, basis=Basis.EMERGENCY, threat="A knife, he said.",
        purpose="Find out who has the knife.",
    )  # fmt: skip


@pytest.fixture
def consultation(make, incident, officer):
    return make.consultation(incident.matters[1], officer)


@pytest.fixture
def page(pages, officer):
    return pages.sign_in(officer)


def lines():
    db.session.rollback()
    return db.session.scalars(db.select(Disclosure).order_by(Disclosure.seq)).all()


def absent(client, path, method="GET"):
    """The answer to an address, its token masked; and whether it is that of no such page."""
    data = {"csrf_token": client.token} if method == "POST" else None
    answers = [
        client.request(method, each, data=data) for each in (path, f"/referrals/{uuid4()}/nothing")
    ]
    masked = [
        (each.status_code, re.sub(rb'name="csrf_token" value="[^"]*"', b"", each.data))
        for each in answers
    ]
    return masked[0] == masked[1] and masked[0][0] == 404


@pytest.fixture
def gone(page):
    """Whether an address answers byte for byte as one where nothing ever was."""
    page.get("/")
    page.token = dict(page.page.values("/sign-out"))["csrf_token"]
    return lambda path, method="GET": absent(page, path, method)


# What waits.


def test_what_waits_is_listed_the_oldest_first_by_what_is_asked(
    make, page, dana, incident, referral, officer
):
    later = make.incident(dana, ("assault", CRIME)).matters[0]
    make.referral(later, officer, purpose="Second.", now=NOON.replace(hour=20))
    consultation = make.consultation(incident.matters[1], officer)
    referrals.accept(referral.id, viewer=officer, now=NOON)
    shown = page.get("/").text
    first, second = (shown.index(each.reference) for each in (incident.matters[0], later))
    assert first < shown.index("Second.") < shown.index("Advice asked")
    assert first < second
    for words in (
        "Find out who has the knife.", "Accepted", "Waiting for your answer", "Eagle High School",
        f"Asked by {dana.name} on Sep 2, 2025, 12:00 PM", consultation.purpose,
    ):  # fmt: skip
        assert words in shown
    assert f"/referrals/{referral.id}" in page.page.links
    assert f"/consultations/{consultation.id}" in page.page.links


def test_the_list_shows_nothing_that_only_the_matters_own_page_shows(
    page, referral, consultation, incident
):
    page.get("/")
    body = page.response.text
    for words in (CANARY, "Lee, Ana", "Gym", "He hit him", "Hit him", "A knife", "camera"):
        assert words not in body
    assert incident.matters[1].reference not in body
    assert consultation.disclosed["summary"] not in body


def test_the_list_is_in_the_ledger_each_time(page, referral, consultation, officer):
    before = len(lines())
    page.get("/")
    new = lines()[before:]
    assert [(each.how, each.fields, each.to_id) for each in new] == [
        (Seen.LIST, [], officer.id)
    ] * 2
    assert [(each.referral_id, each.consultation_id) for each in new] == [
        (referral.id, None),
        (None, consultation.id),
    ]


def test_with_nothing_waiting_the_page_says_so_and_counts_nothing(page, incident, dana):
    text = page.get("/").text
    assert "No matter waits for you." in text
    assert "Advice asked" not in text
    assert lines() == []
    assert [link for link in page.page.links if link not in {"#main", "/", "/policy"}] == []


# A matter.


def test_every_disclosed_value_is_read_as_it_was_disclosed(page, referral, dana, incident):
    text = unescape(page.get(f"/referrals/{referral.id}").text)
    body = unescape(page.response.text)
    told = referral.disclosed
    assert set(told) == {field.value for field in Field}
    for words in (
        told["place"], told["conduct"], told["people"][0]["name"], told["people"][0]["part"],
        *told["attachments"], referral.purpose, referral.threat, referral.reference,
        "Eagle High School", *referral.cites, Basis.EMERGENCY.title, Basis.EMERGENCY.cite, dana.name,
        "Sep 2, 2025, 12:00 PM", "34 CFR 99.33(a)",
    ):  # fmt: skip
        assert words in text
    assert told["summary"] in body
    assert len(told["people"]) == 1


def test_nothing_undisclosed_is_in_any_byte_of_any_page(page, referral, consultation):
    file = f"/referrals/{referral.id}/attachments/{referral.attachments[0].id}"
    for path in ("/", f"/referrals/{referral.id}", f"/consultations/{consultation.id}", file):
        answer = page.request("GET", path)
        assert answer.status_code == 200, path
        assert CANARY.encode() not in answer.data + str(answer.headers).encode(), path


def test_a_look_is_in_the_ledger_with_what_was_shown(page, referral, officer):
    before = len(lines())
    page.get(f"/referrals/{referral.id}")
    (line,) = lines()[before:]
    assert (line.how, line.to_id, line.referral_id) == (Seen.VIEW, officer.id, referral.id)
    assert line.fields == list(referral.disclosed)
    assert line.basis is Basis.EMERGENCY


@pytest.mark.parametrize("path", ["/", "/referrals/{}", "/referrals/{}/attachments/{}", "asked"])
def test_where_the_ledger_can_not_be_written_nothing_is_read(
    app, page, referral, consultation, monkeypatch, path
):
    path = path.format(referral.id, referral.attachments[0].id)
    path = path.replace("asked", f"/consultations/{consultation.id}")
    assert page.request("GET", path).status_code == 200

    def full(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(disclosures, "write", full)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)  # noqa: FBT003
    answer = page.request("GET", path)
    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    for words in (
        referral.reference,
        referral.purpose,
        "Lee, Ana",
        "camera",
        "A student had a vape",
    ):
        assert words not in answer.text


def test_a_disclosed_file_is_saved_and_never_shown(page, referral):
    file = referral.attachments[0]
    path = f"/referrals/{referral.id}/attachments/{file.id}"
    page.get(f"/referrals/{referral.id}")
    assert path in page.page.links
    before = len(lines())
    answer = page.request("GET", path)
    assert answer.data == b"What the camera saw."
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Cache-Control"] == "no-store"
    assert [(each.how, each.attachment_id) for each in lines()[before:]] == [
        (Seen.ATTACHMENT, file.id)
    ]


def test_another_file_of_the_incident_does_not_exist(gone, referral, incident):
    other = next(each for each in incident.attachments if CANARY in each.name)
    before = len(lines())
    assert gone(f"/referrals/{referral.id}/attachments/{other.id}")
    assert gone(f"/attachments/{other.id}")
    assert len(lines()) == before


def test_accepted_it_stays_and_can_be_finished(page, referral):
    path = f"/referrals/{referral.id}"
    page.get(path)
    assert f"{path}/done" not in {form["action"] for form in page.page.forms}
    page.submit(f"{path}/accept")
    assert page.path == path
    assert "You accepted it on Nov 4, 2025" in page.page.text
    actions = {form["action"] for form in page.page.forms}
    assert f"{path}/done" in actions
    assert f"{path}/accept" not in actions


def test_a_school_rule_matter_is_declined_with_one_tap(page, referral, gone):
    path = f"/referrals/{referral.id}"
    page.get(path)
    assert 'name="reason" value="school_rule">School-rule matter, IV.B<' in page.response.text
    page.post(f"{path}/decline", {"csrf_token": page.token, "reason": "school_rule"})
    assert page.path == "/"
    step = db.session.scalars(db.select(ReferralStep)).one()
    assert (step.state, step.reason) == (State.DECLINED, Declined.SCHOOL_RULE)
    for words in (referral.reference, referral.purpose, "Lee"):
        assert words not in page.response.text
    assert "You declined the matter." in page.page.text
    assert gone(path)


def test_a_decline_says_what_is_missing_and_keeps_what_was_chosen(page, referral):
    path = f"/referrals/{referral.id}"
    page.get(path)
    refused = page.submit(f"{path}/decline")
    assert refused.title.startswith("Error: Matter")
    assert "Why you decline: Choose why you decline." in refused.text
    assert "#reason-0" in refused.links
    before = len(lines())
    refused = page.submit(f"{path}/decline", reason="other", words=" ")
    assert "What the school should know: Enter the reason." in refused.text
    assert "<details open>" in page.response.text
    assert dict(refused.values(f"{path}/decline"))["reason"] == "other"
    assert [each.how for each in lines()[before:]] == [Seen.VIEW]
    page.submit(f"{path}/decline", reason="other", words="We know him.")
    step = db.session.scalars(db.select(ReferralStep)).one()
    assert (step.reason, step.words) == (Declined.OTHER, "We know him.")


DONE = {
    "disposition": "diversion", "case_number": "25-001", "used": "yes", "kinds": ["held", "handcuffs"],
    "by": ["officer"], "why": "He ran.", "began_at": "2025-09-02T11:40", "ended_at": "2025-09-02T11:42",
    "handcuffs": "yes", "custody": "no", "care_at": "2025-09-02T12:00", "parent_told_at": "",
}  # fmt: skip


@pytest.fixture
def accepted(referral, officer, page):
    referrals.accept(referral.id, viewer=officer, now=NOON)
    page.get(f"/referrals/{referral.id}")
    return f"/referrals/{referral.id}/done"


def test_done_keeps_what_became_of_it_with_force_and_care(page, accepted, dana, referral, gone):
    page.get(f"/referrals/{referral.id}")
    assert "No case notes belong here." in page.page.text
    assert "34 CFR 99.8; Minn. Stat. 13.32, subd. 1" in page.page.text
    page.submit(accepted, **DONE)
    assert page.path == "/"
    assert "You are done with the matter." in page.page.text
    assert referral.reference not in page.response.text
    kept = referrals.get(referral.id, viewer=dana).steps[-1]
    assert (kept.state, kept.disposition, kept.case_number) == (
        State.DONE,
        Disposition.DIVERSION,
        "25-001",
    )
    assert ForceAndCare.of(kept.facts) == ForceAndCare(
        used=Value.YES, kinds=(Force.HELD, Force.HANDCUFFS), by=(ForcedBy.OFFICER,), why="He ran.",
        began_at=NOON.replace(hour=16, minute=40), ended_at=NOON.replace(hour=16, minute=42),
        handcuffs=Value.YES, custody=Value.NO, care_at=NOON,
    )  # fmt: skip
    assert gone(f"/referrals/{referral.id}")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"disposition": []}, "What became of it: Choose what became of it."),
        ({"disposition": "released"}, "What became of it: Choose from the list."),
        ({"case_number": "2" * 61}, "case number: Enter a case number of at most 60 characters."),
        ({"why": ""}, "Why force was used: Enter why force was used."),
        ({"used": "no"}, "Was force used?: Say that force was used"),
        ({"used": "perhaps"}, "Was force used?: Choose from the list."),
        ({"kinds": ["tickled"]}, "What kind of force: Choose from the list."),
        ({"ended_at": "2025-09-02T11:39"}, "When it ended: Enter an end that is not before"),
        ({"began_at": "today"}, "When it began: Enter a day and a time, such as"),
        ({"began_at": "2025-03-09T02:30"}, "The clocks went forward over this time."),
        ({"care_at": "2099-09-02T11:39"}, "When care was given: Enter a time that has passed."),
        ({"care_at": "0001-01-01T00:00"}, None),
        ({"care_at": "9999-12-31T23:59"}, "When care was given: Enter a day nearer to today."),
    ],
)
def test_what_is_wrong_of_done_is_named_and_everything_typed_stays(
    page, accepted, referral, changed, message
):
    sent = DONE | changed
    before = len(lines())
    shown = page.submit(accepted, **sent)
    if message is None:
        assert page.path == "/"
        return
    assert message in shown.text
    assert [each.how for each in lines()[before:]] == [Seen.VIEW]
    values = shown.values(accepted)
    for name, value in sent.items():
        for each in value if isinstance(value, list) else [value]:
            if each not in {"released", "perhaps", "tickled"}:
                assert (name, each) in values
    assert db.session.scalars(db.select(ReferralStep.state)).all() == [State.ACCEPTED]


def test_a_matter_is_done_only_once_accepted(page, referral):
    page.get(f"/referrals/{referral.id}")
    token = dict(page.page.values("/sign-out"))["csrf_token"]
    path = f"/referrals/{referral.id}/done"
    refused = page.post(path, DONE | {"csrf_token": token})
    assert "Accept the matter first." in refused.text
    assert "25-001" in dict(refused.values(path)).values()


# Advice.


def test_advice_is_given_and_is_no_action(page, consultation, dana, incident, gone):
    path = f"/consultations/{consultation.id}"
    text = page.get(path).text
    assert "nothing you write here is an action on the matter" in text
    for words in (consultation.purpose, consultation.disclosed["summary"], dana.name):
        assert words in text
    assert incident.matters[1].reference not in page.response.text
    before = len(lines())
    refused = page.submit(f"{path}/advice", words=" ")
    assert "Your advice: Enter your advice." in refused.text
    assert [each.how for each in lines()[before:]] == [Seen.VIEW]
    page.submit(f"{path}/advice", words="Ask the nurse.")
    assert page.path == "/"
    assert "Your advice is sent." in page.page.text
    assert consultation.purpose not in page.response.text
    db.session.refresh(consultation)
    assert (consultation.state, consultation.step.words) == (Asked.ADVISED, "Ask the nurse.")
    assert gone(path)
    assert gone(f"{path}/advice", "POST")


# Out of reach and absent are one.

STEPS = [("GET", ""), ("POST", "/accept"), ("POST", "/decline"), ("POST", "/done")]


@pytest.mark.parametrize(
    "how", ["another officer", "revoked", "re-routed", "declined", "left the school"]
)
def test_out_of_reach_a_referral_is_as_if_it_had_never_been(
    make, page, gone, referral, dana, officer, how
):
    file = referral.attachments[0].id
    path = f"/referrals/{referral.id}"
    page.get(path)
    if how == "another officer":
        theirs = make.officer(*dana.schools)
        referrals.decline(referral.id, Declined.CONFLICT, viewer=officer, now=NOON)
        path = f"/referrals/{make.referral(referral.matter, theirs).id}"
    elif how == "revoked":
        referrals.revoke(referral.id, "A mistake.", viewer=dana, now=NOON)
    elif how == "re-routed":
        matters.answer(referral.matter_id, known(bodily_harm=None), viewer=dana, now=NOON)
    elif how == "declined":
        referrals.decline(referral.id, Declined.SCHOOL_RULE, viewer=officer, now=NOON)
    else:
        db.session.merge(officer).schools = []
        db.session.commit()
    kept = len(lines()), db.session.scalar(db.select(db.func.count(Event.seq)))
    for method, step in [*STEPS, ("GET", f"/attachments/{file}")]:
        assert gone(path + step, method), step
    assert "No matter waits for you." in page.get("/").text
    assert kept == (len(lines()), db.session.scalar(db.select(db.func.count(Event.seq))))


@pytest.mark.parametrize("how", ["re-routed", "left the school"])
def test_out_of_reach_a_consultation_is_as_if_it_had_never_been(
    gone, consultation, dana, officer, how
):
    if how == "re-routed":
        matters.answer(consultation.matter_id, known(petty_offense=False), viewer=dana, now=NOON)
    else:
        db.session.merge(officer).schools = []
        db.session.commit()
    kept = len(lines())
    assert gone(f"/consultations/{consultation.id}")
    assert gone(f"/consultations/{consultation.id}/advice", "POST")
    assert len(lines()) == kept


def test_the_pages_of_the_matter_itself_do_not_exist(gone, referral, incident):
    for path in (f"/incidents/{incident.id}", f"/matters/{referral.matter_id}", "/incidents"):
        assert gone(path)


def test_the_administrator_who_sent_it_has_no_such_page(pages, dana, referral, consultation):
    client = pages.sign_in(dana)
    for path in (f"/referrals/{referral.id}", f"/consultations/{consultation.id}"):
        client.get(path, status=404)


# What was typed outlives the sign-in.


@pytest.mark.parametrize("kind", ["decline", "done", "advice"])
def test_what_was_typed_outlives_the_sign_in(pages, page, accepted, consultation, officer, kind):
    typed = {
        "decline": (accepted.replace("done", "decline"), {"reason": "other", "words": "We know him."}),
        "done": (accepted, {"disposition": "arrest", "case_number": "25-7", "used": "no"}),
        "advice": (f"/consultations/{consultation.id}/advice", {"words": "Ask the nurse."}),
    }  # fmt: skip
    path, fields = typed[kind]
    client = pages.anonymous()
    client.post(path, fields, status=401)
    client.submit("/sign-in", email=officer.email, password="a password of the tests")
    assert "Go on with what you typed" in client.page.title
    client.submit(path)
    assert fields.items() <= dict(client.page.values(path)).items()
    assert not client.page.title.startswith("Error")
    assert db.session.scalars(db.select(ReferralStep.state)).all() == [State.ACCEPTED]


def test_signing_out_leaves_nothing_for_back_to_show(page, referral):
    page.get(f"/referrals/{referral.id}")
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "/static/back.js" in page.response.text
    answer = page.request("POST", "/sign-out", data=dict(page.page.values("/sign-out")))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert page.get(f"/referrals/{referral.id}").title.startswith("Sign in")


def test_what_is_listed_is_read_under_the_lock(officer, referral, dana, monkeypatch):
    """What comes to reach between the lock and the look waits for the next look."""
    monkeypatch.setattr(my_matters, "_locked", lambda *_, **__: frozenset())
    with my_matters.listing(viewer=officer, now=NOON) as mine:
        assert mine.referrals == []
    assert lines() == []
