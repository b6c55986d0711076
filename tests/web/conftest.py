"""An administrator at the page that logs an incident."""

import pytest


@pytest.fixture
def principal(make):
    return make.administrator(make.school("EHS"))


@pytest.fixture
def page(pages, principal):
    """A client that is signed in, with the log page open."""
    client = pages.sign_in(principal)
    client.get("/incidents/new")
    return client


@pytest.fixture
def window(pages, principal):
    client = pages.sign_in(principal)
    client.get("/incidents")
    return client
