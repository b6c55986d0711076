"""Signing in by the district's provider: connected by the person, by issuer and subject alone."""

import socket
from threading import Event as Signal
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import ECKey, OKPKey, RSAKey

from incident_app.extensions import db
from incident_app.integrations.oidc import patience
from incident_app.models import Account, Event, LoginSession, SignInFailure
from incident_app.services import identities, sessions
from incident_app.vocabulary import Role
from tests.identity_provider import CLIENT, KEY, NAME, OTHER_KEY, as_json, signed
from tests.make import NOON, PASSWORD, TODAY
from tests.web.sign_on import lies
from tests.web.sign_on.conftest import Traveler, kept, use

START = "/sign-in/oidc"


def events():
    return [each.name for each in db.session.scalars(db.select(Event).order_by(Event.seq))]


class TestSigningIn:
    def test_who_is_connected_signs_in_with_a_session_like_any_other(self, traveler, bound):
        page = traveler.travel()
        assert bound.name in page.text
        (session,) = db.session.scalars(db.select(LoginSession))
        assert (session.account_id, session.source) == (bound.id, "127.0.0.1")
        assert events()[-1] == "signed in"
        traveler.submit("/sign-out")
        assert not traveler.is_in

    @pytest.mark.usefixtures("bound")
    def test_it_leads_on_to_the_page_wanted(self, traveler):
        traveler.get("/policy/edina_273")
        traveler.travel()
        assert traveler.path == "/policy/edina_273"

    @pytest.mark.parametrize(
        "wanted",
        [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "javascript:x",
            "/" + "x" * 2000,
        ],
    )
    @pytest.mark.usefixtures("bound")
    def test_it_never_leads_out_of_the_site(self, traveler, wanted):
        traveler.travel(next=wanted)
        assert traveler.path == "/"

    @pytest.mark.usefixtures("bound")
    def test_it_asks_for_no_more_than_who_it_is(self, traveler, provider):
        asked = parse_qs(urlsplit(traveler.go()).query)
        assert asked["scope"] == ["openid"]
        assert asked["response_type"] == ["code"]
        assert asked["code_challenge_method"] == ["S256"]
        assert len(asked["state"][0]) == len(asked["nonce"][0]) == 43
        assert "/userinfo" not in provider.asked

    def test_the_way_back_is_a_setting_and_not_what_a_browser_says(self, traveler):
        traveler.get("/sign-in")
        token = dict(traveler.page.values(START))["csrf_token"]
        headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
        answer = traveler.request("POST", START, data={"csrf_token": token}, headers=headers)
        assert "evil" not in answer.text
        traveler.get("/sign-in")
        (back,) = parse_qs(urlsplit(traveler.go()).query)["redirect_uri"]
        assert back == "http://localhost/sign-in/oidc/callback"

    def test_a_disabled_account_is_told_what_nobody_is_told(self, traveler, provider, bound):
        provider.subject = "nobody's"
        nobody = traveler.travel(status=403).text
        provider.subject = "subject-1"
        db.session.get(Account, bound.id).active = False
        db.session.commit()
        assert traveler.travel(status=403).text == nobody
        failures = db.session.scalars(db.select(SignInFailure)).all()
        assert len(failures) == 2
        assert "subject" not in str([vars(each) for each in failures])

    def test_a_sub_of_another_issuer_is_somebody_else(self, traveler, provider, account):
        identities.connect("https://other.example", provider.subject, viewer=account, now=NOON)
        traveler.travel(status=403)

    def test_an_account_of_the_same_address_elsewhere_changes_nothing(
        self, traveler, provider, bound, make
    ):
        other = make.account(Role.SYSTEM_ADMINISTRATOR)
        lies.claims(email=other.email, groups=["admin"])(lies.Case(provider, bound))
        assert bound.name in traveler.travel().text

    @pytest.mark.usefixtures("bound")
    def test_who_is_signed_in_is_not_sent(self, traveler, provider):
        traveler.travel()
        asked = len(provider.asked)
        token = dict(traveler.page.values("/sign-out"))["csrf_token"]
        traveler.post(START, {"csrf_token": token})
        assert traveler.path == "/"
        assert len(provider.asked) == asked

    def test_with_something_typed_the_password_is_asked_for(self, signed_in, make):
        client = signed_in(make.administrator())
        client.get("/incidents/new")
        sessions.end_all(now=TODAY)
        page = client.submit("/incidents/new", status=401, narrative="It happened.")
        assert f"with your password alone, not by {NAME}" in page.text
        assert START not in [form["action"] for form in page.forms]


