"""A session is worth what the server says: it ends with sign-out, time, or a change of the account."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest

from incident_app.extensions import db
from incident_app.models import Account, Event, LoginSession, SignInFailure
from incident_app.models.account import account_school
from incident_app.services import sessions, throttling
from incident_app.vocabulary import Role
from incident_app.web import gate
from incident_app.web.words import browser
from tests.make import PASSWORD, TODAY


@pytest.fixture
def account(make):
    return make.account(Role.COORDINATOR)


@pytest.fixture
def page(pages, account):
    return pages.sign_in(account)


def signed_in(client):
    """Whether the next request still knows who it is."""
    return client.request("GET", "/policy").status_code == 200


def cookie(client):
    return client._http.get_cookie("session").value


def with_cookie(pages, value):
    client = pages.anonymous()
    client._http.set_cookie("session", value)
    return client


def change(account, **values):
    stored = db.session.get(Account, account.id)
    for name, value in values.items():
        setattr(stored, name, value)
    db.session.commit()


ENDS = {
    "signed out": lambda it: it.page.submit("/sign-out"),
    "ended from elsewhere": lambda it: sessions.end_other(
        db.session.scalars(db.select(LoginSession.id)).first(), viewer=it.account, now=TODAY
    ),
    "disabled": lambda it: change(it.account, active=False),
    "disabled and enabled again": lambda it: (change(it.account, active=False), change(it.account, active=True)),
    "another role": lambda it: change(it.account, role=Role.AUDITOR),
    "another password": lambda it: change(it.account, password_hash="new"),
    "another school": lambda it: change(it.account, schools=[it.make.school()]),
    "a backup brought back": lambda _: sessions.end_all(now=TODAY),
}  # fmt: skip


@pytest.mark.parametrize("how", ENDS)
def test_an_old_cookie_is_refused_on_every_route(app, pages, page, account, make, monkeypatch, how):
    monkeypatch.setitem(app.config, "WTF_CSRF_CHECK_DEFAULT", value=False)  # it would refuse most
    old = cookie(page)
    ENDS[how](SimpleNamespace(page=page, account=account, make=make))
    client = with_cookie(pages, old)
    asked = 0
    for rule in app.url_map.iter_rules():
        if rule.endpoint in gate.PUBLIC:
            continue
        values = {
            name: account.id if "uuid" in str(kind).lower() else "x"
            for name, kind in rule._converters.items()
        }
        path = app.url_map.bind("localhost").build(
            rule.endpoint, values, method=next(iter(rule.methods - {"HEAD", "OPTIONS"}))
        )
        for method in sorted(rule.methods - {"OPTIONS"}):
            answer = client.request(method, path)
            assert answer.status_code in {302, 401}, (method, path, answer.status_code)
            if answer.status_code == 302:
                assert answer.location.startswith("/sign-in"), path
            asked += 1
    assert asked > 50


@pytest.mark.parametrize(
    ("after", "lasts"),
    [(timedelta(minutes=14), True), (timedelta(minutes=15, seconds=30), False)],
)
def test_without_use_it_ends_after_15_minutes(app, page, after, lasts):
    app.config["CLOCK"] = lambda: TODAY + after
    assert signed_in(page) == lasts


def test_with_use_it_ends_after_12_hours(app, page):
    for minutes in range(10, 12 * 60, 10):
        app.config["CLOCK"] = lambda minutes=minutes: TODAY + timedelta(minutes=minutes)
        assert signed_in(page), minutes
    app.config["CLOCK"] = lambda: TODAY + timedelta(hours=12, seconds=30)
    assert not signed_in(page)


def test_signing_in_makes_a_new_token_and_only_its_hash_is_kept(pages, page, account):
    first = cookie(page)
    second = cookie(pages.sign_in(account))
    assert first != second
    kept = db.session.scalars(db.select(LoginSession)).all()
    assert len({each.token_sha256 for each in kept}) == 2
    token = sessions.begin(account, sessions.Device(source="", agent=""), must=False, now=TODAY)
    assert token not in str([vars(each) for each in db.session.scalars(db.select(LoginSession))])
    assert len(token) == 43, "256 bits"


def test_i_see_where_i_am_signed_in_and_end_what_is_not_me(pages, page, account):
    other = pages.sign_in(account)
    assert "signed in somewhere else too" in other.page.text
    shown = page.get("/account/sessions")
    assert "Here" in shown.text
    (action,) = [form["action"] for form in shown.forms if re.search(r"-\w+/end$", form["action"])]
    page.submit(action)
    assert "That session is over." in page.page.text
    assert signed_in(page)
    assert not signed_in(other)
    assert [event.name for event in db.session.scalars(db.select(Event))][-1] == "session ended"


def test_i_sign_out_everywhere_else_at_once(pages, page, account, make):
    others = [pages.sign_in(account) for _ in range(2)]
    coworker = pages.sign_in(make.account(Role.COORDINATOR))
    for where in ("/account/sessions", "/account/factors"):
        assert "You are signed in at 2 other places." in page.get(where).text
    page.submit("/account/sessions/end")
    assert "You are signed out everywhere else." in page.page.text
    assert "Sign out everywhere else" not in page.page.text
    assert signed_in(page)
    assert signed_in(coworker)
    assert not any(map(signed_in, others))
    event = db.session.scalars(db.select(Event).order_by(Event.seq.desc())).first()
    assert (event.name, event.detail["sessions"]) == ("session ended", 2)


@pytest.mark.parametrize(
    ("agent", "words"),
    [("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0"
      " Safari/537.36 Edg/130.0.0.0", "Edge on Windows"),
     ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
      " Version/18.1 Mobile/15E148 Safari/604.1", "Mobile Safari on iOS"),
     ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0"
      " Safari/537.36", "Chrome on Chrome OS"),
     ("<b>mine", "<b>mine"), ("", "An unknown browser")],
)  # fmt: skip
def test_a_browser_is_told_in_words(agent, words):
    assert browser(agent) == words


def test_a_school_put_in_the_place_of_another_ends_the_sessions_too(app, pages, make):
    """Not by our code, which takes one away and gives one: by whoever writes SQL."""
    dana = make.administrator(make.school())
    browser = pages.sign_in(dana)
    school = make.school("WMS").id
    moved = db.update(account_school).where(account_school.c.account_id == dana.id)
    db.session.execute(moved.values(school_id=school))
    db.session.commit()
    assert not signed_in(browser)


def test_somebody_elses_session_does_not_exist(pages, make, page, account):
    theirs = pages.sign_in(make.account(Role.AUDITOR))
    theirs.get("/account/sessions")
    mine = db.session.scalars(
        db.select(LoginSession).where(LoginSession.account_id == account.id)
    ).one()
    theirs.post(
        f"/account/sessions/{mine.id}/end",
        {"csrf_token": dict(theirs.page.values("/sign-out"))["csrf_token"]},
        status=404,
    )
    assert signed_in(page)


class TestThrottling:
    """Five failures cost nothing; then waiting grows, for that address from that place alone."""

    def fail(self, client, email, times=1):
        for _ in range(times):
            client.get("/sign-in")
            client.submit("/sign-in", email=email, password="wrong wrong wrong")
        return client.page.text

    def test_the_sixth_try_waits_and_then_may_go_on(self, app, pages, account):
        client = pages.anonymous()
        assert "not right" in self.fail(client, account.email, 5)
        assert "Try again in a minute" in self.fail(client, account.email)
        app.config["CLOCK"] = lambda: TODAY + timedelta(minutes=1)
        client.get("/sign-in")
        client.submit("/sign-in", email=account.email, password=PASSWORD)
        assert "Sign out" in client.page.text

    def test_an_address_that_nobody_has_waits_alike(self, pages, account):
        known = self.fail(pages.anonymous(), account.email, 6)
        unknown = self.fail(pages.anonymous(), "nobody@district.example", 6)
        assert known == unknown
        failures = db.session.scalars(db.select(SignInFailure)).all()
        assert account.email not in str([vars(each) for each in failures])

    def test_nobody_locks_out_somebody_elsewhere(self, pages, account):
        self.fail(pages.anonymous(), account.email, 12)
        client = pages.anonymous()
        client._http.environ_base["REMOTE_ADDR"] = "10.1.2.3"
        client.get("/sign-in")
        client.submit("/sign-in", email=account.email, password=PASSWORD)
        assert "Sign out" in client.page.text

    def test_waiting_grows_to_a_quarter_of_an_hour(self, account):
        waits = []
        for number in range(14):
            moment = TODAY + timedelta(seconds=number)
            throttling.failed(account.email, "10.0.0.1", now=moment)
            waits.append(throttling.wait(account.email, "10.0.0.1", now=moment))
        assert waits[:4] == [timedelta(0)] * 4
        assert waits[4:7] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
        assert waits == sorted(waits)
        assert waits[-1] == throttling.LONGEST_WAIT

    def test_however_many_failed_at_one_moment_it_waits_a_quarter_of_an_hour(self, account):
        for _ in range(60):
            throttling.failed(account.email, "10.0.0.1", now=TODAY)
        assert throttling.wait(account.email, "10.0.0.1", now=TODAY) == throttling.LONGEST_WAIT

    def test_another_address_of_the_same_network_waits_too(self, account):
        """Whoever has IPv6 has as many addresses as they like."""
        for number in range(6):
            throttling.failed(account.email, f"2001:db8:1:2::{number}", now=TODAY)
        for source, waits in (
            ("2001:db8:1:2:ffff::1", True), ("2001:db8:1:3::1", False), ("::ffff:10.0.0.1", False),
            ("10.0.0.1", False), ("", False),
        ):  # fmt: skip
            assert bool(throttling.wait(account.email, source, now=TODAY)) == waits, source
        throttling.failed(account.email, "10.0.0.1", now=TODAY)
        found = db.session.scalars(
            db.select(SignInFailure.source).order_by(SignInFailure.seq)
        ).all()
        assert found[-2:] == ["2001:db8:1:2::/64", "10.0.0.1"]


@pytest.mark.parametrize("role", Role)
def test_from_every_page_one_can_sign_out(app, pages, make, role):
    client = pages.sign_in(make.account(role, schools=[make.school()]))
    opened = 0
    for rule in app.url_map.iter_rules():
        who = gate.declared(app, rule.endpoint) or ()
        if role not in who or rule.arguments or "GET" not in rule.methods:
            continue
        answer = client.request("GET", str(rule), follow_redirects=True)
        if answer.mimetype == "text/html":
            assert 'action="/sign-out"' in answer.text, rule
            opened += 1
    assert opened > 5
