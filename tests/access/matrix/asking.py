"""Requests of one sign-in, each alone: no answer changes what the next one is sent with."""

from dataclasses import dataclass
from itertools import zip_longest

from incident_app.extensions import db
from tests.page import without_tokens

ABSENT = "00000000-0000-4000-8000-000000000000"
UNEQUAL = {"Date", "Set-Cookie", "Content-Length"}
"""Headers that are not compared; the length goes with the token, whose own length may vary."""
TYPED = {
    "words": "Typed.", "why": "Typed.", "text": "Typed.", "note": "Typed.", "purpose": "Typed.", "summary": "Typed.",
    "reason": "school_rule", "disposition": "no_action", "fact": "crime", "crime": "yes", "basis": "school_official",
    "fields": "summary", "started_by": "school", "acts": "present", "send": "yes", "sent": "yes",
}  # fmt: skip
"""What is sent where nothing may come of it: something for most fields that a form may have."""


@dataclass(frozen=True)
class Answer:
    """What came back, with whatever differs by chance masked."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    location: str
    raw: bytes

    def same_as(self, other):
        return (self.status, self.headers, self.body) == (other.status, other.headers, other.body)

    def differs(self, other):
        """The first lines in which two answers differ; empty when they are alike."""
        one, two = (
            [str((each.status, each.headers)), *each.body.decode("latin-1").splitlines()]
            for each in (self, other)
        )
        return [pair for pair in zip_longest(one, two) if pair[0] != pair[1]][:3]


class Asker:
    """One relation's sign-in."""

    def __init__(self, app, client):
        """Take over the session of a client that has signed in, or of an anonymous one."""
        self._app = app
        if client.page is None:
            client.get("/sign-in")
        forms = [form for form in client.page.forms if "csrf_token" in form["names"]]
        self._token = dict(client.page.values(forms[0]["action"]))["csrf_token"]
        cookie = client._http.get_cookie("session")
        self._cookie = f"session={cookie.value}"
        self._http = app.test_client(use_cookies=False)

    @property
    def token(self):
        """What this session's forms are sent with."""
        return self._token

    def ask(self, method, path, *ids, data=None, headers=(), query=None):
        """One request; the ids asked for are masked in what comes back."""
        if method == "POST":
            data = {"csrf_token": self._token} | (data or {})
        return self.send(method, path, *ids, data=data, headers=headers, query_string=query)

    def send(self, method, path, *ids, headers=(), **sent):
        """One request as it stands here, without the token."""
        db.session.rollback()
        with self._app.app_context():
            answer = self._http.open(
                path, method=method, buffered=True, headers={"Cookie": self._cookie} | dict(headers), **sent
            )  # fmt: skip
            answer.request.environ["wsgi.input"].close()
        raw = answer.data
        return Answer(
            answer.status_code,
            tuple((name, _masked(value.encode(), ids).decode()) for name, value in answer.headers
                  if name not in UNEQUAL),
            _masked(without_tokens(raw), ids),
            answer.location or "",
            raw,
        )  # fmt: skip


def _masked(text, ids):
    for each in (*ids, ABSENT):
        text = text.replace(str(each).encode(), b"ID")
    return text
