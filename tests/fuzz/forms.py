"""Reads every form of a page as a browser would, and puts one on the wire."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote_plus

from tests.page import Page

TYPED = {
    "text",
    "textarea",
    "email",
    "search",
    "tel",
    "url",
    "date",
    "time",
    "number",
    "datetime-local",
}
CHOSEN = {"select", "radio"}


@dataclass
class Control:
    """A field of a form; ``options`` are the values offered, if it offers any."""

    name: str
    kind: str
    value: str | None = ""
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    method: str
    action: str
    multipart: bool
    controls: dict[str, Control] = field(default_factory=dict)
    buttons: list[tuple[str, str] | None] = field(default_factory=list)


class Sheet(Page):
    """A page with all that its forms hold."""

    def __init__(self, html):
        self.sheets, self._open, self._choice, self.refused = [], None, None, False
        super().__init__(html)
        self.refused |= self.title.startswith("Error:")
        typed = {(f["form"], f["name"]): f["value"] for f in self.fields if f["type"] == "textarea"}
        for form in self.sheets:
            for control in form.controls.values():
                control.value = typed.get((form.action, control.name), control.value)

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        a = dict(attrs)
        self.refused |= a.get("role") == "alert"
        if tag == "form":
            method = a.get("method", "get").upper()
            self._open = Form(method, a.get("action"), "multipart" in a.get("enctype", ""))
            self.sheets.append(self._open)
        elif self._open and "disabled" not in a:
            self._control(tag, a)

    def handle_endtag(self, tag):
        super().handle_endtag(tag)
        if tag == "form":
            self._open = None

    def _control(self, tag, a):
        kind = a.get("type", "submit" if tag == "button" else "text") if tag != "option" else tag
        if tag in {"select", "textarea"}:
            kind = tag
        if kind == "submit" and tag in {"button", "input"}:
            named = (a["name"], a.get("value", "")) if a.get("name") else None
            self._open.buttons.append(named)
        elif tag == "option" and self._choice:
            self._choice.options.append(a.get("value", ""))
            if "selected" in a or self._choice.value is None:
                self._choice.value = a.get("value", "")
        elif tag in {"input", "select", "textarea"} and a.get("name"):
            self._named(kind, a)

    def _named(self, kind, a):
        chosen = kind in {"radio", "checkbox"}
        start = None if chosen or kind == "select" else a.get("value", "")
        control = self._open.controls.setdefault(a["name"], Control(a["name"], kind, start))
        if chosen:
            control.options.append(a.get("value", "on"))
            if "checked" in a:
                control.value = a.get("value", "on")
        self._choice = control if kind == "select" else None

    def kept(self, name):
        """What the page holds under this name now, or in another row of the same rows.

        Rows close up when one between them was not sent, so a row may have another number.
        """
        return [
            f["value"] or ""
            for f in self.fields
            if f["name"] and _rowless(f["name"]) == _rowless(name)
        ]


def _rowless(name):
    return re.sub(r"-\d+(?=-|$)", "-#", name)


def urlencoded(pairs):
    """A body or query string; a lone surrogate goes as the bytes a careless program would send."""
    return "&".join(
        "=".join(quote_plus(text, encoding="utf-8", errors="surrogatepass") for text in pair)
        for pair in pairs
    )


def multipart(pairs, files, boundary="walk-boundary-7f3a"):
    """A body with files: ``(name, (file name, media type, content))`` each."""
    parts = [(_disposition(name), "", _bytes(value)) for name, value in pairs]
    parts += [
        (f'{_disposition(name)}; filename="{_header(file)}"', kind, content)
        for name, (file, kind, content) in files
    ]
    body = b""
    for disposition, kind, content in parts:
        head = f"--{boundary}\r\nContent-Disposition: {disposition}\r\n"
        head += f"Content-Type: {kind}\r\n" if kind else ""
        body += _bytes(head) + b"\r\n" + content + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def _disposition(name):
    return f'form-data; name="{_header(name)}"'


def _header(text):
    for character, escape in ((chr(34), "%22"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(character, escape)
    return text


def _bytes(text):
    return text.encode("utf-8", "surrogatepass")


def arrives_as(text):
    """What a server may read of a text: a lone surrogate is no text and comes as its escape."""
    sent = _bytes(text)
    return {sent.decode("utf-8", errors) for errors in ("werkzeug.url_quote", "replace")}


def as_kept(kind, text):
    """What a browser would keep of a text: one kind of line break, none in a single line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if kind == "textarea" else text.replace("\n", "")