SAYS = {
    "a list with this program alone": lies.claims(aud=[CLIENT]),
    "two programs, by way of this one": lies.claims(aud=[CLIENT, "another"], azp=CLIENT),
    "by way of this one": lies.claims(azp=CLIENT),
    "a clock that is half a minute ahead": lies.seconds("iat", 30),
    "an expiry half a minute ago": lies.seconds("exp", -30),
    "a subject of 255 characters": lies.claims(sub="s" * 255),
    "PS256": lies.signs(lambda _, found: signed(found, alg="PS256")),
    "no key id, one key": lies.signs(lambda _, found: signed(found, kid=None)),
    "a header of its own": lies.signs(lambda _, found: signed(found, x5t="abc", made_by="us")),
    "itself as the issuer": lambda case: lies.brings(iss=case.provider.issuer)(case),
    "itself as the issuer, as promised": lambda case: (
        lies.brings(iss=case.provider.issuer)(case),
        lies.described(authorization_response_iss_parameter_supported=True)(case),
    ),
}  # fmt: skip


@pytest.mark.parametrize("says", SAYS)
def test_what_a_provider_may_say_is_believed(traveler, provider, bound, says):
    if "255" in says:
        identities.end(identities.mine(provider.issuer, viewer=bound)[0].id, viewer=bound, now=NOON)
        identities.connect(provider.issuer, "s" * 255, viewer=bound, now=NOON)
    SAYS[says](lies.Case(provider, bound))
    traveler.travel()
    assert traveler.is_in


@pytest.mark.parametrize(
    ("alg", "key"),
    [
        ("ES256", ECKey.generate_key("P-256", {"kid": "one"})),
        ("Ed25519", OKPKey.generate_key("Ed25519", {"kid": "one"})),
    ],
)
def test_every_algorithm_of_the_list_is_taken(traveler, provider, bound, alg, key):
    provider.keys = [key]
    provider.sign = lambda found: signed(found, key, alg=alg)
    traveler.travel()
    assert traveler.is_in


def test_a_secret_is_sent_in_the_form_where_the_provider_wants_it_there(traveler, provider, bound):
    lies.described(token_endpoint_auth_methods_supported=["client_secret_post"])(
        lies.Case(provider, bound)
    )
    shown = []

    def token(request):
        shown.append((request.form.get("client_secret"), request.headers.get("Authorization")))
        return as_json({"error": "invalid_client"}, 401)

    provider.answers["/token"] = token
    traveler.travel(status=400)
    assert shown == [("a secret of the tests", None)]


def test_a_new_key_is_fetched_once_the_old_ones_are_a_minute_old(app, traveler, provider, bound):
    traveler.go()
    provider.keys = [KEY, RSAKey.import_key(OTHER_KEY.as_dict(private=True) | {"kid": "two"})]
    provider.sign = lambda found: signed(found, OTHER_KEY, kid="two")
    traveler.travel(status=400)
    app.config["CLOCK"] = lambda: TODAY.replace(minute=2)
    traveler.travel()
    assert provider.asked.count("/keys") == 2


