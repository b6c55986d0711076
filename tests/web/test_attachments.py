"""An administrator adds files to an incident, reads what was refused and why, and downloads them."""

import io

import pytest
from werkzeug.datastructures import MultiDict

from incident_app.extensions import db
from incident_app.models import Attachment
from incident_app.vocabulary import LARGEST_AT_ONCE, Role
from tests import files
from tests.page import without_tokens


@pytest.fixture
def owner(make):
    return make.administrator(make.school("EHS"))


@pytest.fixture
def incident(make, owner):
    return make.incident(owner)


@pytest.fixture
def client(pages, owner, incident):
    client = pages.sign_in(owner)
    client.get(f"/incidents/{incident.id}")
    return client


def token(client):
    return next(value for name, value in client.page.values("/sign-out") if name == "csrf_token")


def sent(client, *given):
    """What a browser sends of the form."""
    data = MultiDict({"csrf_token": token(client)})
    for name, content in given:
        data.add("files", (io.BytesIO(content), name))
    return data


def add(client, incident, *given, status=200):
    return client.post(f"/incidents/{incident.id}/attachments", sent(client, *given), status)


def one():
    return db.session.scalars(db.select(Attachment)).one()


def test_files_are_added_and_listed(client, incident):
    page = add(client, incident, ("IMG.jpg", files.photo()), ("note.txt", b"I saw it"))
    assert client.path == f"/incidents/{incident.id}"
    assert "2 files are added." in page.text
    for words in (
        "IMG.jpg",
        "Picture, 1 KB.",
        "note.txt",
        "Text, 1 KB.",
        "Checksum",
        incident.logged_by.name,
    ):
        assert words in page.text
    page = add(client, incident, ("again.txt", b"I saw it"))
    assert "was there already" in page.text
    assert "again.txt" not in page.text


def test_each_refused_file_is_named_with_its_reason_and_none_is_added(client, incident):
    page = add(client, incident, ("<b>x.svg", b"<svg/>"), ("ok.txt", b"ok"), ("empty.txt", b""))
    assert page.title.startswith("Error: Nothing was added")
    assert "None of the files you sent was added" in page.text
    assert "<b>x.svg : It is an SVG drawing" in page.text
    assert "empty.txt : It is empty" in page.text
    assert "ok.txt" not in page.text
    assert db.session.scalar(db.select(db.func.count(Attachment.id))) == 0
    assert f"/incidents/{incident.id}" in page.links


def test_sending_the_form_without_a_file_says_what_to_do(client, incident):
    assert "Choose at least one file" in add(client, incident).text
    assert "Choose at least one file" in add(client, incident, ("", b"")).text


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("Ana's “note” ü.txt", "Grüße".encode(), "text/plain; charset=utf-8"),
        ("photo.jpg", files.photo(), "image/jpeg"),
        ("a.pdf", files.pdf(), "application/pdf"),
        ("a.m4a", files.boxes(b"soun"), "audio/mp4"),
    ],
    ids=["text", "picture", "PDF", "sound"],
)  # fmt: skip
def test_a_file_comes_down_as_a_download_that_can_do_nothing(
    client, incident, name, content, media_type
):
    add(client, incident, (name, content))
    kept = one()
    answer = client.request("GET", f"/attachments/{kept.id}")
    assert answer.status_code == 200
    assert answer.content_type == media_type
    assert answer.content_length == kept.size
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none';")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    if name.isascii():
        assert answer.headers["Content-Disposition"].endswith(f"filename={name}")
    else:
        assert (
            "filename*=UTF-8''Ana%27s%20%E2%80%9Cnote%E2%80%9D%20%C3%BC.txt"
            in answer.headers["Content-Disposition"]
        )


def test_only_the_files_may_be_large(client, incident):
    page = add(client, incident, *((f"{n}.txt", b"a" * 9_000_000 + b"%d" % n) for n in range(3)))
    assert "3 files are added." in page.text
    page = client.post("/incidents/new", {"x": "a" * 3_000_000}, status=413)
    assert "too much at once" in page.text


def test_too_much_at_once_says_the_limit_and_leads_back(client, incident):
    absent = "00000000-0000-4000-8000-000000000000"
    bodies = []
    for incident_id in (str(incident.id), absent):
        data = sent(client, ("a.txt", b"a" * (LARGEST_AT_ONCE + 100_000)))
        page = client.post(f"/incidents/{incident_id}/attachments", data, status=413)
        assert "larger than 50 MB" in page.text
        assert f"/incidents/{incident_id}" in page.links
        bodies.append(client.response.text.replace(incident_id, ""))
    assert without_tokens(bodies[0]) == without_tokens(bodies[1])
    assert db.session.scalar(db.select(db.func.count(Attachment.id))) == 0


def test_to_all_others_a_file_and_its_incident_do_not_exist(pages, make, client, incident):
    add(client, incident, ("note.txt", b"I saw it"))
    absent = "00000000-0000-4000-8000-000000000000"
    strangers = [make.administrator(make.school("WMS"))] + [
        make.account(role, schools=[incident.school]) for role in set(Role) - {Role.ADMINISTRATOR}
    ]
    for account in strangers:
        other = pages.sign_in(account)
        bodies = set()
        for path in (f"/attachments/{one().id}", f"/attachments/{absent}", "/no/such/page"):
            other.get(path, status=404)
            bodies.add(without_tokens(other.response.text))
            assert "sandbox" not in other.response.headers["Content-Security-Policy"]
        for incident_id in (incident.id, absent):
            data = sent(other, ("a.txt", b"a"))
            other.post(f"/incidents/{incident_id}/attachments", data, status=404)
            bodies.add(without_tokens(other.response.text))
        assert len(bodies) == 1, account.role
    assert one().name == "note.txt"


def test_without_sign_in_nothing_of_the_files_is_read(pages, incident):
    anonymous = pages.anonymous()
    answer = anonymous.request(
        "POST", f"/incidents/{incident.id}/attachments", data={"files": (io.BytesIO(b"a" * 9_000_000), "a.txt")}
    )  # fmt: skip
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")
