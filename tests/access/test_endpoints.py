"""Every endpoint is closed unless it says otherwise, and the list here is complete."""

from uuid import uuid4

import pytest
from flask import Blueprint

from incident_app import web
from incident_app.extensions import db
from incident_app.models import (
    Assessment,
    Consultation,
    Contract,
    DutyEntry,
    Notice,
    Person,
    Posting,
    Referral,
    Sighting,
)  # fmt: skip
from incident_app.services import district, drafts
from incident_app.services.files import Sent
from incident_app.vocabulary import PersonKind, Role
from incident_app.web import gate
from tests.access.who import WHO
from tests.make import CRIME, NOON, PASSWORD, PETTY, Make
from tests.page import without_tokens


def test_the_list_names_every_endpoint_and_no_other(app):
    assert set(WHO) == {rule.endpoint for rule in app.url_map.iter_rules()}
    for endpoint, who in WHO.items():
        if who == "public":
            assert endpoint in gate.PUBLIC
            assert gate.declared(app, endpoint) is None
        else:
            assert gate.declared(app, endpoint) == frozenset(who)


def test_the_application_does_not_start_with_an_undeclared_endpoint(
    app, monkeypatch, make_app, tmp_path
):
    forgotten = Blueprint("forgotten", __name__)
    forgotten.add_url_rule("/forgotten", "page", lambda: "secret")
    monkeypatch.setattr(web.home, "bp", forgotten)
    with pytest.raises(gate.Undeclared, match=r"forgotten\.page"):
        make_app(f"sqlite:///{tmp_path / 'other.db'}")


def paths(app, incident):
    """Every address of the application, filled in with a record that exists."""
    ids = (
        {
            "incident_id": incident.id,
            "matter_id": incident.matters[0].id,
            "draft_id": drafts.mine(viewer=incident.logged_by)[0].id,
            "person_id": student(incident).id,
            "filename": "app.css",
            "attachment_id": Make().attachment(incident).id,
            "name": "edina_273",
            "figure": "matters",
            "contact_id": Make().contact(incident).id,
            "session_id": Make().session(incident.logged_by).id,
            "factor_id": Make().factor(incident.logged_by).id,
            "identity_id": Make().identity(incident.logged_by).id,
            "account_id": incident.logged_by_id,
            "token": Make().link().token,
            "sighting_id": db.session.scalars(db.select(Sighting.id)).first(),
            "entry_id": db.session.scalars(db.select(DutyEntry.id)).first(),
            "assessment_id": db.session.scalars(db.select(Assessment.id)).first(),
        }
        | shared()
        | registry()
    )
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            built = rule.build({name: str(ids[name]) for name in rule.arguments})
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield rule.endpoint, method, built[1]


def shared():
    """The referral, the consultation and the notice there are, by the names of addresses."""
    tables = {"referral_id": Referral, "consultation_id": Consultation, "notice_id": Notice}
    return {name: db.session.scalars(db.select(table.id)).first() for name, table in tables.items()}


def registry():
    """An officer in the registry, their agency and its contract, by the names of addresses."""
    any_posting = db.select(Posting)
    if not db.session.scalars(any_posting).first():
        Make().officer(Make().school("REG"))
    posting = db.session.scalars(any_posting).first()
    contract = db.session.scalars(db.select(Contract.id)).first()
    return {
        "officer_id": posting.account_id, "agency_id": posting.agency_id, "contract_id": contract,
    }  # fmt: skip


def student(incident):
    """A student of its school, enrolled once."""
    known = db.select(Person).where(Person.number == "an address")
    return db.session.scalar(known) or district.enroll(
        viewer=None, school=incident.school, kind=PersonKind.STUDENT, name="Doe, Jo",
        number="an address", now=NOON,
    )  # fmt: skip


@pytest.fixture
def incident(make):
    """An incident, and besides a draft, a referral and a consultation of whoever logged it."""
    owner = make.administrator()
    drafts.save(uuid4(), [], version=0, page="a page", viewer=owner, now=NOON)
    officer = make.officer(*owner.schools)
    make.certificate(officer, file=Sent(name="copy.txt", content=b"A certificate."))
    referred, asked = make.incident(owner, ("assault", CRIME), ("nicotine", PETTY)).matters
    make.consultation(asked, officer)
    make.referral(referred, officer)
    make.duty(officer)
    make.assessment(owner.schools[0], officer_id=officer.id)
    return make.incident(owner)


