"""A password alone opens nothing; what proved once proves nothing again."""

from datetime import timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import Account, Event, Factor, FactorUse
from incident_app.services import factors
from incident_app.services.sealing import Seal
from incident_app.vocabulary import Role
from incident_app.web import gate
from tests.access.who import WHO
from tests.make import PASSWORD, TODAY
from tests.web.factors.conftest import Phone

WAY_IN = {
    "account.sign_out", "factors.prove", "factors.prove_passkey", "factors.passkey_to_prove",
}  # fmt: skip
"""What a session that has seen a password alone may open."""
PROVE = "Show that it is you"


def events():
    db.session.rollback()
    return list(db.session.scalars(db.select(Event.name).order_by(Event.seq)))


def test_after_the_password_the_code_is_asked_for_and_lets_in(half, phone):
    assert half.page.title.startswith(PROVE)
    half.submit("/prove", code=phone.code())
    assert "Sign out" in half.page.text
    assert half.request("GET", "/policy").status_code == 200
    assert events()[-1] == "second factor proved"


def test_with_the_password_alone_no_page_opens(app, half, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_CHECK_DEFAULT", value=False)
    asked = 0
    for rule in app.url_map.iter_rules():
        if rule.endpoint in {*gate.PUBLIC, *WAY_IN} or Role.COORDINATOR not in gate.declared(
            app, rule.endpoint
        ):
            continue
        values = {
            name: TODAY.isoformat() if "uuid" not in str(kind).lower() else _ID
            for name, kind in rule._converters.items()
        }
        for method in sorted(rule.methods - {"OPTIONS"}):
            path = app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
            answer = half.request(method, path)
            assert answer.status_code == 401, (method, path)
            assert method == "HEAD" or PROVE in answer.text, path
            asked += 1
    assert asked > 30
    assert set(WHO) > WAY_IN


_ID = "9a5e1f6c-8a0c-4f5e-9c33-3f3f4a3f9d10"


def test_whoever_has_none_must_add_one_first(strict, pages, account):
    client = pages.anonymous()
    client.get("/sign-in")
    client.submit("/sign-in", email=account.email, password=PASSWORD)
    assert client.page.title.startswith("My second factors")
    assert "Your account needs a second factor." in client.page.text
    client.get("/account/factors/app")
    letters = dict(client.page.values("/account/factors/app"))
    secret = _shown(client)
    client.submit("/account/factors/app", name="Phone", code="000000")
    assert "not the code that the app shows" in client.page.text
    assert dict(client.page.values("/account/factors/app"))["name"] == "Phone"
    assert _shown(client) == secret
    assert letters["sealed"] == dict(client.page.values("/account/factors/app"))["sealed"]
    import pyotp

    client.submit("/account/factors/app", name="Phone", code=pyotp.TOTP(secret).at(TODAY))
    assert "The app is added." in client.page.text
    client.submit("/account/factors/codes")
    assert client.page.title.startswith("Your recovery codes")
    assert client.request("GET", "/policy").status_code == 200
    kept = db.session.scalars(db.select(Factor)).all()
    assert len(kept) == 1 + factors.CODES
    assert secret not in str([vars(each) for each in kept])


def _shown(client):
    text = client.page.text.partition("Letters:")[2]
    return "".join(text.split("What you call it")[0].split())


def test_an_administrator_may_do_without(strict, pages, make):
    client = pages.sign_in(make.administrator())
    assert client.request("GET", "/incidents").status_code == 200


def test_in_the_demo_a_password_is_enough(app, pages, account):
    assert pages.sign_in(account).request("GET", "/policy").status_code == 200


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_a_code_is_taken_half_a_minute_early_and_late(half, phone, seconds):
    half.submit("/prove", code=phone.code(TODAY + timedelta(seconds=seconds)))
    assert half.request("GET", "/policy").status_code == 200


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(lambda phone: phone.code(TODAY + timedelta(seconds=90)), id="of later"),
        pytest.param(lambda phone: phone.code(TODAY - timedelta(seconds=90)), id="of before"),
        pytest.param(lambda phone: phone.code()[:5], id="five digits"),
        pytest.param(lambda _: "\0", id="NUL"),
        pytest.param(lambda _: "٣٣٣٣٣٣", id="digits of another script"),
        pytest.param(lambda _: PASSWORD, id="the password"),
        pytest.param(lambda phone: phone.secret, id="the secret itself"),
    ],
)
def test_what_is_no_code_of_now_lets_nobody_in(half, phone, code):
    half.submit("/prove", code=code(phone))
    assert "This code is not right" in half.page.text
    assert half.request("GET", "/policy").status_code == 401
    assert "second factor failed" in events()


def test_nothing_typed_is_no_wrong_code(half):
    half.submit("/prove", code="")
    assert "Enter what is asked for." in half.page.text
    assert "second factor failed" not in events()


