"""The application with a provider on this machine, and somebody who goes there and comes back."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
import requests

from config import Config
from incident_app import wiring
from incident_app.extensions import db
from incident_app.models import Account, Identity, IdentityEnd, LoginSession
from incident_app.services import identities
from incident_app.vocabulary import Role
from tests.identity_provider import IdentityProvider, path_of
from tests.make import NOON
from tests.page import Client

HERE = "http://localhost"
LEADS_ON = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]*)">')


@pytest.fixture(scope="session")
def identity_provider():
    with IdentityProvider() as found:
        yield found


@pytest.fixture
def provider(app, identity_provider, monkeypatch):
    """A provider that tells the truth until told otherwise; the application is set up for it."""
    identity_provider.tells_truth()
    identity_provider.clock = lambda: app.config["CLOCK"]()  # noqa: PLW0108 - tests set it anew
    use(app, identity_provider, monkeypatch)
    return identity_provider


def use(app, provider, monkeypatch):
    """Set the application up anew: nothing that it knew of a provider is left."""
    config = Config(SECRET_KEY="t" * 40, **provider.settings(HERE))
    monkeypatch.setitem(app.config, "SIGN_ON", wiring._sign_on(config))


@pytest.fixture
def account(make):
    return make.account(Role.COORDINATOR)


@pytest.fixture
def bound(provider, account):
    """The account, connected with the provider's subject."""
    identities.connect(provider.issuer, provider.subject, viewer=account, now=NOON)
    return account


class Traveler(Client):
    """A browser that goes to the provider."""

    def go(self, form="/sign-in/oidc", **fields):
        """Press the button; what comes is where the page leads."""
        if form not in [each["action"] for each in (self.page.forms if self.page else ())]:
            self.get("/account/sign-on" if form.startswith("/account") else "/sign-in")
        self.submit(form, **fields)
        return unescape(LEADS_ON.search(self.response.text)[1])

    def ask(self, url):
        """Be at the provider; what comes is the path it sends the browser back to."""
        answer = requests.get(url, allow_redirects=False, timeout=10)
        return path_of(answer.headers["Location"])

    def travel(self, form="/sign-in/oidc", status=200, **fields):
        """There and back."""
        return self.get(self.ask(self.go(form, **fields)), status=status)

    @property
    def is_in(self):
        return self.request("GET", "/policy").status_code == 200


@pytest.fixture
def traveler(app, provider):
    return Traveler(app)


@pytest.fixture
def signed_in(app, provider):
    """Somebody who signed in by password."""

    def begin(account):
        client = Traveler(app)
        client.sign_in(account)
        return client

    return begin


def kept():
    """How many there are of what a sign-in could make."""
    tables = (Account, Identity, IdentityEnd, LoginSession)
    counts = {
        each.__tablename__: db.session.scalar(db.select(db.func.count()).select_from(each))
        for each in tables
    }
    db.session.rollback()
    return SimpleNamespace(**counts)
