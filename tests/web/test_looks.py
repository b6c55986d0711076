"""Whoever is shown anything of an incident stands in the ledger before it is sent."""

import csv
import io
from uuid import uuid4

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Disclosure, Look
from incident_app.services import drafts, looks
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.services.sharing import Chosen
from incident_app.vocabulary import Field, Part, Role, Seen
from incident_app.web import gate
from tests.access.test_endpoints import paths
from tests.make import CRIME, NOON, known

CANARY = "canaryquartz"
IN_FILE = "What I saw."
"""What the file holds that ``paths`` adds."""


@pytest.fixture
def incident(make):
    """A law-enforcement incident whose every word is a canary, and a draft of whoever logged it."""
    school = make.school("EHS")
    owner = make.administrator(school)
    drafts.save(uuid4(), [], version=0, page="a page", viewer=owner, now=NOON)
    actor = NewParticipant(
        part=Part.ACTOR,
        described=CANARY,
        matters=[NewMatter(conduct="assault", answers=known(**CRIME), note=CANARY)],
    )
    return make.incident(owner, narrative=f"Here, {CANARY}.", participants=[actor])


def shows(answer, incident):
    """Whether anything of the incident is in the answer."""
    return any(word in answer.text for word in (CANARY, IN_FILE, incident.reference))


def lines(account, incident):
    """How often this account stands in the ledger with this incident, or was shown a referral."""
    looked = sa.select(sa.func.count(Look.seq)).where(
        Look.account_id == account.id, Look.incident_id == incident.id
    )
    shown = sa.select(sa.func.count(Disclosure.seq)).where(Disclosure.to_id == account.id)
    return db.session.scalar(looked) + db.session.scalar(shown)


def of_role(role, make, incident):
    """Whoever logged it, the officer it is referred to, or somebody of another role there."""
    if role is Role.ADMINISTRATOR:
        return incident.logged_by
    officer = role is Role.OFFICER
    there = [incident.school]
    account = make.officer(*there) if officer else make.account(role, schools=there)
    if officer:
        chosen = Chosen(fields=frozenset({Field.SUMMARY}), summary=CANARY)
        make.referral(incident.matters[0], account, chosen=chosen)
    return account


def opened(app, client, account, incident):
    """Every address there is, as this account opens it: its answer, and how many lines it wrote."""
    before = lines(account, incident)
    token = dict(client.page.values("/sign-out"))["csrf_token"]
    for endpoint, method, path in list(paths(app, incident)):
        if endpoint not in {*gate.PUBLIC, "account.sign_out", "account.end_session"}:
            data = {"csrf_token": token} if method == "POST" else None
            answer = client.request(method, path, data=data)
            after = lines(account, incident)
            yield endpoint, method, answer, after - before
            before = after


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_no_page_shows_of_an_incident_without_a_line(app, pages, make, incident, role):
    account, reached = of_role(role, make, incident), {}
    client = pages.sign_in(account)
    for endpoint, method, answer, written in opened(app, client, account, incident):
        is_shown = shows(answer, incident)
        assert written or not is_shown, f"{method} {endpoint} shows it without a line"
        # A list on the first page tells that there is a matter, and none of its words.
        told = is_shown or method == "POST" or endpoint == "home.show"
        assert told or not written, f"{endpoint} writes and shows nothing"
        reached[endpoint] = reached.get(endpoint) or is_shown
    if role is Role.ADMINISTRATOR:
        assert {name for name, is_shown in reached.items() if is_shown} >= {
            "home.show", "incidents.index", "incidents.show", "incidents.printed", "incidents.add_person",
            "matters.show", "matters.answer", "matters.ask", "attachments.download",
            "incidents.export",
        }  # fmt: skip


def test_a_line_says_how_and_on_what_assignment(pages, make, incident):
    file = make.attachment(incident)
    client = pages.sign_in(incident.logged_by)
    hows = {
        f"/incidents/{incident.id}": Seen.VIEW,
        f"/incidents/{incident.id}/print": Seen.PRINT,
        "/incidents": Seen.LIST,
        f"/attachments/{file.id}": Seen.ATTACHMENT,
    }
    for path, how in hows.items():
        client.request("GET", path)
        line = db.session.scalars(sa.select(Look).order_by(Look.seq.desc()).limit(1)).one()
        assert (line.how, line.assignment) == (how, "Administrator, EHS"), path


def test_what_is_sent_back_with_an_error_is_a_look_and_a_redirect_is_none(pages, incident):
    client = pages.sign_in(incident.logged_by)
    client.get(f"/incidents/{incident.id}")
    before = lines(incident.logged_by, incident)
    token = dict(client.page.values("/sign-out"))["csrf_token"]
    path = f"/incidents/{incident.id}/additions"
    refused = client.request("POST", path, data={"csrf_token": token, "text": ""})
    assert CANARY in refused.text
    assert lines(incident.logged_by, incident) == before + 1
    client.get(f"/incidents/{incident.id}")
    data = dict(client.page.values(path)) | {"text": "More."}
    assert client.request("POST", path, data=data).status_code == 302
    assert lines(incident.logged_by, incident) == before + 2  # the page that was opened


def test_a_file_of_the_list_is_a_look_at_each_incident_in_it(pages, make, incident):
    other = make.incident(incident.logged_by)
    client = pages.sign_in(incident.logged_by)
    client.get("/incidents")
    token = dict(client.page.values("/sign-out"))["csrf_token"]
    answer = client.request("POST", "/incidents/export", data={"csrf_token": token})
    sheet = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    exported = sa.select(Look.incident_id).where(Look.how == Seen.EXPORT)
    assert len(sheet) == 2
    assert set(db.session.scalars(exported)) == {incident.id, other.id}


def test_where_no_line_can_be_written_nothing_is_sent(app, pages, incident, monkeypatch):
    client = pages.sign_in(incident.logged_by)

    def full(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(looks, "write", full)
    refused = set()
    for endpoint, _, answer, written in opened(app, client, incident.logged_by, incident):
        assert not shows(answer, incident), endpoint
        assert not written
        refused |= {endpoint} if answer.status_code == 500 else set()
    assert refused >= {
        "incidents.show", "incidents.export", "attachments.download", "matters.answer", "home.show",
    }  # fmt: skip


def test_a_file_of_the_list_is_not_sent_without_its_lines(pages, incident, monkeypatch):
    client = pages.sign_in(incident.logged_by)
    client.get("/incidents/new")
    token = dict(client.page.values("/sign-out"))["csrf_token"]

    def full(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(looks, "write", full)
    answer = client.request("POST", "/incidents/export", data={"csrf_token": token})
    assert answer.status_code == 500
    assert CANARY not in answer.text
    assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize("role", looks.LOOKERS)
def test_where_only_the_head_is_asked_for_nobody_looked(pages, make, incident, role):
    account = of_role(role, make, incident)
    client = pages.sign_in(account)
    path = f"/matters/{incident.matters[0].id}"
    before = lines(account, incident)
    assert client.request("HEAD", path).status_code == 200
    assert lines(account, incident) == before
    assert client.request("GET", path).status_code == 200
    assert lines(account, incident) == before + 1