def test_a_code_lets_in_once(pages, account, half, phone):
    half.submit("/prove", code=phone.code())
    other = pages.anonymous()
    other.get("/sign-in")
    other.submit("/sign-in", email=account.email, password=PASSWORD)
    other.submit("/prove", code=phone.code())
    assert "used already" in other.page.text
    assert other.request("GET", "/policy").status_code == 401


def test_the_code_of_another_account_lets_nobody_in(strict, make, half):
    theirs = Phone(make.account(Role.AUDITOR), secret_key=strict.secret_key)
    half.submit("/prove", code=theirs.code())
    assert "This code is not right" in half.page.text


def test_a_recovery_code_lets_in_once_however_it_is_typed(pages, account, half, phone):
    codes = factors.new_recovery_codes(viewer=account, now=TODAY)
    half.submit("/prove", code=f" {codes[3].upper().replace('-', ' ')} ")
    assert half.request("GET", "/policy").status_code == 200
    other = pages.anonymous()
    other.get("/sign-in")
    other.submit("/sign-in", email=account.email, password=PASSWORD)
    other.submit("/prove", code=codes[3])
    assert "used already" in other.page.text
    other.submit("/prove", code=codes[4])
    assert other.request("GET", "/policy").status_code == 200
    assert "8 of your codes are left." in other.get("/account/factors").text


def test_new_recovery_codes_end_the_old_ones_and_only_hashes_are_kept(strict, account, phone):
    old = factors.new_recovery_codes(viewer=account, now=TODAY)
    new = factors.new_recovery_codes(viewer=account, now=TODAY)
    seal = Seal(strict.secret_key, "authenticator app")
    assert not factors.prove(old[0], seal=seal, viewer=account, now=TODAY)
    assert factors.prove(new[0], seal=seal, viewer=account, now=TODAY)
    kept = str([vars(each) for each in db.session.scalars(db.select(Factor))])
    assert not any(code.replace("-", "") in kept for code in (*old, *new))


def test_wrong_codes_make_that_place_wait_and_a_right_one_too(half, phone, later):
    for _ in range(5):
        half.submit("/prove", code="000000")
    half.submit("/prove", code=phone.code())
    assert "Too many wrong ones. Try again in a minute." in half.page.text
    later(seconds=31)
    half.submit("/prove", code=phone.code(TODAY + timedelta(seconds=31)))
    assert half.request("GET", "/policy").status_code == 200


def test_many_wrong_codes_from_everywhere_make_the_account_wait(pages, account, phone):
    for number in range(31):
        client = pages.anonymous()
        client._http.environ_base["REMOTE_ADDR"] = f"10.0.0.{number}"
        client.get("/sign-in")
        client.submit("/sign-in", email=account.email, password=PASSWORD)
        client.submit("/prove", code="000000")
        assert ("Too many wrong ones." in client.page.text) == (number == 30)


def test_the_last_factor_stays_where_one_is_needed(whole, account):
    whole.get("/account/factors")
    whole.submit(next(f["action"] for f in whole.page.forms if f["action"].endswith("/remove")))
    assert "This is your last one." in whole.page.text


def test_a_factor_that_was_removed_proves_nothing(strict, make, pages):
    account = make.administrator()
    phone = Phone(account, secret_key=strict.secret_key)
    client = pages.anonymous()
    client.get("/sign-in")
    client.submit("/sign-in", email=account.email, password=PASSWORD)
    client.submit("/prove", code=phone.code())
    client.get("/account/factors")
    client.submit(next(f["action"] for f in client.page.forms if f["action"].endswith("/remove")))
    assert "proves nothing any more" in client.page.text
    assert not factors.enrolled(db.session.get(Account, account.id))
    assert events()[-1] == "second factor removed"


def test_a_factor_of_somebody_else_does_not_exist(strict, make, whole):
    Phone(make.account(Role.AUDITOR), secret_key=strict.secret_key)
    theirs = db.session.scalars(
        db.select(Factor.id).join(Account).where(Account.role == Role.AUDITOR)
    ).one()
    token = dict(whole.page.values("/sign-out"))["csrf_token"]
    whole.post(f"/account/factors/{theirs}/remove", {"csrf_token": token}, status=404)


def test_where_the_servers_secret_changed_a_recovery_code_still_lets_in(strict, account, phone):
    codes = factors.new_recovery_codes(viewer=account, now=TODAY)
    other = Seal("another secret", "authenticator app")
    assert not factors.prove(phone.code(), seal=other, viewer=account, now=TODAY)
    assert factors.prove(codes[0], seal=other, viewer=account, now=TODAY)
    assert db.session.scalar(db.select(db.func.count()).select_from(FactorUse)) == 2
