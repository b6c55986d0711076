"""Taking somebody's second factors off takes two people, and neither is the one it is for."""

from datetime import timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import Account, Event
from incident_app.services import NotFound, Refused, account_changes, factor_resets, factors
from incident_app.vocabulary import Role
from tests.make import TODAY
from tests.web.factors.conftest import Phone

RUNS = Role.SYSTEM_ADMINISTRATOR


@pytest.fixture
def first(make):
    return make.account(RUNS)


@pytest.fixture
def second(make):
    return make.account(RUNS)


def enrolled(account):
    db.session.rollback()
    return factors.enrolled(db.session.get(Account, account.id))


def press(client, action, **typed):
    token = dict(client.page.values("/sign-out"))["csrf_token"]
    return client.post(action, {"csrf_token": token, **typed})


@pytest.fixture
def asked(app, pages, account, phone, first, monkeypatch):
    """The first has asked on the account's page."""
    monkeypatch.setitem(app.config, "SECOND_FACTOR", value=False)
    client = pages.sign_in(first)
    client.get(f"/accounts/{account.id}")
    assert "An authenticator app." in client.page.text
    press(client, f"/accounts/{account.id}/reset", why="Lost phone; I know her voice.")
    assert "Another system administrator approves it" in client.page.text
    return client


def test_one_asks_another_approves_and_it_is_off(asked, pages, account, second):
    client = pages.sign_in(second)
    assert "be taken off. A second person answers." in client.get("/accounts").text
    client.get(f"/accounts/{account.id}")
    assert "Lost phone; I know her voice." in client.page.text
    press(client, f"/accounts/{account.id}/reset/approve")
    assert "Their second factors are taken off." in client.page.text
    assert "A second person answers." not in client.get("/accounts").text
    assert not enrolled(account)
    names = db.session.scalars(db.select(Event.name).order_by(Event.seq)).all()
    assert [each for each in names if "reset" in each] == [
        "second factor reset asked", "second factor reset",
    ]  # fmt: skip


def test_whoever_is_signed_in_with_what_was_lost_is_so_no_more(
    strict, pages, whole, account, first, second, monkeypatch
):
    assert whole.request("GET", "/policy").status_code == 200
    factor_resets.ask(account.id, "Stolen.", viewer=first, now=TODAY)
    monkeypatch.setitem(strict.config, "SECOND_FACTOR", value=False)
    client = pages.sign_in(second)
    client.get(f"/accounts/{account.id}")
    press(client, f"/accounts/{account.id}/reset/approve")
    assert whole.request("GET", "/policy").status_code == 302


def test_who_asked_never_approves(asked, account):
    press(asked, f"/accounts/{account.id}/reset/approve")
    assert "A second person approves this" in asked.page.text
    assert enrolled(account)


def test_nor_through_a_second_account_of_the_same_person(asked, pages, account, first, second):
    account_changes.hold(second.id, first.id, viewer=first, now=TODAY)
    client = pages.sign_in(db.session.get(Account, second.id))
    client.get(f"/accounts/{account.id}")
    press(client, f"/accounts/{account.id}/reset/approve")
    assert "A second person approves this" in client.page.text
    assert enrolled(account)


def test_and_nobody_makes_two_people_of_themselves(asked, account, first, second):
    account_changes.hold(second.id, first.id, viewer=first, now=TODAY)
    for path, of in ((first.id, account.id), (second.id, account.id), (second.id, "")):
        asked.get(f"/accounts/{path}")
        press(asked, f"/accounts/{path}/holder", of=str(of))
        assert "You can't say this of your own." in asked.page.text
    with pytest.raises(Refused, match="A second person"):
        factor_resets.answer(account.id, approved=True, viewer=second, now=TODAY)


def test_whoever_becomes_a_second_account_takes_its_own_seconds_along(
    asked, make, account, first, second
):
    other = make.account(RUNS)
    account_changes.hold(second.id, first.id, viewer=other, now=TODAY)
    account_changes.hold(first.id, make.account(Role.AUDITOR).id, viewer=other, now=TODAY)
    with pytest.raises(Refused, match="A second person"):
        factor_resets.answer(
            account.id, approved=True, viewer=db.session.get(Account, second.id), now=TODAY
        )


def test_nor_by_another_account_of_the_same_name(asked, account, first, second):
    db.session.get(Account, second.id).name = f" {first.name.upper()}"
    db.session.commit()
    with pytest.raises(Refused, match="A second person"):
        factor_resets.answer(account.id, approved=True, viewer=second, now=TODAY)


def test_nor_whoever_it_is_for(strict, make, account, phone, first, second):
    """The one it is for has an account that runs the program, too."""
    account_changes.hold(second.id, account.id, viewer=first, now=TODAY)
    second = db.session.get(Account, second.id)
    with pytest.raises(Refused, match="for yourself"):
        factor_resets.ask(account.id, "Lost.", viewer=second, now=TODAY)
    factor_resets.ask(account.id, "Lost.", viewer=first, now=TODAY)
    with pytest.raises(Refused, match="A second person"):
        factor_resets.answer(account.id, approved=True, viewer=second, now=TODAY)
    assert enrolled(account)


