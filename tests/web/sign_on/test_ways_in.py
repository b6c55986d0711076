"""However somebody comes in, one factor opens nothing where two are needed."""

import pytest

from tests.make import PASSWORD
from tests.web.factors.conftest import Phone
from tests.web.sign_on.conftest import Traveler

NEW = "blue lamps hum at noon"


def by_password(client, account, _make):
    client.get("/sign-in")
    client.submit("/sign-in", email=account.email, password=PASSWORD)


def by_a_mailed_link(client, account, make):
    where = f"/choose-password/{make.link(account).token}"
    client.get(where)
    client.submit(where, new_password=NEW, again=NEW, status=401)  # it leads home, and home asks


def by_the_districts_provider(client, _account, _make):
    client.travel(status=401)


@pytest.mark.parametrize("way", [by_password, by_a_mailed_link, by_the_districts_provider])
def test_the_second_factor_is_asked_for(app, bound, make, monkeypatch, way):
    monkeypatch.setitem(app.config, "SECOND_FACTOR", value=True)
    phone = Phone(bound, secret_key=app.secret_key)
    client = Traveler(app)
    way(client, bound, make)
    assert client.page.title.startswith("Show that it is you")
    assert client.request("GET", "/policy").status_code == 401
    client.submit("/prove", code=phone.code())
    assert client.is_in
