"""Changing one's own password: the old one is asked for, this place stays, every other is signed out."""

import pytest

from incident_app.extensions import db
from incident_app.models import Account, Event
from incident_app.services import invitations
from tests.make import PASSWORD, TODAY

NEW = "blue lamps hum at noon"


def names(account):
    found = db.select(Event.name).where(Event.subject_id == account.id).order_by(Event.seq)
    return db.session.scalars(found).all()


def signed_in(client):
    return client.request("GET", "/policy").status_code == 200


def cannot_sign_in(pages, email, password):
    client = pages.anonymous()
    client.get("/sign-in")
    return "not right" in client.submit("/sign-in", email=email, password=password).text


def test_the_sign_in_page_of_a_demo_says_that_it_is_one(app, pages, monkeypatch):
    said = "This is a demo: its accounts sign in by password alone."
    assert said not in pages.anonymous().get("/sign-in").text
    monkeypatch.setitem(app.config, "DEMO", value=True)
    assert said in pages.anonymous().get("/sign-in").text


@pytest.fixture
def dana(make):
    return make.administrator()


@pytest.fixture
def mine(pages, dana):
    client = pages.sign_in(dana)
    client.get("/account/password")
    return client


def test_this_place_stays_and_every_other_is_signed_out(pages, mine, dana):
    other = pages.sign_in(dana)
    old = mine._http.get_cookie("session").value
    done = mine.submit(old_password=PASSWORD, new_password=NEW, again=NEW)
    assert "You are signed out everywhere else." in done.text
    assert signed_in(mine)
    assert not signed_in(other)
    copied = pages.anonymous()
    copied._http.set_cookie("session", old)
    assert not signed_in(copied)
    assert names(dana)[-2:] == ["password changed", "signed in"]
    assert cannot_sign_in(pages, dana.email, PASSWORD)


def test_a_wrong_old_one_changes_nothing_and_is_throttled_like_a_sign_in(mine, dana):
    for _ in range(5):
        shown = mine.submit(old_password="wrong", new_password=NEW, again=NEW)
        assert "This is not the password you have now." in shown.text
    shown = mine.submit(old_password=PASSWORD, new_password=NEW, again=NEW)
    assert "Too many tries failed. Try again in a minute." in shown.text
    assert "password changed" not in names(dana)


def test_the_new_one_is_held_to_the_same_rules(mine, dana):
    shown = mine.submit(old_password=PASSWORD, new_password="d" * 29, again="d" * 29)
    assert "This password is common" in shown.text
    shown = mine.submit(old_password=PASSWORD, new_password=PASSWORD, again=PASSWORD)
    assert "that you do not have already" in shown.text
    assert "password changed" not in names(dana)


def test_typed_passwords_are_not_carried_through_a_sign_in(mine):
    mine._http.delete_cookie("session")
    typed = {"old_password": "quartzold", "new_password": "quartznew", "again": "quartznew"}
    answer = mine.request("POST", "/account/password", data={"email": "x", **typed})
    assert answer.status_code == 401
    assert b"quartz" not in answer.data


def test_a_link_sent_before_sets_no_password_any_more(pages, make, mine, dana):
    link = make.link(dana)
    mine.submit(old_password=PASSWORD, new_password=NEW, again=NEW)
    assert pages.anonymous().request("GET", f"/choose-password/{link.token}").status_code == 404


def test_a_link_for_a_new_password_lets_nobody_back_in_who_was_disabled(make, dana):
    """However they were: by SQL here, which ends no link."""
    link = make.link(dana)
    assert invitations.opened(link.token, now=TODAY)
    db.session.execute(db.update(Account).values(active=False))
    db.session.commit()
    assert invitations.opened(link.token, now=TODAY) is None


def test_a_link_for_a_new_password_takes_none_that_one_has(pages, make, dana):
    link = make.link(dana)
    client = pages.anonymous()
    client.get(f"/choose-password/{link.token}")
    client.submit(new_password=PASSWORD, again=PASSWORD)
    assert "Enter a password that you do not have already." in client.page.text
    assert "password set" not in names(dana)
