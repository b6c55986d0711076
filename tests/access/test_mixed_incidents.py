"""In one incident a matter may be open and its neighbor not: the one says nothing of the other.

What a viewer may not open answers byte for byte as what never was, whatever stands beside it.
"""

import re
from uuid import uuid4

import pytest

from incident_app.extensions import db
from incident_app.vocabulary import Role
from tests.make import CRIME, NOON, PETTY, RULE
from tests.page import without_tokens

MAY = """
viewer                          | law enforcement | discipline beside it | discipline alone | record: mixed | record: discipline alone | record: mixed, elsewhere
an administrator of the school  | show refer      | show                 | show             | yes           | yes                      |
another school's administrator  |                 |                      |                  |               |                          | yes
the coordinator                 | show refer      |                      |                  | yes           |                          | yes
the officer it was sent to      |                 |                      |                  |               |                          |
another officer of the school   |                 |                      |                  |               |                          |
an auditor                      |                 |                      |                  |               |                          |
the system administrator        |                 |                      |                  |               |                          |
"""
"""What each opens: the pages of a matter, and the page that records a contact in an incident."""
PAGES = ("show", "refer", "consult")


def cells():
    head, *lines = ([each.strip() for each in line.split("|")] for line in MAY.strip().split("\n"))
    for viewer, *found in lines:
        yield viewer, dict(zip(head[1:], found, strict=True))


@pytest.fixture
def cast(make):
    school, other = make.school("EHS"), make.school("WMS")
    return {
        "an administrator of the school": make.administrator(school),
        "another school's administrator": make.administrator(other),
        "the coordinator": make.account(Role.COORDINATOR),
        "the officer it was sent to": make.officer(school),
        "another officer of the school": make.officer(school),
        "an auditor": make.account(Role.AUDITOR, schools=[school]),
        "the system administrator": make.account(Role.SYSTEM_ADMINISTRATOR, schools=[school]),
    }


@pytest.fixture
def there(make, cast):
    """The addresses of every column, by page."""
    owner = cast["an administrator of the school"]
    mixed = make.incident(owner, ("assault", CRIME), ("cheating", RULE))
    alone = make.incident(owner, ("cheating", RULE))
    elsewhere = make.incident(
        cast["another school's administrator"], ("nicotine", PETTY), ("cheating", RULE)
    )
    make.referral(mixed.matters[0], cast["the officer it was sent to"])
    columns = {
        "law enforcement": mixed.matters[0], "discipline beside it": mixed.matters[1],
        "discipline alone": alone.matters[0],
    }  # fmt: skip
    found = {
        column: {page: f"/matters/{matter.id}/{page}".removesuffix("/show") for page in PAGES}
        for column, matter in columns.items()
    }
    incidents = {"mixed": mixed, "discipline alone": alone, "mixed, elsewhere": elsewhere}
    for column, incident in incidents.items():
        found[f"record: {column}"] = {"yes": f"/incidents/{incident.id}/contacts/new"}
    return found


def test_what_a_viewer_may_not_open_answers_as_what_never_was(pages, cast, there):
    for viewer, may in cells():
        client = pages.sign_in(cast[viewer])
        token = dict(client.page.values("/sign-out"))["csrf_token"]
        for column, addresses in there.items():
            for page, path in addresses.items():
                allowed = page in may[column].split()
                never = re.sub(r"[0-9a-f-]{36}", str(uuid4()), path)
                for method in ("GET", "HEAD") if page == "show" else ("GET", "HEAD", "POST"):
                    said = (viewer, method, column, page)
                    answers = [asked(client, method, each, token) for each in (path, never)]
                    assert answers[0][0] == (200 if allowed else 404), said
                    assert (answers[0] == answers[1]) is not allowed, said


def asked(client, method, path, token):
    """Status, type, and length or bytes of the answer, its token left out."""
    answer = client.request(method, path, data={"csrf_token": token} if method == "POST" else None)
    body = without_tokens(answer.data)
    return answer.status_code, sorted(answer.headers.keys()), answer.content_length, body


def test_what_is_open_shows_nothing_of_its_neighbor(pages, cast, there, make):
    """Not even that there is one: a discipline-only matter more changes no byte of the page."""
    coordinator = cast["the coordinator"]
    owner = cast["an administrator of the school"]
    pair = [
        make.incident(owner, *matters, now=NOON)
        for matters in ([("assault", CRIME)], [("assault", CRIME), ("cheating", RULE)])
    ]
    client = pages.sign_in(coordinator)
    for page in (
        "/matters/{matter}",
        "/matters/{matter}/refer",
        "/incidents/{incident}/contacts/new",
    ):
        shown = [neutral(client, page, incident) for incident in pair]
        assert shown[0] == shown[1], page
        assert pair[1].matters[1].reference not in shown[1]


def neutral(client, page, incident):
    """A page with what is drawn by chance left out."""
    matter = incident.matters[0]
    path = page.format(matter=matter.id, incident=incident.id)
    answer = client.request("GET", path)
    assert answer.status_code == 200, path
    db.session.rollback()
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", answer.text)
    for each in (matter.reference, matter.incident.reference):
        text = text.replace(each, "REFERENCE")
    return re.sub(r'name="(seen|key)"[^>]* value="[^"]*"', "", without_tokens(text))
