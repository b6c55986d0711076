"""Somebody is invited by mail, or sent a link for a new password; and changes their own."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.integrations.mail import Smtp
from incident_app.models import Account, Event, Invitation
from incident_app.services import NotFound, Refused, account_changes, invitations
from incident_app.services.delivering import Delivered, deliver
from incident_app.services.invitations import Invited
from incident_app.vocabulary import LinkFor, Role
from tests.make import PASSWORD, TODAY
from tests.postbox import Postbox
from tests.postgres import unwalled

ADDRESS = "https://incidents.district.example"
NEW = "blue lamps hum at noon"


@pytest.fixture
def keeper(make):
    return make.account(Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def page(pages, keeper):
    client = pages.sign_in(keeper)
    client.get("/accounts")
    return client


@pytest.fixture
def postbox():
    with Postbox() as box:
        yield box


def sent(postbox, now=TODAY, address=ADDRESS):
    post = Smtp(url=postbox.url, author="incidents@district.example")
    return deliver(now=now, today=now.date(), post=post, address=address)


def path(postbox, number=-1):
    """The path of the link in a mail."""
    (found,) = re.findall(rf"{ADDRESS}(\S+)", postbox.mails[number].get_content())
    return found


def one(table=Invitation):
    db.session.rollback()
    return db.session.scalars(db.select(table).order_by(table.id)).one()


def names(account):
    found = db.select(Event.name).where(Event.subject_id == account.id).order_by(Event.seq)
    return db.session.scalars(found).all()


def signed_in(client):
    return client.request("GET", "/policy").status_code == 200


def choose(client, where, password=NEW, again=None):
    client.get(where)
    return client.submit(where, new_password=password, again=again or password)


def cannot_sign_in(pages, email, password):
    client = pages.anonymous()
    client.get("/sign-in")
    return "not right" in client.submit("/sign-in", email=email, password=password).text


def test_invited_by_mail_they_choose_a_password_and_are_signed_in(page, pages, postbox, make):
    school = make.school("EHS", "Eagle High School")
    page.get("/accounts/new")
    said = page.submit(
        name="Dana Roe",
        email="Dana@District.Example",
        role="administrator",
        schools=[str(school.id)],
    )
    assert "Invited. They can sign in once they have chosen a password." in said.text
    assert "Invited as Administrator at EHS" in said.text
    assert "Its mail has waited since" in said.text
    assert cannot_sign_in(pages, "dana@district.example", "x")
    assert sent(postbox) == Delivered(mailed=1, dropped=0)
    (mail,) = postbox.mails
    assert (mail["To"], mail["Subject"]) == ("dana@district.example", "Choose your password")
    dana = pages.anonymous()
    shown = dana.get(path(postbox))
    assert "For the account of Dana Roe ." in shown.text
    done = choose(dana, path(postbox))
    assert "Your password is set. You are signed in." in done.text
    assert "Dana Roe Administrator" in done.text
    account = db.session.scalar(db.select(Account).where(Account.email == "dana@district.example"))
    assert names(account) == ["account invited", "password set", "signed in"]
    assert account.active
    again = pages.anonymous()
    again.get("/sign-in")
    again.submit("/sign-in", email=account.email, password=NEW)
    assert "Sign out" in again.page.text
    assert "Chose a password by the link" in page.get(f"/accounts/{account.id}").text


def test_the_token_is_in_the_mail_and_nowhere_else(app, keeper, postbox):
    invitations.invite(
        Invited(name="Bo", email="bo@x.example", role=Role.AUDITOR), viewer=keeper, now=TODAY
    )
    assert one().token_sha256 is None
    sent(postbox)
    token = path(postbox).rpartition("/")[2]
    assert len(token) == 43
    with unwalled(db).connect() as connection:
        for table in db.metadata.sorted_tables:
            rows = connection.execute(sa.text(f"SELECT * FROM {table.name}")).all()
            assert token not in repr(rows), table


def test_looking_at_a_link_changes_nothing_and_uses_nothing(pages, make):
    link = make.link()
    before = one().used_at, names(link.account)
    for method in ("GET", "HEAD", "GET"):
        assert (
            pages.anonymous().request(method, f"/choose-password/{link.token}").status_code == 200
        )
    assert (one().used_at, names(link.account)) == before


GONE = {
    "used": lambda link, pages: choose(pages.anonymous(), f"/choose-password/{link.token}"),
    "old": lambda link, _: moved(link, timedelta(days=-7)),
    "followed by a newer one": lambda link, _: invitations.send_link(link.account_id, viewer=None, now=TODAY),
    "of an account that was disabled": lambda link, _: account_changes.disable(link.account_id, viewer=None, now=TODAY),
    "unknown": lambda link, _: setattr(link, "token", "nothing"),
}  # fmt: skip


def moved(link, by):
    stored = db.session.get(Invitation, link.id)
    stored.mailed_at = TODAY + by
    db.session.commit()


@pytest.mark.parametrize("how", GONE)
def test_a_link_that_does_not_work_says_the_same_whatever_the_reason(app, pages, make, how):
    link = make.link()
    live = make.link()
    GONE[how](link, pages)
    where = f"/choose-password/{link.token}"
    client = pages.anonymous()
    client.get(where, status=404)
    gone = client.response.data
    client.get("/choose-password/never-was-one", status=404)
    assert gone == client.response.data
    client.get(f"/choose-password/{live.token}")
    token = dict(client.page.values(client.path))["csrf_token"]
    typed = {"csrf_token": token, "new_password": NEW, "again": NEW}
    client.post(where, typed, status=404)
    assert client.response.data == gone
    with pytest.raises(NotFound):
        invitations.accept(link.token, NEW, district="", now=TODAY)


def test_a_link_works_for_seven_days(make):
    link = make.link()
    last = TODAY + timedelta(days=7)
    assert invitations.opened(link.token, now=last - timedelta(seconds=1))
    assert invitations.opened(link.token, now=last) is None


def test_inviting_again_sends_another_link_and_ends_the_first(page, pages, postbox, keeper):
    account = invitations.invite(
        Invited(name="Bo", email="bo@x.example", role=Role.AUDITOR), viewer=keeper, now=TODAY
    )
    sent(postbox)
    page.get(f"/accounts/{account.id}")
    assert "Mail a link for a new password" not in page.page.text
    said = page.submit(f"/accounts/{account.id}/link")
    assert "The invitation is on its way." in said.text
    sent(postbox)
    pages.anonymous().get(path(postbox, 0), status=404)
    assert "You are signed in." in choose(pages.anonymous(), path(postbox, 1)).text


def test_an_invitation_taken_back_before_its_mail_left_is_not_mailed(page, postbox, keeper):
    account = invitations.invite(
        Invited(name="Bo", email="bo@x.example", role=Role.AUDITOR), viewer=keeper, now=TODAY
    )
    page.get(f"/accounts/{account.id}")
    assert "The account is disabled." in page.submit(f"/accounts/{account.id}/disable").text
    assert sent(postbox) == Delivered(mailed=0, dropped=1)
    assert "Invite again" in page.page.text
    page.get(f"/accounts/{account.id}")
    token = dict(page.page.values("/sign-out"))
    refused = page.post(f"/accounts/{account.id}/enable", token)
    assert "They have not chosen a password. Send them a new link instead." in refused.text


def test_a_new_password_by_link_ends_every_session_and_shows_it_to_nobody(
    page, pages, postbox, make
):
    dana = make.administrator()
    before = pages.sign_in(dana)
    page.get(f"/accounts/{dana.id}")
    assert "on its way" in page.submit(f"/accounts/{dana.id}/link").text
    sent(postbox)
    assert signed_in(before), "until it is used, nothing changes"
    assert "Your password is set." in choose(pages.anonymous(), path(postbox)).text
    assert not signed_in(before)
    assert cannot_sign_in(pages, dana.email, PASSWORD)
    assert NEW not in page.get(f"/accounts/{dana.id}").text
    assert names(dana)[-3:] == ["password link sent", "password set", "signed in"]


def test_a_disabled_account_is_enabled_before_it_is_sent_a_link(page, make):
    dana = make.administrator()
    account_changes.disable(dana.id, viewer=None, now=TODAY)
    with pytest.raises(Refused, match="Enable it first"):
        invitations.send_link(dana.id, viewer=None, now=TODAY)


def test_at_a_browser_where_somebody_else_is_signed_in_they_are_signed_out(pages, make):
    other = pages.sign_in(make.account(Role.AUDITOR))
    kept = other._http.get_cookie("session").value
    link = make.link(make.account(Role.COORDINATOR))
    assert "Emergency Management" in choose(other, f"/choose-password/{link.token}").text
    client = pages.anonymous()
    client._http.set_cookie("session", kept)
    assert not signed_in(client)


def test_what_is_missing_or_taken_is_said_beside_its_field(page, make):
    page.get("/accounts/new")
    assert "Name: Enter their name." in page.submit(name="").text
    page.submit(name="Bo", email="nothing", role="auditor")
    assert "E-mail address: Enter an e-mail address" in page.page.text
    assert dict(page.page.values(page.path))["name"] == "Bo"
    taken = make.account(Role.AUDITOR).email
    assert f"There is already an account for {taken}." in page.submit(email=taken.upper()).text
    page.submit(email="bo@x.example", role="administrator")
    assert "Choose at least one school for an administrator." in page.page.text


def test_without_the_address_of_the_pages_no_link_leaves_and_the_operator_is_told(
    postbox, keeper, page
):
    invitations.invite(
        Invited(name="Bo", email="bo@x.example", role=Role.AUDITOR), viewer=keeper, now=TODAY
    )
    done = sent(postbox, address="")
    assert (done.mailed, postbox.taken) == (0, [])
    assert "INCIDENT_URL" in done.unsent
    assert one().token_sha256 is None
    assert "No mail leaves this server yet" in page.get("/accounts/new").text
    assert sent(postbox).mailed == 1


def test_a_mail_that_was_not_taken_leaves_no_token(postbox, keeper):
    invitations.invite(
        Invited(name="Bo", email="bo@x.example", role=Role.AUDITOR), viewer=keeper, now=TODAY
    )
    postbox.refuses = "451 later"
    assert "later" in sent(postbox).unsent
    assert (one().token_sha256, one().tries) == (None, 1)
    postbox.refuses = ""
    assert sent(postbox).mailed == 1
    assert one().purpose is LinkFor.INVITATION


def test_who_keeps_no_accounts_invites_nobody(make, keeper):
    new = Invited(name="Bo", email="bo@x.example", role=Role.SYSTEM_ADMINISTRATOR)
    for role in set(Role) - {Role.SYSTEM_ADMINISTRATOR}:
        viewer = make.account(role, schools=[make.school(make.letters())])
        with pytest.raises(NotFound):
            invitations.invite(new, viewer=viewer, now=TODAY)
        with pytest.raises(NotFound):
            invitations.send_link(keeper.id, viewer=viewer, now=TODAY)


REFUSED = {
    "short": ("short", "Enter a password of 15 to 128 characters."),
    "long": ("x1 " * 43, "Enter a password of 15 to 128 characters."),
    "breached": ("passwordpassword", "This password is known from a breach"),
    "common words": ("monkeypassworddragon", "This password is common"),
    "a row of keys": ("wertyuiopasdfghj", "This password is common"),
    "counted": ("2345678901234567", "This password is common"),
    "their name": ("Quentin lamps hum noon", "Enter a password without your name"),
    "their address": ("lamps q.roe@x.example hum", "Enter a password without your name"),
    "the district": ("lamps School-District hum noon", "Enter a password without your name"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_password_that_is_not_fit_is_refused_and_the_link_lives_on(pages, make, why):
    account = make.account(Role.AUDITOR, email="q.roe@x.example")
    account.name = "Quentin Roe"
    db.session.commit()
    link = make.link(account)
    client = pages.anonymous()
    password, said = REFUSED[why]
    shown = choose(client, f"/choose-password/{link.token}", password)
    assert f"New password: {said}" in shown.text
    assert password not in client.response.text
    assert "not the same" in choose(client, client.path, NEW, NEW + "!").text
    assert "You are signed in." in choose(client, client.path).text


def test_who_must_have_a_second_factor_adds_it_before_anything_else(app, pages, make, monkeypatch):
    monkeypatch.setitem(app.config, "SECOND_FACTOR", value=True)
    link = make.link(make.account(Role.AUDITOR))
    client = pages.anonymous()
    shown = choose(client, f"/choose-password/{link.token}")
    assert "Your account needs a second factor. Add one to go on." in shown.text
    client.get("/audit")
    assert client.path == "/account/factors"
