"""One client for every page: whoever opens a page checks it."""

from __future__ import annotations

import re
from collections import Counter
from contextvars import copy_context
from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict

from incident_app.extensions import db
from tests.make import PASSWORD

_TOKEN = r'<input[^>]* name="csrf_token"[^>]*>'
_TOKENS = {str: re.compile(_TOKEN), bytes: re.compile(_TOKEN.encode())}


def without_tokens(body):
    """A page, text or bytes, without what differs from one second to the next: its forms' tokens."""
    return _TOKENS[type(body)].sub(type(body)(), body)


class Page(HTMLParser):
    """A parsed page: its title, text, links, fields and forms."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.labels, self.fields, self.problems = Counter(), set(), [], []
        self.forms, self.links, self.h1, self.title, self._form = [], [], 0, "", None
        self._in, self._text, self._textarea, self._select = [], [], None, None
        self._svg = 0  # how deep inside a drawing, whose titles are not the page's
        self.feed(html)
        self.text = re.sub(r"\s+", " ", " ".join(self._text))

    def handle_starttag(self, tag, attrs):  # noqa: C901 - one line for each kind of tag
        a = dict(attrs)
        if "id" in a:
            self.ids[a["id"]] += 1
        self._svg += tag == "svg"
        if tag == "textarea" or (tag == "title" and not self._svg):
            self._in.append(tag)
        self.h1 += tag == "h1"
        if tag == "label":
            self.labels.add(a.get("for"))
        if tag == "a":
            self.links.append(a.get("href"))
        if tag == "form":
            self.forms.append(
                {"method": a.get("method", "get"), "action": a.get("action"), "names": set()}
            )
            self._form = a.get("action")
        if tag in {"input", "select", "textarea", "button"} and a.get("name") and self.forms:
            self.forms[-1]["names"].add(a["name"])
        if tag == "input":
            self._input(a)
        if tag == "select":
            self._select = {
                "name": a.get("name"),
                "value": None,
                "id": a.get("id"),
                "type": "select",
                "form": self._form,
            }
            self.fields.append(self._select)
        if tag == "option" and self._select and (self._select["value"] is None or "selected" in a):
            self._select["value"] = a.get("value")
        if tag == "textarea":
            self._textarea = {
                "name": a.get("name"),
                "value": "",
                "id": a.get("id"),
                "type": tag,
                "form": self._form,
            }
            self.fields.append(self._textarea)
        self.problems += [f"inline code: {k}" for k in a if k == "style" or k.startswith("on")]
        if tag in {"script", "style"} and "src" not in a:
            self.problems.append(f"inline <{tag}>")

    def _input(self, a):
        kind = a.get("type", "text")
        field = {
            "name": a.get("name"),
            "value": a.get("value", ""),
            "id": a.get("id"),
            "type": kind,
            "form": self._form,
        }
        if kind not in {"radio", "checkbox"} or "checked" in a:
            self.fields.append(field)
        elif a.get("id"):
            self.fields.append(field | {"name": None})

    def handle_endtag(self, tag):
        self._svg -= tag == "svg"
        if self._in and self._in[-1] == tag:
            self._in.pop()
        if tag == "select":
            self._select = None

    def handle_data(self, data):
        if self._in and self._in[-1] == "title":
            self.title += data
        elif self._in and self._in[-1] == "textarea":
            # A browser leaves out the first line break of a text area.
            first = not self._textarea["value"]
            self._textarea["value"] += re.sub(r"^\r?\n", "", data) if first else data
        else:
            self._text.append(data)

    def check(self):
        """What every page must have; an error page too."""
        assert self.title.strip(), "no title"
        assert self.h1 == 1, f"{self.h1} h1"
        assert [i for i, n in self.ids.items() if n > 1] == [], "an id twice"
        assert self.problems == []
        unlabelled = [
            f["id"]
            for f in self.fields
            if f["type"] not in {"hidden", "submit"} and f["id"] not in self.labels
        ]
        assert unlabelled == [], "fields without a label"
        for form in self.forms:
            assert form["action"], "a form without an action"
            assert form["method"] != "post" or "csrf_token" in form["names"], (
                "a form without its token"
            )

    def values(self, action):
        """What a browser would send of the form with this action, button aside."""
        return [
            (f["name"], f["value"] or "") for f in self.fields if f["name"] and f["form"] == action
        ]


class Client:
    """A browser without JavaScript."""

    def __init__(self, app):
        self._app = app
        self._http = app.test_client()
        self.page = self.path = None

    def request(self, method, path, **kwargs):
        """One request in a context of its own, as a server would; redirects are not followed."""
        db.session.rollback()
        with self._app.app_context():
            # Who looks is the request's own: a file that is still being written when it ends leaves
            # nobody behind.
            own = copy_context()
            answer = own.run(self._http.open, path, method=method, buffered=True, **kwargs)
            answer.request.environ["wsgi.input"].close()  # a file, where much was sent
            return answer

    def sign_in(self, account):
        """Begin a session; the one before is left as it is."""
        self.get("/sign-in")
        self.submit("/sign-in", email=account.email, password=PASSWORD)
        assert "Sign out" in self.page.text, self.page.text

    def get(self, path, status=200):
        return self._opened(path, self.request("GET", path), status)

    def post(self, path, data, status=200):
        return self._opened(path, self.request("POST", path, data=data), status)

    def submit(self, path=None, button=None, status=200, **changes):
        """Send the form of the open page again with some fields changed (``__`` is a dash)."""
        path = path or self.path
        data = MultiDict(self.page.values(path))
        for name, value in changes.items():
            data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
        if button:
            data.add(*button)
        return self.post(path, data, status)

    def _opened(self, path, response, status):
        while response.status_code in {301, 302, 303, 307, 308}:
            path = response.location
            response = self.request("GET", path)
        assert response.status_code == status, f"{response.status_code}: {response.text[:2000]}"
        self.response, self.page, self.path = response, Page(response.text), path
        self.page.check()
        return self.page


class Pages:
    """Clients, one for each account that signs in."""

    def __init__(self, app):
        self._app = app

    def anonymous(self):
        return Client(self._app)

    def sign_in(self, account):
        client = Client(self._app)
        client.sign_in(account)
        return client