def test_refused_they_stay_and_it_may_be_asked_again(asked, pages, account, second):
    client = pages.sign_in(second)
    client.get(f"/accounts/{account.id}")
    press(client, f"/accounts/{account.id}/reset/refuse")
    assert enrolled(account)
    with pytest.raises(NotFound):
        factor_resets.answer(account.id, approved=True, viewer=second, now=TODAY)
    press(asked, f"/accounts/{account.id}/reset", why="Lost phone, again.")
    assert "Another system administrator approves it" in asked.page.text


def test_what_was_asked_a_week_ago_is_over_and_may_be_asked_again(asked, account, second):
    almost = TODAY + timedelta(days=6, hours=23)
    assert factor_resets.open_one(account.id, viewer=second, now=almost)
    later = TODAY + timedelta(days=7, hours=1)
    with pytest.raises(NotFound):
        factor_resets.answer(account.id, approved=True, viewer=second, now=later)
    assert enrolled(account)
    factor_resets.ask(account.id, "Still lost.", viewer=second, now=later)


@pytest.mark.parametrize("change", [{"active": False}, {"role": Role.AUDITOR}])
def test_what_somebody_asked_who_keeps_no_accounts_any_more_is_over(
    asked, account, first, second, change
):
    db.session.execute(db.update(Account).where(Account.id == first.id).values(**change))
    db.session.commit()
    with pytest.raises(NotFound):
        factor_resets.answer(account.id, approved=True, viewer=second, now=TODAY)
    assert enrolled(account)


def test_once_who_asked_was_disabled_it_is_over_for_good(asked, account, first, second):
    later = TODAY + timedelta(days=1)
    for change in (account_changes.disable, account_changes.enable):
        change(first.id, viewer=second, now=later)
    with pytest.raises(NotFound):
        factor_resets.answer(account.id, approved=True, viewer=second, now=later)
    assert enrolled(account)


def test_what_was_asked_before_a_reset_by_other_people_takes_nothing_newer_off(
    strict, asked, account, second
):
    names = {"asked": "Kit Ito", "approved": "Bo Ng"}
    later = TODAY + timedelta(days=1)
    assert factor_resets.by_two(account.id, **names, viewer=None, now=later) == 1
    Phone(account, secret_key=strict.secret_key)
    with pytest.raises(NotFound):
        factor_resets.answer(account.id, approved=True, viewer=second, now=later)
    assert enrolled(account)


def test_it_is_asked_once_with_a_reason_and_of_somebody_who_has_one(asked, make, account, second):
    press(asked, f"/accounts/{account.id}/reset", why="Again.")
    assert "Somebody asked for this already." in asked.page.text
    with pytest.raises(Refused, match="reason"):
        factor_resets.ask(account.id, "  ", viewer=second, now=TODAY)
    other = make.account(Role.AUDITOR)
    with pytest.raises(Refused, match="no second factor"):
        factor_resets.ask(other.id, "Lost.", viewer=second, now=TODAY)


def test_whoever_does_not_keep_accounts_asks_for_nothing(account, phone, make):
    with pytest.raises(NotFound):
        factor_resets.ask(account.id, "Lost.", viewer=make.administrator(), now=TODAY)


@pytest.mark.parametrize(
    ("asked_by", "approved_by"), [("Ana Lee", " ana  lee"), ("Ana Lee", ""), ("Person 1", "Bo Ng")]
)
def test_the_command_line_takes_two_people_too(account, phone, asked_by, approved_by):
    assert account.name == "Person 1"
    with pytest.raises(Refused, match="two people"):
        factor_resets.by_two(
            account.id, asked=asked_by, approved=approved_by, viewer=None, now=TODAY
        )
    assert enrolled(account)
    assert factor_resets.by_two(
        account.id, asked="Ana Lee", approved="Bo Ng", viewer=None, now=TODAY
    ) == 1  # fmt: skip
    assert not enrolled(account)
    told = db.session.scalars(db.select(Event).order_by(Event.seq.desc())).first()
    assert (told.detail["operator"], told.detail["approved"]) == ("Ana Lee", "Bo Ng")


def test_whose_second_account_it_is_is_said_on_its_page(app, pages, account, first, second):
    client = pages.sign_in(first)
    client.get(f"/accounts/{second.id}")
    press(client, f"/accounts/{second.id}/holder", of=str(account.id))
    assert (
        db.session.scalar(db.select(Account.holder_id).where(Account.id == second.id)) == account.id
    )
    press(client, f"/accounts/{second.id}/holder", of="")
    db.session.rollback()
    assert db.session.scalar(db.select(Account.holder_id).where(Account.id == second.id)) is None