@pytest.mark.usefixtures("bound")
class TestTheWayBack:
    """It is good once, in the browser that was sent, in the session it was sent from, for ten minutes."""

    def test_not_in_another_browser(self, app, traveler):
        back = traveler.ask(traveler.go())
        other = Traveler(app)
        assert lies.STALE in other.get(back, status=400).text
        other.go()
        assert lies.STALE in other.get(back, status=400).text
        traveler.get(back)
        assert traveler.is_in
        assert not other.is_in

    def test_not_twice(self, traveler, provider):
        back = traveler.ask(traveler.go())
        traveler.get(back)
        traveler.submit("/sign-out")
        asked = len(provider.asked)
        assert lies.STALE in traveler.get(back, status=400).text
        assert len(provider.asked) == asked

    def test_not_with_the_cookie_of_before(self, app, traveler, provider):
        back = traveler.ask(traveler.go())
        old = traveler._http.get_cookie("session").value
        traveler.get(back)
        thief = Traveler(app)
        thief._http.set_cookie("session", old)
        asked = len(provider.asked)
        assert lies.STALE in thief.get(back, status=400).text
        assert len(provider.asked) == asked
        assert not thief.is_in

    def test_not_with_a_token_of_before(self, traveler, provider):
        made = []
        provider.sign = lambda found: made.append(signed(found)) or made[0]
        traveler.travel()
        traveler.submit("/sign-out")
        assert lies.UNTRUSTED in traveler.travel(status=400).text
        assert len(made) == 2

    def test_not_with_a_code_of_before(self, traveler, provider):
        back = traveler.ask(traveler.go())
        traveler.get(back)
        traveler.submit("/sign-out")
        code = parse_qs(urlsplit(back).query)["code"][0]
        provider.brings = lambda found: found | {"code": code}
        assert lies.UNTRUSTED in traveler.travel(status=400).text

    def test_not_with_somebody_elses_code(self, app, traveler, provider):
        """Their code was asked for with their challenge: the proof of this browser does not fit."""
        theirs = parse_qs(urlsplit(traveler.ask(traveler.go())).query)["code"][0]
        mine = Traveler(app)
        provider.brings = lambda found: found | {"code": theirs}
        assert lies.UNTRUSTED in mine.travel(status=400).text

    @pytest.mark.parametrize(("minutes", "status"), [(9, 200), (10, 400)])
    def test_not_after_ten_minutes(self, app, traveler, minutes, status):
        back = traveler.ask(traveler.go())
        app.config["CLOCK"] = lambda: TODAY.replace(minute=minutes, second=1)
        traveler.get(back, status=status)
        assert traveler.is_in is (status == 200)

    def test_not_after_signing_in_meanwhile(self, traveler, bound):
        back = traveler.ask(traveler.go())
        traveler.sign_in(bound)
        before = kept()
        page = traveler.get(back, status=400)
        assert lies.STALE in page.text
        assert "Nothing was connected" in page.title
        assert kept() == before

    def test_looking_ahead_uses_nothing_up(self, traveler):
        back = traveler.ask(traveler.go())
        before = kept()
        assert traveler.request("HEAD", back).status_code == 400
        assert kept() == before
        traveler.get(back)
        assert traveler.is_in

    def test_the_button_needs_its_token_and_a_press(self, traveler, provider):
        traveler.get("/sign-in")
        assert traveler.request("POST", START).status_code == 400
        assert traveler.request("GET", START).location.startswith("/sign-in?")
        assert provider.asked == []


class TestSilence:
    def test_a_provider_that_is_not_there(self, app, traveler, provider, monkeypatch):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # and nobody listens
            monkeypatch.setattr(provider, "issuer", f"http://127.0.0.1:{taken.getsockname()[1]}")
            use(app, provider, monkeypatch)
            page = self.press(traveler)
        assert lies.SILENT in page.text

    def test_a_provider_that_says_nothing(self, traveler, provider, monkeypatch):
        over = Signal()
        monkeypatch.setattr(patience, "TO_SAY_SOMETHING", 0.05)
        provider.answers["/.well-known/openid-configuration"] = lambda _: (
            over.wait(30) and as_json({})
        )
        try:
            assert lies.SILENT in self.press(traveler).text
        finally:
            over.set()

    def press(self, traveler):
        traveler.get("/sign-in")
        token = dict(traveler.page.values(START))["csrf_token"]
        return traveler.post(START, {"csrf_token": token}, status=503)


def test_without_a_provider_there_is_no_button_and_no_page(app, pages, account):
    client = pages.anonymous()
    page = client.get("/sign-in")
    assert not [form for form in page.forms if form["action"] == START]
    token = {"csrf_token": dict(page.values("/sign-in"))["csrf_token"]}
    client.post(START, token, status=404)
    client.get(f"{START}/callback?code=a&state=b", status=404)
    client = pages.sign_in(account)
    client.get("/account/sign-on", status=404)
    assert "account/sign-on" not in client.get("/account/sessions").links


def test_the_password_signs_in_as_ever(pages, provider, bound):
    client = pages.anonymous()
    client.get("/sign-in")
    client.submit("/sign-in", email=bound.email, password=PASSWORD)
    assert "Sign out" in client.page.text
