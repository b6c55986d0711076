"""A real Chromium against a real server; a page that complains fails the test."""

from __future__ import annotations

import os
import shutil
import threading

import pytest
from werkzeug.serving import make_server

from incident_app import viewing
from incident_app.extensions import db
from tests.conftest import renewed
from tests.machine import skip_or_fail
from tests.make import TODAY, Make

FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _is_a_browser_test(request):
    request.node.kinds = {"browser"}


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        skip_or_fail("browser", "No Chromium: apt-get install chromium.")
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


def _whole(app):
    """The application with each answer read to its end first.

    A browser that leaves a page drops its connections; the server would then leave files open.
    """

    def answered(environ, start):
        body = app(environ, start)
        try:
            return [b"".join(body)]
        finally:
            if hasattr(body, "close"):
                body.close()

    return answered


@pytest.fixture(scope="session")
def application(tmp_path_factory, make_app):
    """One for all tests, as its templates are compiled once."""
    file = tmp_path_factory.mktemp("browser") / "incident.db"
    return make_app(f"sqlite:///{file}", DISTRICT="Lake Prairie Public Schools")


@pytest.fixture
def site(application, sqlite_template):
    """The address of a server with an empty database, its application's context at hand."""
    renewed(application, sqlite_template)
    server = make_server("127.0.0.1", 0, _whole(application), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with application.app_context(), viewing.operator(TODAY.date()):
        yield f"http://127.0.0.1:{server.port}"
        server.shutdown()
        thread.join()
        server.server_close()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def principal(site):
    """An administrator of a school with one student, signed in nowhere yet."""
    make = Make()
    school = make.school("EHS", "Eagle High School")
    make.person(school, "Lee, Ana")
    return make.administrator(school)


@pytest.fixture
def make_incident(principal):
    """Log an incident of the principal's as it would be on an earlier day."""
    return lambda **over: Make().incident(principal, **over)


@pytest.fixture
def open_page(chromium, site):
    """Open a page in a window of its own; any complaint of the browser fails the test.

    ``expected`` are beginnings of complaints that the test brings about itself.
    """
    contexts, complaints, foreseen = [], [], []

    def failed(request):
        if request.failure != "net::ERR_ABORTED":  # a page left before it was whole
            complaints.append(f"failed: {request.url} {request.failure}")

    def opened(expected=(), **context):
        foreseen.extend(expected)
        window = chromium.new_context(base_url=site, **context)
        contexts.append(window)
        page = window.new_page()
        page.on("console", lambda message: complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("requestfailed", failed)
        page.on(
            "response",
            lambda answer: (
                complaints.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
            ),
        )
        return page

    yield opened
    for window in contexts:
        for page in window.pages:
            page.wait_for_load_state()
    found = list(complaints)  # closing a window may cut a request off
    for window in contexts:
        window.close()
    assert [each for each in found if not each.startswith(tuple(foreseen))] == []
