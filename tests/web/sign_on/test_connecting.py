"""Connecting an account with one at the provider, and disconnecting it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Event, Identity, IdentityEnd
from incident_app.services import NotFound, Refused, identities
from incident_app.vocabulary import Role
from tests.make import NOON, TODAY
from tests.web.sign_on import lies
from tests.web.sign_on.conftest import kept

PAGE = "/account/sign-on"


@pytest.fixture
def client(signed_in, account):
    return signed_in(account)


def live():
    """The subjects that are connected, whoever's."""
    db.session.rollback()
    ended = sa.select(IdentityEnd.identity_id)
    return db.session.scalars(sa.select(Identity.subject).where(Identity.id.not_in(ended))).all()


def test_i_connect_it_and_sign_in_with_it(client, traveler, account):
    traveler.travel(status=403)
    page = client.travel(PAGE)
    assert "From now on you can sign in with it." in page.text
    assert client.path == PAGE
    assert "Connected" in page.text
    traveler.travel()
    assert account.name in traveler.page.text
    (line,) = db.session.scalars(db.select(Event).where(Event.name == "sign-on connected"))
    assert line.account_id == account.id
    assert "subject" not in str(line.detail)


def test_connecting_goes_on_in_the_session_there_is(client):
    before = kept().login_session
    client.travel(PAGE)
    assert client.is_in
    assert kept().login_session == before


def test_i_disconnect_it_and_it_signs_nobody_in(client, traveler, account):
    client.travel(PAGE)
    (end,) = [form["action"] for form in client.page.forms if form["action"].endswith("/end")]
    client.submit(end)
    assert "is disconnected" in client.page.text
    assert lies.UNKNOWN in traveler.travel(status=403).text
    names = [each.name for each in db.session.scalars(db.select(Event).order_by(Event.seq))]
    assert "sign-on disconnected" in names
    client.travel(PAGE)
    assert live() == ["subject-1"]
    traveler.travel()
    assert traveler.is_in


def test_the_page_is_found_where_i_am_signed_in(client):
    assert PAGE in client.get("/account/sessions").links


def test_what_is_somebody_elses_is_refused(client, signed_in, make, provider):
    client.travel(PAGE)
    before = kept()
    other = signed_in(make.account(Role.AUDITOR))
    page = other.travel(PAGE, status=409)
    assert "Somebody else here is connected with it." in page.text
    assert page.title.startswith("Nothing was connected")
    assert kept().identity == before.identity


def test_one_account_has_one_there(client, provider, account):
    client.travel(PAGE)
    identities.connect(provider.issuer, "subject-1", viewer=account, now=NOON)
    with pytest.raises(Refused, match="Disconnect that one first"):
        identities.connect(provider.issuer, "subject-2", viewer=account, now=NOON)
    assert live() == ["subject-1"]


def test_the_way_to_connect_is_no_way_to_sign_in(app, client, provider):
    """Login CSRF the other way round: a way begun while signed in ends with that sign-in."""
    back = client.ask(client.go(PAGE))
    client.get("/policy")
    client.submit("/sign-out")
    before = kept()
    assert lies.STALE in client.get(back, status=400).text
    assert kept() == before


def test_a_way_to_connect_belongs_to_the_session_it_began_in(client, account, provider):
    back = client.ask(client.go(PAGE))
    with client._http.session_transaction() as cookie:
        way = cookie["sign_on"]
    client.get("/policy")
    client.submit("/sign-out")
    client.sign_in(account)
    with client._http.session_transaction() as cookie:
        cookie["sign_on"] = way
    assert lies.STALE in client.get(back, status=400).text
    assert live() == []


def test_a_lie_connects_nothing(client, provider, account):
    lies.TOKENS["another nonce"](lies.Case(provider, account))
    page = client.travel(PAGE, status=400)
    assert page.title.startswith("Nothing was connected")
    assert live() == []


def test_somebody_elses_connection_does_not_exist(client, signed_in, make):
    client.travel(PAGE)
    mine = db.session.scalars(db.select(Identity.id)).one()
    other = signed_in(make.account(Role.AUDITOR))
    other.get(PAGE)
    token = {"csrf_token": dict(other.page.values("/sign-out"))["csrf_token"]}
    other.post(f"{PAGE}/{mine}/end", token, status=404)
    assert live() == ["subject-1"]


class TestForTheSystemAdministrator:
    def test_they_see_every_connection_and_end_it(self, provider, make, account, traveler):
        admin, other = make.account(Role.SYSTEM_ADMINISTRATOR), make.account(Role.AUDITOR)
        identities.connect(provider.issuer, "subject-1", viewer=account, now=NOON)
        identities.connect(provider.issuer, "subject-2", viewer=other, now=NOON)
        found = identities.live(viewer=admin)
        assert [each.account_id for each in found] == [account.id, other.id]
        assert [each.account_id for each in identities.live(viewer=admin, of=other.id)] == [
            other.id
        ]
        assert [each.account_id for each in identities.live(viewer=other)] == [other.id]
        identities.end(found[0].id, viewer=admin, now=TODAY)
        traveler.travel(status=403)
        with pytest.raises(NotFound):
            identities.end(found[0].id, viewer=admin, now=TODAY)
        with pytest.raises(NotFound):
            identities.end(found[1].id, viewer=account, now=TODAY)
        (line,) = db.session.scalars(db.select(Event).where(Event.name == "sign-on disconnected"))
        assert line.account_id == admin.id


def test_the_database_itself_takes_no_second_one(provider, account, make):
    other = make.account(Role.AUDITOR)
    identities.connect(provider.issuer, "subject-1", viewer=account, now=NOON)
    taken = {
        "the same subject for another account": (other, "subject-1"),
        "another subject for the same account": (account, "subject-2"),
    }
    for who, subject in taken.values():
        row = Identity(
            account_id=who.id, issuer=provider.issuer, subject=subject, by_id=who.id, bound_at=NOON,
            key_sha256=identities.key_of(provider.issuer, subject),
        )  # fmt: skip
        db.session.add(row)
        with pytest.raises(sa.exc.IntegrityError, match="connected already"):
            db.session.commit()
        db.session.rollback()
    identities.end(identities.live(viewer=account)[0].id, viewer=account, now=NOON)
    identities.connect(provider.issuer, "subject-1", viewer=other, now=NOON)
    assert live() == ["subject-1"]


def test_who_comes_back_long_after_the_proof_connects_nothing(app, client):
    back = client.ask(client.go(PAGE))
    app.config["CLOCK"] = lambda: TODAY + timedelta(minutes=6)
    assert "It took more than five minutes" in client.get(back, status=400).text
    assert live() == []
