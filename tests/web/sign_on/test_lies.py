"""Every lie that we thought of: nobody is signed in, nothing is made, and the truth then works."""

from datetime import timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import LoginSession
from tests.make import TODAY
from tests.web.sign_on import lies
from tests.web.sign_on.conftest import kept, use


@pytest.fixture
def case(provider, bound):
    return lies.Case(provider, bound)


@pytest.fixture
def refused(app, case, traveler, monkeypatch):
    """Lie, and hold what comes of it; then the same browser with the truth, so the lie was why."""

    def hold(lie, said, travel=traveler.travel):
        before = kept()
        lie(case)
        page = travel(status=lies.CODES[said])
        assert page.title.startswith("You are not signed in")
        assert said in page.text
        assert kept() == before
        assert not traveler.is_in
        case.provider.tells_truth()
        use(app, case.provider, monkeypatch)
        traveler.travel()
        assert traveler.is_in
        assert kept().login_session == before.login_session + 1

    return hold


@pytest.mark.parametrize("lie", lies.TOKENS)
def test_a_token_that_lies_lets_nobody_in(refused, lie):
    refused(lies.TOKENS[lie], lies.UNTRUSTED)


@pytest.mark.parametrize("who", lies.STRANGERS)
def test_whom_nobody_connected_is_not_let_in(refused, who):
    refused(lies.STRANGERS[who], lies.UNKNOWN)


@pytest.mark.parametrize("way", lies.WAYS)
def test_a_way_back_that_lies_lets_nobody_in(refused, way):
    said, lie = lies.WAYS[way]
    refused(lie, said)


@pytest.mark.parametrize("what", lies.PROVIDERS)
def test_a_provider_that_cannot_be_one_gets_nobody_sent(app, refused, traveler, what):
    _a_second_a_look(app)
    refused(lies.PROVIDERS[what], lies.SILENT, travel=lambda **page: _press(traveler, **page))


@pytest.mark.parametrize("what", lies.AT_THE_END)
def test_a_provider_that_fails_at_the_end_lets_nobody_in(app, refused, case, traveler, what):
    url = traveler.go()
    _a_second_a_look(app)
    refused(
        lies.AT_THE_END[what],
        lies.SILENT,
        travel=lambda **page: traveler.get(traveler.ask(url), **page),
    )


def _press(traveler, **page):
    traveler.get("/sign-in")
    token = dict(traveler.page.values("/sign-in/oidc"))["csrf_token"]
    return traveler.post("/sign-in/oidc", {"csrf_token": token}, **page)


def _a_second_a_look(app):
    """So that what drips takes too long without anybody waiting."""
    clock, looks = app.config["CLOCK"], iter(range(10**6))
    app.config["CLOCK"] = lambda: clock() + timedelta(seconds=next(looks))


def test_a_provider_that_is_down_is_left_alone_for_a_moment(app, case, traveler):
    case.provider.answers["/.well-known/openid-configuration"] = lies.pages(500)
    for _ in range(3):
        _press(traveler, status=503)
    assert case.provider.asked == ["/.well-known/openid-configuration"]
    case.provider.tells_truth()
    app.config["CLOCK"] = lambda: TODAY + timedelta(seconds=11)
    traveler.travel()
    assert traveler.is_in


def test_there_are_enough_lies_and_none_is_fetched_for(case, refused):
    tables = (lies.TOKENS, lies.STRANGERS, lies.WAYS, lies.PROVIDERS, lies.AT_THE_END)
    assert sum(map(len, tables)) > 100
    asked = case.provider.asked
    refused(lies.TOKENS["an address of keys in its header (jku)"], lies.UNTRUSTED)
    assert "/mine" not in asked
    assert "/userinfo" not in asked


def test_a_lie_leaves_no_token_behind(app, case, traveler, caplog):
    lies.TOKENS["another nonce"](case)
    traveler.travel(status=400)
    assert "Its token was refused: It answers another question." in caplog.text
    assert "eyJ" not in caplog.text
    assert db.session.scalar(db.select(db.func.count(LoginSession.id))) == 0
