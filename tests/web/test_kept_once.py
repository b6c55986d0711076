"""Nothing is said to be kept that is not, nothing is kept that nobody pressed, nobody is shut out."""

import json
from uuid import uuid4

import pytest

from incident_app.extensions import db
from incident_app.models import Account, Addition, Asking, Draft, Incident, Matter, Participant
from incident_app.policy.logic import CRIME
from incident_app.reports import finding
from incident_app.reports.wanted import Wanted
from incident_app.services import NotFound, Refused, askings, drafts, incidents
from incident_app.services.drafts import Gone, TooLarge
from tests.make import NOON, PASSWORD
from tests.postgres import unwalled
from tests.web.test_logging import GOOD

NEW = "/incidents/new"


def count(table):
    db.session.rollback()
    return db.session.scalar(db.select(db.func.count()).select_from(table))


@pytest.fixture
def incident(make, principal):
    return make.incident(principal)


# A page that is pressed again with more on it


def test_other_words_under_the_same_press_are_refused_and_then_kept(page, incident):
    add = f"/incidents/{incident.id}/additions"
    page.get(f"/incidents/{incident.id}")
    sent = dict(page.page.values(add)) | {"text": "The mother called."}
    page.post(add, sent)
    opened = page.post(add, sent | {"text": "The knife was found in locker 12."})
    assert "This was added already" in opened.text
    page.submit(add)
    assert [each.text for each in db.session.scalars(db.select(Addition).order_by(Addition.seq))] == [
        "The mother called.", "The knife was found in locker 12."
    ]  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {"people-0-who": "visitor", "people-0-name": "Ben Fox"},
        {"people-0-part": "witness"},
        {"people-0-name": "tall"},
        {"people-0-conducts-0-code": "assault"},
    ],
)
def test_another_person_under_the_same_press_is_refused(page, incident, changed):
    add = f"/incidents/{incident.id}/people/new"
    page.get(add)
    sent = dict(page.page.values(add)) | {
        "people-0-part": "actor", "people-0-who": "unknown", "people-0-conducts-0-code": "cheating",
    }  # fmt: skip
    page.post(add, sent)
    people = count(Participant)
    page.post(add, sent)
    assert count(Participant) == people
    assert "This was added already" in page.post(add, sent | changed).text
    page.submit(add)
    assert count(Participant) == people + 1


def test_another_conduct_of_an_actor_under_the_same_press_is_refused(page, incident):
    add = f"/incidents/{incident.id}/people/new"
    page.get(add)
    sent = dict(page.page.values(add)) | {
        "people-0-who": f"here {incident.participants[0].id}", "people-0-conducts-0-code": "cheating",
    }  # fmt: skip
    page.post(add, sent)
    opened = page.post(add, sent | {"people-0-conducts-0-code": "assault"})
    assert "This was added already" in opened.text
    page.submit(add)
    assert count(Matter) == 3


def test_asked_again_with_another_note_is_another_asking(make, principal, incident):
    colleague = make.administrator(*principal.schools)
    third = make.administrator(*principal.schools)
    matter = incident.matters[0].id

    def ask(by, note):
        askings.ask(matter, CRIME, of_id=colleague.id, viewer=by, now=NOON, note=note)

    ask(principal, "You were there.")
    ask(principal, "You were there.")
    assert count(Asking) == 1
    ask(principal, "He cannot breathe well.")
    ask(third, "You were there.")
    assert count(Asking) == 3


# Drafts


def test_nobody_logs_under_somebody_elses_draft(page, pages, make, principal):
    page.submit(NEW, button=("show", "yes"), **GOOD)
    (draft,) = db.session.scalars(db.select(Draft))
    new = make.new_incident(principal.schools[0], source="form", external_id=str(draft.id))
    stranger = make.administrator(*principal.schools)
    with pytest.raises(NotFound):
        incidents.log(new, viewer=stranger, now=NOON)
    assert (count(Draft), count(Incident)) == (1, 0)
    page.submit(NEW)
    assert (count(Draft), count(Incident)) == (0, 1)
    with pytest.raises(NotFound):
        incidents.log(new, viewer=stranger, now=NOON)


def test_a_key_with_its_dashes_elsewhere_is_the_same_key(page):
    key = str(uuid4())
    sent = dict(page.page.values(NEW)) | {n.replace("__", "-"): v for n, v in GOOD.items()}
    page.post(NEW, sent | {"key": key})
    moved = key.replace("-", "")
    page.post(
        NEW, sent | {"key": f"{moved[:1]}-{moved[1:2]}-{moved[2:3]}-{moved[3:4]}-{moved[4:]}"}
    )
    assert count(Incident) == 1


