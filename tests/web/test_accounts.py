"""The system administrator keeps accounts: who they are, where they are signed in, and what changed."""

import re
from datetime import timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import Account, Event, LoginSession
from incident_app.services import NotFound, Refused, account_changes, throttling
from incident_app.vocabulary import Role
from tests.make import NOON, PASSWORD, TODAY


@pytest.fixture
def keeper(make):
    return make.account(Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def school(make):
    return make.school("EHS", "Eagle High School")


@pytest.fixture
def dana(make, school):
    return make.administrator(school)


@pytest.fixture
def page(pages, keeper):
    client = pages.sign_in(keeper)
    client.get("/accounts")
    return client


def stored(account):
    db.session.rollback()
    return db.session.get(Account, account.id)


def events(account):
    found = db.select(Event).where(Event.subject_id == account.id).order_by(Event.seq)
    return db.session.scalars(found).all()


def press(page, account, what, **typed):
    page.get(f"/accounts/{account.id}")
    return page.submit(f"/accounts/{account.id}/{what}", **typed)


def signed_in(client):
    return client.request("GET", "/policy").status_code == 200


def test_signing_in_leads_to_every_account_and_how_it_is_used(dana, page, pages):
    assert page.path == "/accounts"
    assert "never" in page.page.text
    pages.sign_in(dana)
    shown = page.get("/accounts").text
    assert f"{dana.name} {dana.email} Administrator Eagle High School Active Nov 4, 2025" in shown
    assert "12:00 PM Signed in" in shown


def test_two_places_at_once_are_marked_and_the_same_browser_again_is_one(page, pages, dana):
    pages.sign_in(dana), pages.sign_in(dana)
    assert "Signed in from" not in page.get("/accounts").text
    elsewhere = pages.anonymous()
    elsewhere._http.environ_base["REMOTE_ADDR"] = "10.1.2.3"
    elsewhere.sign_in(dana)
    assert "Signed in from 2 places" in page.get("/accounts").text
    assert "In use from 2 places at once" in page.get(f"/accounts/{dana.id}").text


def test_only_the_accounts_of_a_state(page, make, dana):
    account_changes.disable(dana.id, viewer=None, now=TODAY)
    shown = page.get("/accounts?state=disabled")
    assert dana.email in shown.text
    assert "All (2) Invited (0) Active (1) Disabled (1)" in shown.text
    assert dana.email not in page.get("/accounts?state=active").text
    assert "There is no such account." in page.get("/accounts?state=nothing").text


def test_disabling_ends_every_session_at_once_and_enabling_lets_in_again(page, pages, dana):
    theirs = pages.sign_in(dana)
    assert "The account is disabled." in press(page, dana, "disable").text
    assert not signed_in(theirs)
    assert "Nowhere." in page.page.text
    refused = pages.anonymous()
    refused.get("/sign-in")
    assert "not right" in refused.submit("/sign-in", email=dana.email, password=PASSWORD).text
    assert "The account is enabled." in press(page, dana, "enable").text
    assert not signed_in(theirs)
    pages.sign_in(dana)
    assert "Disabled . Nov 4" in page.get(f"/accounts/{dana.id}").text


def test_an_ended_session_is_over_and_no_other(page, pages, dana):
    here, there = pages.sign_in(dana), pages.sign_in(dana)
    newest = db.session.scalars(
        db.select(LoginSession.id)
        .where(LoginSession.account_id == dana.id)
        .order_by(LoginSession.began_at.desc())
    ).first()
    assert "That session is over." in press(page, dana, f"sessions/{newest}/end").text
    assert signed_in(here)
    assert not signed_in(there)
    ended = events(dana)[-1]
    assert (ended.name, ended.account.role) == ("session ended", Role.SYSTEM_ADMINISTRATOR)


def test_a_session_is_ended_only_under_its_own_account(page, pages, dana, make):
    pages.sign_in(dana)
    theirs = db.session.scalars(
        db.select(LoginSession.id).where(LoginSession.account_id == dana.id)
    ).one()
    other = make.account(Role.AUDITOR)
    page.get(f"/accounts/{other.id}")
    token = dict(page.page.values("/sign-out"))
    page.post(f"/accounts/{other.id}/sessions/{theirs}/end", token, status=404)


def test_another_role_and_other_schools_are_kept_from_what_to_what(page, make, school, dana):
    west = make.school("WMS", "West Middle School")
    assert "Saved." in press(page, dana, "role", schools=[str(west.id)]).text
    assert [each.code for each in stored(dana).schools] == ["WMS"]
    assert "Schools changed from EHS to WMS ." in page.page.text
    press(page, dana, "role", role="coordinator", schools=[])
    assert (stored(dana).role, stored(dana).schools) == (Role.COORDINATOR, [])
    changed = events(dana)[-1]
    assert changed.name == "account role changed"
    assert changed.detail == {
        "was": {"role": "administrator", "schools": ["WMS"]},
        "now": {"role": "coordinator", "schools": []},
    }
    assert "Role changed from Administrator at WMS to Emergency Management" in page.page.text
    assert f"by {keeper_name()}" in page.page.text


def keeper_name():
    keeps = db.select(Account.name).where(Account.role == Role.SYSTEM_ADMINISTRATOR)
    return db.session.scalars(keeps).first()


def test_what_is_not_changed_leaves_no_event(page, dana):
    before = len(events(dana))
    assert "Nothing was changed." in press(page, dana, "role").text
    assert len(events(dana)) == before


def test_an_administrator_has_a_school(page, make, dana):
    clerk = make.account(Role.AUDITOR)
    shown = press(page, clerk, "role", role="administrator", schools=[])
    assert "Schools of an administrator: Choose at least one school" in shown.text
    assert stored(clerk).role is Role.AUDITOR
    assert "Choose from the list." in press(page, dana, "role", schools=["nothing"]).text


def test_an_officers_schools_stay_the_registrys(page, make, school):
    west = make.school("WMS", "West Middle School")
    officer = make.officer(school)
    assert "Nothing was changed." in press(page, officer, "role", schools=[str(west.id)]).text
    assert [each.code for each in stored(officer).schools] == ["EHS"]
    clerk = make.account(Role.AUDITOR)
    press(page, clerk, "role", role="officer", schools=[str(west.id)])
    assert (stored(clerk).role, stored(clerk).schools) == (Role.OFFICER, [])


def test_nobody_takes_themselves_out(page, keeper, make):
    make.account(Role.SYSTEM_ADMINISTRATOR)
    shown = page.get(f"/accounts/{keeper.id}")
    assert "This is your own account" in shown.text
    assert "Disable at once" not in shown.text
    token = dict(shown.values("/sign-out"))
    refused = page.post(f"/accounts/{keeper.id}/disable", token)
    assert "You can't disable your own account. Another system administrator can." in refused.text
    refused = press(page, keeper, "role", role="auditor")
    assert "Role: You can't take your own role away." in refused.text
    assert stored(keeper).active
    assert stored(keeper).role is Role.SYSTEM_ADMINISTRATOR


def test_the_last_system_administrator_stays(keeper, make):
    for change in (
        lambda: account_changes.disable(keeper.id, viewer=None, now=TODAY),
        lambda: account_changes.assign(keeper.id, Role.AUDITOR, (), viewer=None, now=TODAY),
    ):
        with pytest.raises(Refused, match="Somebody must stay system administrator"):
            change()
    other = make.account(Role.SYSTEM_ADMINISTRATOR)
    account_changes.disable(keeper.id, viewer=None, operator="Ito", now=TODAY)
    assert events(keeper)[-1].detail == {"why": "by_hand", "operator": "Ito"}
    with pytest.raises(Refused, match="Somebody must stay"):
        account_changes.disable(other.id, viewer=None, now=TODAY)


def test_who_keeps_no_accounts_changes_none(make, dana):
    victim = make.account(Role.AUDITOR)
    for role in set(Role) - {Role.SYSTEM_ADMINISTRATOR}:
        viewer = make.account(role, schools=dana.schools)
        with pytest.raises(NotFound):
            account_changes.disable(victim.id, viewer=viewer, now=NOON)
        with pytest.raises(NotFound):
            account_changes.assign(victim.id, role, (), viewer=viewer, now=NOON)
    assert stored(victim).active


def test_the_history_holds_failed_sign_ins_and_where_waiting_began(page, pages, dana, make):
    client = pages.anonymous()
    for _ in range(5):
        client.get("/sign-in")
        client.submit("/sign-in", email=dana.email.upper(), password="wrong wrong wrong")
    shown = page.get(f"/accounts/{dana.id}").text
    failed = "A sign-in with this address failed, from 127.0.0.1"
    assert shown.count(failed) == 5
    assert f"{failed}; the next one from there waits 30 seconds ." in shown
    other = make.account(Role.AUDITOR)
    assert failed not in page.get(f"/accounts/{other.id}").text


def test_a_failure_is_written_alike_for_an_address_that_nobody_has(app, dana):
    """Else the time it takes would tell who has an account."""
    for email in (dana.email, "nobody@district.example"):
        for _ in range(5):
            throttling.failed(email, "10.0.0.1", now=NOON)
    told = db.select(Event).where(Event.subject == "sign_in_failure").order_by(Event.seq)
    found = [(each.name, each.account_id, each.detail) for each in db.session.scalars(told)]
    assert found[:5] == found[5:]
    assert [name for name, *_ in found[:5]] == ["sign-in failed"] * 4 + ["sign-in made to wait"]


def test_no_page_of_accounts_shows_anything_of_a_record(page, make, dana):
    incident = make.incident(dana, place="quartzplace", narrative="quartzstory")
    for path in ("/accounts", f"/accounts/{dana.id}", f"/accounts/{dana.id}"):
        text = page.get(path).text
        assert not re.search(f"quartz|{incident.reference}", text)


def test_a_change_made_after_a_disable_of_ones_own_does_nothing(make, keeper, dana):
    other = make.account(Role.SYSTEM_ADMINISTRATOR)
    account_changes.disable(keeper.id, viewer=other, now=TODAY)
    with pytest.raises(NotFound):
        account_changes.disable(dana.id, viewer=stored(keeper), now=TODAY + timedelta(seconds=1))
    assert stored(dana).active


def test_changing_an_account_asks_for_a_fresh_proof(app, page, dana):
    page.get(f"/accounts/{dana.id}")
    app.config["CLOCK"] = lambda: TODAY + timedelta(minutes=6)
    page.submit(f"/accounts/{dana.id}/disable", status=401)
    assert stored(dana).active
