"""A request that was answered as if there were nothing is noted, and its answer tells nothing."""

from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Denial
from incident_app.services import denials
from incident_app.vocabulary import Role
from tests.page import without_tokens


def noted():
    found = db.session.scalars(sa.select(Denial).order_by(Denial.seq)).all()
    return [(each.endpoint, each.method, each.asked) for each in found]


def test_absent_and_out_of_reach_are_noted_alike(pages, make):
    incident = make.incident(make.administrator())
    client = pages.sign_in(make.administrator(make.school("WMS")))
    absent = uuid4()
    for asked in (incident.id, absent):
        client.get(f"/incidents/{asked}", status=404)
    assert noted() == [("incidents.show", "GET", each) for each in (incident.id, absent)]


def test_a_page_of_another_role_is_noted(pages, make):
    client = pages.sign_in(make.account(Role.OFFICER))
    client.get("/incidents", status=404)
    client.get(f"/matters/{UUID(int=7)}/answers", status=404)
    assert noted() == [
        ("incidents.index", "GET", None),
        ("matters.answer", "GET", UUID(int=7)),
    ]


def test_what_is_no_page_and_what_is_found_is_not_noted(pages, make):
    client = pages.sign_in(make.administrator())
    client.get("/no/such/page", status=404)
    client.request("GET", "/static/nothing.css")
    client.get("/incidents")
    anonymous = pages.anonymous()
    anonymous.request("GET", f"/incidents/{uuid4()}")
    assert noted() == []


@pytest.mark.parametrize("kind", [OSError, sa.exc.OperationalError])
def test_where_it_can_not_be_noted_the_answer_is_the_same(pages, make, monkeypatch, kind, caplog):
    client = pages.sign_in(make.administrator())
    path = f"/incidents/{uuid4()}"
    client.get(path, status=404)
    before = client.response.data

    def full(*_args, **_kwargs):
        raise kind("INSERT", {}, OSError("disk full")) if kind is not OSError else kind("full")

    monkeypatch.setattr(denials, "record", full)
    client.get(path, status=404)
    assert without_tokens(client.response.data) == without_tokens(before)
    assert "could not be noted" in caplog.text