def test_a_page_left_open_does_not_bring_a_discarded_draft_back(principal):
    key, fields = uuid4(), [("place", "Gym")]
    drafts.save(key, fields, version=0, page="a", viewer=principal, now=NOON)
    drafts.discard(key, viewer=principal)
    with pytest.raises(Gone):
        drafts.save(key, fields, version=1, page="a", viewer=principal, now=NOON, pressed=False)
    drafts.save(key, fields, version=1, page="a", viewer=principal, now=NOON)  # a button does


def test_a_discarded_draft_answers_its_open_page_so(page):
    page.submit(NEW, button=("show", "yes"), **GOOD)
    sent = dict(page.page.values(NEW))
    page.request("POST", f"/drafts/{sent['key']}/discard", data={"csrf_token": sent["csrf_token"]})
    gone = page.post(f"/drafts/{sent['key']}", sent, status=410)
    assert "This draft was thrown away" in gone.text


def test_drafts_are_bounded_in_size_and_number(principal, monkeypatch):
    with pytest.raises(TooLarge):
        drafts.save(
            uuid4(), [("narrative", "x" * 400_001)], version=0, page="a", viewer=principal, now=NOON
        )
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    kept = [
        drafts.save(uuid4(), [], version=0, page="a", viewer=principal, now=NOON).id
        for _ in range(2)
    ]
    with pytest.raises(Refused, match="Throw some of them away"):
        drafts.save(uuid4(), [], version=0, page="a", viewer=principal, now=NOON)
    drafts.save(kept[0], [("place", "Gym")], version=1, page="a", viewer=principal, now=NOON)


def test_too_much_at_once_is_said(page):
    sent = dict(page.page.values(NEW)) | {"narrative": "x" * 400_001}
    assert "too much at once" in page.post(f"/drafts/{sent['key']}", sent, status=413).text


# The way in


def test_over_tls_signing_in_and_logging_work(app, principal):
    http = app.test_client()

    def token(path):
        page = http.get(path, base_url="https://district.example").text
        return page.split('name="csrf_token"')[-1].split('value="')[1].split('"')[0]

    sent = {"email": principal.email, "password": PASSWORD, "csrf_token": token("/sign-in")}
    assert http.post("/sign-in", data=sent, base_url="https://district.example").status_code == 302


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_sent_is_not_carried(page, incident, site):
    answer = page.request(
        "POST", f"/incidents/{incident.id}/additions", data={"text": "planted"}, headers={"Sec-Fetch-Site": site}
    )  # fmt: skip
    assert answer.status_code == 400
    assert "planted" not in answer.text


def test_going_on_adds_nothing_by_itself(page, incident):
    add = f"/incidents/{incident.id}/additions"
    assert (
        "Go on with what you typed"
        in page.post(add, {"text": "The nurse called."}, status=400).text
    )
    opened = page.submit(add)
    assert dict(opened.values(add))["text"] == "The nurse called."
    assert count(Addition) == 0


def test_before_sign_in_little_is_read_and_less_written_back(pages):
    client = pages.anonymous()
    for path, body in [
        (NEW, b"a&" * 500_000),
        (NEW, b"a&" * 10_000),
        (f"/incidents/{uuid4()}/attachments", b"a=" + b"x" * 3_000_000),
    ]:
        answer = client.request(
            "POST", path, data=body, content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code in {302, 413}, path
        assert len(answer.data) < 10_000


def test_a_lone_surrogate_in_the_hidden_field_is_no_error(pages, principal):
    client = pages.anonymous()
    client.get(f"/sign-in?next={NEW}")
    client.submit(
        "/sign-in", email=principal.email, password=PASSWORD, carried=json.dumps([["a", "\ud800"]])
    )
    assert client.path == NEW


@pytest.mark.parametrize(
    "sent",
    [
        {"people-0-who": "here x"},
        {"reshape": "person"},
        {"people-1-part": "actor"},
        {"people-9999-part": "x"},
    ],
)
def test_odd_rows_of_what_is_added_later_are_no_error(page, incident, sent):
    add = f"/incidents/{incident.id}/people/new"
    page.get(add)
    page.post(add, dict(page.page.values(add)) | sent)


def test_a_list_that_is_sent_ends_where_the_reach_ends(make, principal, monkeypatch):
    monkeypatch.setattr(finding, "BATCH", 1)
    for _ in range(3):
        make.incident(principal)
    rows = finding.everything(Wanted(), viewer=principal, now=NOON, most=10)
    next(rows)
    elsewhere = unwalled(db).connect().execution_options(writes=True)  # another request, meanwhile
    with elsewhere, elsewhere.begin():
        gone = db.update(Account).where(Account.id == principal.id).values(active=False)
        elsewhere.execute(gone)
    assert list(rows) == []
