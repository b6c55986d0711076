"""An officer reads what was disclosed to them, and finds nothing else anywhere."""

from html import unescape
from uuid import uuid4

import pytest

from incident_app.extensions import db
from incident_app.models import Event
from incident_app.services import (
    consultations,
    disclosures,
    matters,
    my_matters,
    notices,
    referrals,
)
from incident_app.vocabulary import (
    Basis,
    Declined,
    Field,
    Seen,
)
from tests.make import CRIME, NOON, known
from tests.web.officer.conftest import CANARY, lines


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
    above = {"#main", "/", "/policy", "/contacts", "/officers/me", "/duties", "/account/sessions"}
    assert [link for link in page.page.links if link not in above] == []


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


def test_opening_it_reads_its_notice_and_the_list_does_not(page, referral, consultation, officer):
    page.get("/")
    assert unread(officer) == {referral.id, consultation.id}
    page.get(f"/referrals/{referral.id}")
    assert unread(officer) == {consultation.id}
    page.get(f"/consultations/{consultation.id}")
    assert unread(officer) == set()


def test_opening_it_reads_nobody_elses_notice(page, make, referral, officer, dana):
    referrals.accept(referral.id, viewer=officer, now=NOON)
    page.get(f"/referrals/{referral.id}")
    assert unread(dana) == {referral.id}


def unread(account):
    db.session.rollback()
    return {each.referral_id or each.consultation_id for each in notices.unread(viewer=account)}


def test_where_only_the_head_is_asked_for_nothing_is_shown_and_nothing_noted(
    page, referral, consultation, officer
):
    file = f"/referrals/{referral.id}/attachments/{referral.attachments[0].id}"
    for path in (f"/referrals/{referral.id}", f"/consultations/{consultation.id}", file, "/"):
        before = len(lines())
        head = page.request("HEAD", path)
        assert (head.status_code, head.data, len(lines())) == (200, b"", before), path
    assert unread(officer) == {referral.id, consultation.id}
    for path in (f"/referrals/{referral.id}", f"/consultations/{consultation.id}", file, "/"):
        before = len(lines())
        assert page.request("GET", path).status_code == 200
        assert len(lines()) > before, path


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_head_of_what_is_gone_is_the_head_of_what_never_was(
    page, referral, consultation, dana, method
):
    file = f"/referrals/{referral.id}/attachments/{referral.attachments[0].id}"
    there = [f"/referrals/{referral.id}", f"/consultations/{consultation.id}", file]
    referrals.revoke(referral.id, "A mistake.", viewer=dana, now=NOON)
    consultations.withdraw(consultation.id, "A mistake.", viewer=dana, now=NOON)
    never = page.request(method, f"/referrals/{uuid4()}")
    for path in there:
        gone = page.request(method, path)
        assert gone.status_code == 404, path
        assert sorted(gone.headers.keys()) == sorted(never.headers.keys()), path
        assert gone.content_length == never.content_length, path
    assert lines() == []


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


def signed_in_again(page, officer):
    """A change of schools ended their session."""
    page.sign_in(officer)
    page.token = dict(page.page.values("/sign-out"))["csrf_token"]


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
        signed_in_again(page, officer)
    kept = len(lines()), db.session.scalar(db.select(db.func.count(Event.seq)))
    for method, step in [*STEPS, ("GET", f"/attachments/{file}")]:
        assert gone(path + step, method), step
    assert "No matter waits for you." in page.get("/").text
    assert kept == (len(lines()), db.session.scalar(db.select(db.func.count(Event.seq))))


@pytest.mark.parametrize("how", ["another officer", "withdrawn", "re-routed", "left the school"])
def test_out_of_reach_a_consultation_is_as_if_it_had_never_been(
    make, page, gone, consultation, dana, officer, how
):
    path = f"/consultations/{consultation.id}"
    if how == "another officer":
        consultations.withdraw(consultation.id, "A mistake.", viewer=dana, now=NOON)
        theirs = make.consultation(consultation.matter, make.officer(*dana.schools))
        path = f"/consultations/{theirs.id}"
    elif how == "withdrawn":
        consultations.withdraw(consultation.id, "A mistake.", viewer=dana, now=NOON)
    elif how == "re-routed":
        matters.answer(consultation.matter_id, known(petty_offense=False), viewer=dana, now=NOON)
    else:
        db.session.merge(officer).schools = []
        db.session.commit()
        signed_in_again(page, officer)
    kept = len(lines())
    assert gone(path)
    assert gone(f"{path}/advice", "POST")
    assert "Advice asked" not in page.get("/").text
    assert len(lines()) == kept


def test_the_pages_of_the_matter_itself_do_not_exist(gone, referral, incident):
    for path in (f"/incidents/{incident.id}", f"/matters/{referral.matter_id}", "/incidents"):
        assert gone(path)


def test_the_administrator_who_sent_it_has_no_such_page(pages, dana, referral, consultation):
    client = pages.sign_in(dana)
    for path in (f"/referrals/{referral.id}", f"/consultations/{consultation.id}"):
        client.get(path, status=404)


# What was typed outlives the sign-in.


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
