"""An administrator at the page that logs an incident; and one who sends something to an officer."""

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


@pytest.fixture
def dana(make):
    return make.administrator(make.school("EHS", "Eagle High School"))


@pytest.fixture
def officer(make, dana):
    return make.officer(*dana.schools)
