"""What is typed is kept: on the server, through a lost sign-in, and against a second device."""

from uuid import uuid4

import pytest

from incident_app.extensions import db
from incident_app.models import Draft, Event, Incident
from tests.make import PASSWORD

TYPED = {
    "place": "Bus 12",
    "narrative": "Typed so far …\r\nand more",
    "people__0__find": "le",
    "people__0__conducts__0__code": "fighting",
    "people__0__conducts__0__crime": "yes",
}
NEW = "/incidents/new"


@pytest.fixture
def principal(make):
    return make.administrator(make.school("EHS"))


@pytest.fixture
def page(pages, principal):
    client = pages.sign_in(principal)
    client.get(NEW)
    return client


def count(table):
    return db.session.scalar(db.select(db.func.count()).select_from(table))


def typed(page, **over):
    """What a browser would send of the open form with something typed into it."""
    changed = {name.replace("__", "-"): value for name, value in (TYPED | over).items()}
    return dict(page.page.values(NEW)) | changed


def autosave(page, status=200, **over):
    sent = typed(page, **over)
    return page.post(f"/drafts/{sent['key']}", sent, status)


def test_typing_makes_a_draft_and_no_incident_and_no_event(page):
    before = count(Event)
    shown = autosave(page)
    assert "Only you see this draft." in shown.text
    assert (count(Draft), count(Incident), count(Event)) == (1, 0, before)


def test_a_draft_opens_again_as_it_was_typed(page, pages, principal):
    autosave(page)
    key = dict(page.page.values(NEW))["key"]
    other_device = pages.sign_in(principal)
    opened = other_device.get(f"/drafts/{key}")
    kept = dict(opened.values(NEW))
    assert {name.replace("__", "-"): value for name, value in TYPED.items()}.items() <= kept.items()


def test_every_button_saves_the_draft(page):
    page.submit(NEW, button=("show", "yes"), **TYPED)
    assert count(Draft) == 1
    page.submit(NEW, button=("reshape", "person"))
    assert "people-1-find" in dict(page.page.values(NEW))
    (draft,) = db.session.scalars(db.select(Draft))
    assert "people-1-find" in {name for name, _ in draft.fields}


def test_save_leads_to_the_drafts_own_address(page):
    page.submit(NEW, button=("save", "yes"), **TYPED)
    (draft,) = db.session.scalars(db.select(Draft))
    assert page.path == f"/drafts/{draft.id}"
    assert "The draft is saved." in page.page.text


def test_a_refused_submission_is_a_draft(page):
    shown = page.submit(NEW, **TYPED)
    assert shown.title.startswith("Error: ")
    (draft,) = db.session.scalars(db.select(Draft))
    assert ["place", "Bus 12"] in draft.fields


def test_logging_ends_the_draft_and_its_address_leads_to_the_incident(page):
    autosave(page)
    key = dict(page.page.values(NEW))["key"]
    page.submit(NEW, people__0__who="unknown")
    assert (count(Draft), count(Incident)) == (0, 1)
    (incident,) = db.session.scalars(db.select(Incident))
    page.get(f"/drafts/{key}")
    assert page.path == f"/incidents/{incident.id}"


def test_a_save_that_comes_after_the_incident_makes_no_draft(page):
    late = typed(page)
    page.submit(NEW, **TYPED, people__0__who="unknown")
    page.post(f"/drafts/{late['key']}", late)
    assert page.path.startswith("/incidents/")
    assert (count(Draft), count(Incident)) == (0, 1)


def test_sent_again_with_changes_after_a_lost_answer_it_says_so(page):
    sent = typed(page, **{"people-0-who": "unknown"})
    page.post(NEW, sent)
    again = page.post(NEW, sent | {"narrative": "Another account."})
    assert "This was logged already" in again.text
    assert "What you changed after that is not in it" in again.text
    assert count(Incident) == 1


def test_a_second_device_asks_before_either_wins(page, pages, principal):
    autosave(page)
    key = dict(page.page.values(NEW))["key"]
    phone = pages.sign_in(principal)
    phone.get(f"/drafts/{key}")
    autosave(phone, place="From the phone")

    asked = autosave(page, status=409, place="From the desk")
    assert "This draft was changed on another page" in asked.text
    assert dict(asked.values(NEW))["place"] == "From the desk"
    (draft,) = db.session.scalars(db.select(Draft))
    assert ["place", "From the phone"] in draft.fields

    version = draft.version
    page.submit(NEW, button=("keep", str(version)))
    db.session.expire_all()
    (draft,) = db.session.scalars(db.select(Draft))
    assert ["place", "From the desk"] in draft.fields
    asked = autosave(phone, status=409, place="From the phone again")
    assert "This draft was changed on another page" in asked.text


