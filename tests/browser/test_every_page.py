"""Every page there is, for every role, at every width: accessible, whole, and without complaint."""

from uuid import uuid4

import pytest

from incident_app.services import drafts
from incident_app.vocabulary import Role
from tests.browser.test_routes import fits_and_is_clean, sign_in
from tests.browser.windows import DESK, NARROW, PHONE
from tests.make import NOON, Make

FILES = {"static", "attachments.download", "audit.file"}
"""What a browser saves and shows no page of."""


@pytest.fixture
def everyone(site, principal):
    """An account of each role, and a record of each kind in the principal's reach."""
    make = Make()
    answers = {"crime": True, "bodily_harm": True}
    incident = make.incident(principal, ("fighting", answers), "cheating", place="Cafeteria")
    make.attachment(incident)
    draft = drafts.save(
        uuid4(), [("place", "Gym"), ("narrative", "Typed so far.")], version=0, page="p",
        viewer=principal, now=NOON,
    )  # fmt: skip
    others = {role: make.account(role) for role in Role if role is not Role.ADMINISTRATOR}
    ids = {
        "incident_id": incident.id,
        "matter_id": incident.matters[0].id,
        "draft_id": draft.id,
        "name": "edina_273",
        "contact_id": make.contact(incident).id,
    }
    return others | {Role.ADMINISTRATOR: principal}, ids


def pages(ids):
    """The address of every page that a GET shows, and who may open it."""
    from flask import current_app, url_for

    from incident_app.web import gate

    for rule in current_app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint not in FILES:
            may = gate.declared(current_app, rule.endpoint)
            with current_app.test_request_context():
                yield (
                    url_for(rule.endpoint, **{name: ids[name] for name in rule.arguments}),
                    may or frozenset(),
                )


@pytest.mark.parametrize("width", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_every_page_is_accessible_and_fits(open_page, everyone, role, width):
    assert opened(open_page(**width), everyone, role) >= (10 if role is Role.ADMINISTRATOR else 4)


@pytest.mark.parametrize(
    "eyes", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=["dark", "forced"]
)
def test_every_page_is_legible_in_other_colours(open_page, everyone, eyes):
    opened(open_page(**PHONE, **eyes), everyone, Role.ADMINISTRATOR)


def opened(page, everyone, role):
    """Open and check every page of a role; how many there were."""
    accounts, ids = everyone
    sign_in(page, accounts[role])
    count = 0
    for path, may in pages(ids):
        if role in may:
            page.goto(path)
            assert page.title(), path
            assert page.locator("h1").count() == 1, path
            fits_and_is_clean(page)
            count += 1
    return count
