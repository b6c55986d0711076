"""Accounts that need a second factor, and the app on their phone."""

from datetime import timedelta

import pyotp
import pytest

from incident_app.extensions import db
from incident_app.models import Factor
from incident_app.services import factors
from incident_app.services.sealing import Seal
from incident_app.vocabulary import Role
from tests.make import PASSWORD, TODAY


@pytest.fixture
def strict(app, monkeypatch):
    """As in a district, not a demo: second factors are asked for, and time stands still."""
    monkeypatch.setitem(app.config, "SECOND_FACTOR", value=True)
    monkeypatch.setitem(app.config, "CLOCK", lambda: TODAY)
    return app


@pytest.fixture
def later(strict):
    """Move the clock on."""

    def move(**over):
        strict.config["CLOCK"] = lambda: TODAY + timedelta(**over)

    return move


@pytest.fixture
def account(make):
    return make.account(Role.COORDINATOR)


class Phone:
    """An authenticator app: its codes at a moment."""

    def __init__(self, account, *, secret_key):
        self.secret = factors.new_secret()
        self._app = pyotp.TOTP(self.secret)
        now = TODAY - timedelta(hours=1)
        seal = Seal(secret_key, "authenticator app")
        factors.add_app("Phone", self.secret, self.code(now), seal=seal, viewer=account, now=now)
        db.session.commit()

    def code(self, at=TODAY):
        return self._app.at(at)


@pytest.fixture
def phone(strict, account):
    """The account's own, set up an hour ago."""
    return Phone(account, secret_key=strict.secret_key)


@pytest.fixture
def half(strict, pages, account, phone):
    """A browser of theirs in which the password was right."""
    client = pages.anonymous()
    client.get("/sign-in")
    client.submit("/sign-in", email=account.email, password=PASSWORD)
    return client


@pytest.fixture
def whole(half, phone):
    """And then the code."""
    half.submit("/prove", code=phone.code())
    return half


@pytest.fixture
def kept(strict):
    """What the database holds of factors."""
    return lambda: db.session.scalars(db.select(Factor)).all()