def test_an_older_page_does_not_log_over_a_newer_draft(page, pages, principal):
    autosave(page)
    key = dict(page.page.values(NEW))["key"]
    phone = pages.sign_in(principal)
    phone.get(f"/drafts/{key}")
    autosave(phone, place="From the phone")
    asked = page.submit(NEW, status=409, people__0__who="unknown")
    assert "This draft was changed on another page" in asked.text
    assert count(Incident) == 0


def test_one_page_never_disagrees_with_itself_though_an_answer_was_lost(page):
    sent = typed(page)
    path = f"/drafts/{sent['key']}"
    for place in ("one", "two", "three"):
        page.post(path, sent | {"place": place})  # the page never hears of its new version
    (draft,) = db.session.scalars(db.select(Draft))
    assert ["place", "three"] in draft.fields


def test_somebody_elses_draft_is_absent_in_every_way(page, pages, make, principal):
    autosave(page)
    sent = typed(page)
    stranger = pages.sign_in(make.administrator(principal.schools[0]))
    nobody = str(uuid4())
    for method, path in [("GET", "/drafts/{}"), ("POST", "/drafts/{}/discard")]:
        stranger.get("/drafts")
        token = next(v for n, v in stranger.page.values("/sign-out") if n == "csrf_token")
        bodies = [
            stranger.request(method, path.format(key), data={"csrf_token": token})
            for key in (sent["key"], nobody)
        ]
        assert [each.status_code for each in bodies] == [404, 404]
    stranger.get(NEW)
    theirs = dict(stranger.page.values(NEW))
    stranger.post(f"/drafts/{sent['key']}", theirs | {"key": sent["key"]}, status=404)
    (draft,) = db.session.scalars(db.select(Draft))
    assert (draft.account_id, draft.version) == (principal.id, 1)


def test_the_list_names_each_draft_and_throws_one_away(page):
    autosave(page)
    listed = page.get("/drafts")
    assert "Bus 12 : Fighting" in listed.text
    assert "Typed so far … and more" in listed.text
    (draft,) = db.session.scalars(db.select(Draft))
    page.submit(f"/drafts/{draft.id}/discard")
    assert count(Draft) == 0
    assert "You have no drafts." in page.page.text


# A sign-in that runs out while somebody types.


@pytest.mark.parametrize("how", ["signed out elsewhere", "the session is gone"])
def test_signing_in_again_brings_everything_back(page, pages, principal, how):
    sent = typed(page)
    if how == "signed out elsewhere":
        page.submit("/sign-out")
    else:
        page = pages.anonymous()
    shown = page.post(NEW, sent, status=401)
    assert "What you typed is kept: sign in to go on." in shown.text
    offered = page.submit("/sign-in", email=principal.email, password=PASSWORD)
    assert "Go on with what you typed" in offered.text
    assert count(Incident) == 0
    opened = page.submit(NEW)
    kept = dict(opened.values(NEW))
    assert {name: kept[name] for name in sent if name in kept and name not in ("csrf_token", "version")} == {
        name: value for name, value in sent.items() if name in kept and name not in ("csrf_token", "version")
    }  # fmt: skip
    assert not opened.title.startswith("Error")
    assert count(Incident) == 0


def test_a_wrong_password_on_the_way_loses_nothing(page, pages, principal):
    sent = typed(page)
    client = pages.anonymous()
    client.post(NEW, sent, status=401)
    client.submit("/sign-in", email=principal.email, password="wrong")
    client.submit("/sign-in", email=principal.email, password=PASSWORD)
    assert dict(client.submit(NEW).values(NEW))["narrative"] == TYPED["narrative"]


def test_a_page_of_an_earlier_sign_in_loses_nothing(page, principal):
    sent = typed(page)
    page.submit("/sign-out")
    page.submit("/sign-in", email=principal.email, password=PASSWORD)
    offered = page.post(NEW, sent, status=400)
    assert "Go on with what you typed" in offered.text
    assert dict(page.submit(NEW).values(NEW))["narrative"] == TYPED["narrative"]
    assert count(Incident) == 0


def test_nothing_is_carried_from_another_site(page):
    sent = typed(page)
    page.submit("/sign-out")
    answer = page.request("POST", NEW, data=sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert TYPED["place"] not in answer.text


def test_a_carried_field_is_text_and_leads_nowhere_else(page, pages, principal):
    client = pages.anonymous()
    client.get("/sign-in?next=//evil.example")
    hostile = '[["place", "\\"><script>alert(1)</script>"]]'
    client.submit("/sign-in", email=principal.email, password=PASSWORD, carried=hostile)
    assert client.path == "/"  # no place of this site to go on to: nothing is carried
    client = pages.anonymous()
    client.get(f"/sign-in?next={NEW}")
    shown = client.submit("/sign-in", email=principal.email, password=PASSWORD, carried=hostile)
    assert ("place", '"><script>alert(1)</script>') in shown.values(NEW)


def test_asking_only_for_the_head_of_the_page_begins_no_draft(page):
    page.request("HEAD", NEW)
    assert db.session.scalars(db.select(Draft)).all() == []
