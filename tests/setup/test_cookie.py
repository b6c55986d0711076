"""The cookie of a sign-in: kept from scripts, from other sites, and from any way but TLS."""

import pytest

from tests.make import PASSWORD

REACHED = {
    "its own address": {"HOST": "10.0.0.5"},
    "any address": {"HOST": "0.0.0.0"},
    "a name": {"HOST": "incidents.district.example"},
    "a web server before it": {"URL": "https://incidents.district.example"},
}


def cookies(app, base, email=""):
    """The ``Set-Cookie`` lines of signing in, by their parts."""
    http = app.test_client()
    page = http.get("/sign-in", base_url=base)
    token = page.text.split('name="csrf_token"')[-1].split('value="')[1].split('"')[0]
    sent = {"email": email, "password": PASSWORD, "csrf_token": token, "next": "/"}
    then = http.post("/sign-in", data=sent, base_url=base)
    assert then.status_code == (302 if email else 200)
    assert ("Sign out" in http.get("/", base_url=base).text) == bool(email)
    lines = [line for answer in (page, then) for line in answer.headers.getlist("Set-Cookie")]
    parts = [[part.strip() for part in line.split(";")] for line in lines]
    found = [each for each in parts if not each[0].endswith("=")]  # else it takes one away
    assert found
    return found


@pytest.fixture
def on(app, make_app):
    """The application as it is started with other settings, on the same database."""
    from incident_app.extensions import db

    url = db.engine.url.render_as_string(hide_password=False)
    made = []

    def start(**settings):
        from config import Config
        from incident_app import create_app

        made.append(create_app(Config(SECRET_KEY="t" * 40, DATABASE_URL=url, **settings)))
        return made[-1]

    yield start
    for each in made:
        with each.app_context():
            db.engine.dispose()


@pytest.mark.parametrize("how", REACHED)
def test_where_others_come_it_is_for_this_host_over_tls_alone(on, make, how):
    base, app = "https://incidents.district.example", on(**REACHED[how])
    signed_in = cookies(app, base, make.administrator().email)
    for name, *rest in [*cookies(app, base), *signed_in]:
        assert name.startswith("__Host-session=")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(rest)
        assert not any(part.startswith("Domain") for part in rest), "a browser would refuse it"


@pytest.mark.parametrize("settings", [{}, {"HOST": "::1"}, {"URL": "http://127.0.0.1:8000"}])
def test_on_this_machine_alone_it_needs_no_tls(on, make, settings):
    for name, *rest in cookies(on(**settings), "http://127.0.0.1:8000", make.administrator().email):
        assert name.startswith("session=")
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(rest)
        assert "Secure" not in rest
