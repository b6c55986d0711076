"""A sign-in that fails tells nobody whether an address is somebody's (OWASP ASVS 5.0, 6.3.8).

How long each takes is measured by ``bench/enumeration.py``; here is what has to be so for it.
"""

import re

import pytest
from argon2 import extract_parameters

from incident_app.services import account_changes, accounts, invitations
from incident_app.services.invitations import Invited
from incident_app.vocabulary import Role
from tests.make import PASSWORD, TODAY
from tests.page import without_tokens

WRONG = "wrong wrong wrong"
CASES = ("known", "nobody", "closed", "called", "closed, with its password")
"""Local parts of equal length, as an answer says again what was typed."""
ADDRESSES = re.compile(rb"(known|nobody|closed|called)-*@district\.example")


def address(case):
    return f"{case.partition(',')[0]:-<8}@district.example"


class Counted:
    """The hasher, which keeps what it was asked to verify."""

    def __init__(self, hasher):
        self._hasher, self.verified = hasher, []

    def verify(self, hashed, password):
        self.verified.append(hashed)
        return self._hasher.verify(hashed, password)


@pytest.fixture
def hasher(make, monkeypatch):
    """Everybody there is, and the hasher from then on."""
    make.account(Role.COORDINATOR, email=address("known"))
    closed = make.account(Role.COORDINATOR, email=address("closed"))
    account_changes.disable(closed.id, viewer=None, now=TODAY)
    called = Invited(name="Bo", email=address("called"), role=Role.COORDINATOR)
    invitations.invite(called, viewer=None, now=TODAY)
    counted = Counted(accounts.hasher)
    monkeypatch.setattr(accounts, "hasher", counted)
    return counted


def tried(pages, case, times=1):
    """Everything that a browser is answered at last, without what is of this answer or this browser."""
    client = pages.anonymous()
    client.get("/sign-in")
    password = PASSWORD if case.endswith("its password") else WRONG
    for _ in range(times):
        client.submit("/sign-in", email=address(case), password=password)
    body, found = ADDRESSES.subn(b"ADDRESS", without_tokens(client.response.data))
    assert found
    headers = {name: value for name, value in client.response.headers if name != "Set-Cookie"}
    return client.response.status_code, headers, body


@pytest.mark.usefixtures("hasher")
def test_every_failure_answers_byte_for_byte_alike(pages):
    known, *others = [tried(pages, case) for case in CASES]
    assert b"is not right" in known[2]
    for other in others:
        assert other == known


@pytest.mark.usefixtures("hasher")
def test_every_wait_answers_byte_for_byte_alike(app, pages):
    app.config["CLOCK"] = lambda: TODAY
    known, *others = [tried(pages, case, times=6) for case in CASES[:4]]
    assert b"Too many sign-ins failed" in known[2]
    for other in others:
        assert other == known


@pytest.mark.parametrize("case", CASES)
def test_one_hash_of_the_same_cost_is_verified(pages, hasher, case):
    tried(pages, case)
    (verified,) = hasher.verified
    assert extract_parameters(verified) == extract_parameters(accounts._NOBODY)


def test_who_waits_has_nothing_verified(app, pages, hasher):
    app.config["CLOCK"] = lambda: TODAY
    for number, case in enumerate(CASES[:4], 1):
        tried(pages, case, times=7)
        assert len(hasher.verified) == 5 * number