def test_without_sign_in_every_closed_address_leads_to_sign_in(app, pages, incident):
    client = pages.anonymous()
    for endpoint, method, path in paths(app, incident):
        if endpoint not in gate.PUBLIC:
            token = _token(client)
            answer = client.request(method, path, data={"csrf_token": token})
            assert answer.status_code == 302, path
            assert answer.location.startswith("/sign-in"), path
    absent = client.request("GET", "/no/such/page")
    assert absent.location.startswith("/sign-in")


def _token(client):
    client.get("/sign-in")
    return dict(client.page.values("/sign-in"))["csrf_token"]


def test_to_every_role_left_out_a_page_does_not_exist(app, pages, make, incident):
    for role in set(Role) - {Role.ADMINISTRATOR}:
        client = pages.sign_in(make.account(role))
        missing = client.get("/no/such/page", status=404)
        body = client.response.data
        assert missing.h1 == 1
        for endpoint, method, path in paths(app, incident):
            if endpoint not in gate.PUBLIC and role not in WHO[endpoint]:
                token = next(v for n, v in client.page.values("/sign-out") if n == "csrf_token")
                answer = client.request(method, path, data={"csrf_token": token})
                assert answer.status_code == 404, path
                assert without_tokens(answer.data) == without_tokens(body), path


def test_out_of_reach_and_absent_answer_byte_for_byte_alike(pages, make, incident):
    client = pages.sign_in(make.administrator(make.school("WMS")))
    nobody = "00000000-0000-4000-8000-000000000000"
    attached = f"/attachments/{make.attachment(incident).id}"
    records = {
        attached: f"/attachments/{nobody}",
        f"/incidents/{incident.id}": f"/incidents/{nobody}",
        f"/people/{student(incident).id}": f"/people/{nobody}",
    } | {f"/matters/{matter.id}": f"/matters/{nobody}" for matter in incident.matters}
    for name, there in shared().items():
        kind = name.removesuffix("_id") + "s"
        records[f"/{kind}/{there}"] = f"/{kind}/{nobody}"
    theirs = db.session.scalars(db.select(Assessment.id)).first()
    records[f"/assessments/{theirs}"] = f"/assessments/{nobody}"
    pages_of = {
        "assessments": [("GET", ""), ("POST", "/close")],
        "attachments": [("GET", "")],
        "people": [("GET", "/disclosures"), ("POST", "/disclosures/print"), ("GET", "/looks"), ("POST", "/looks/export")],
        "incidents": [("GET", ""), ("GET", "/print"), ("GET", "/people/new"), ("POST", "/people/new"),
                      ("GET", "/contacts/new"), ("POST", "/contacts/new"),
                      ("POST", "/additions")],
        "matters": [("GET", ""), ("GET", "/answers"), ("POST", "/answers"), ("GET", "/ask"), ("POST", "/ask"),
                    ("GET", "/refer"), ("POST", "/refer"), ("GET", "/consult"), ("POST", "/consult")],
        "referrals": [("POST", "/revoke")],
        "consultations": [("POST", "/withdraw")],
        "notices": [("POST", "/read")],
    }  # fmt: skip
    client.get("/incidents")
    sent = {"csrf_token": dict(client.page.values("/sign-out"))["csrf_token"], "text": "More."}
    for real, absent in records.items():
        for method, page in pages_of[real.split("/")[1]]:
            answers = [client.request(method, each + page, data=sent) for each in (real, absent)]
            assert [each.status_code for each in answers] == [404, 404], page
            assert without_tokens(answers[0].data) == without_tokens(answers[1].data), page


def test_a_disabled_account_is_out_on_the_next_request(pages, make):
    account = make.administrator()
    client = pages.sign_in(account)
    account.active = False
    db.session.commit()
    assert client.get("/incidents").title.startswith("Sign in")


def test_signing_out_ends_it(pages, make):
    client = pages.sign_in(make.administrator())
    client.submit("/sign-out")
    assert client.get("/incidents").title.startswith("Sign in")


@pytest.mark.parametrize(
    "next_page", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"]
)
def test_sign_in_never_leads_out_of_the_site(pages, make, next_page):
    account = make.administrator()
    client = pages.anonymous()
    client.get(f"/sign-in?next={next_page}")
    client.submit("/sign-in", email=account.email, password=PASSWORD, next=next_page)
    assert client.path == "/"


def test_sign_in_leads_on_to_the_page_wanted(pages, make):
    account = make.administrator()
    client = pages.anonymous()
    client.get("/incidents/new")
    client.submit("/sign-in", email=account.email, password=PASSWORD)
    assert client.path == "/incidents/new"
