"""Where a request comes from: another site may link to a page, and send nothing to one.

The token in each form says so first; this holds without it, by what the browser says (OWASP ASVS
5.0, 3.5.1 and 3.5.3). A program, or an old browser, says nothing and has the token to show.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request
from flask_wtf.csrf import CSRFError

READING = {"GET", "HEAD", "OPTIONS"}
"""They change nothing, so that a link from a mail or from the sign-on may lead here."""

UNSAID = "null"
"""What the forms of our own pages say too where a browser knows no better word: those pages
withhold where they are (``Referrer-Policy``)."""


def ours() -> bool:
    """Whether no other site, and none beside ours, had the browser send this."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin", UNSAID)
    here = {request.host, _host(current_app.config["URL"])} - {""}
    return origin == UNSAID or _host(origin) in here


def refuse_others() -> None:
    """Let no other site send anything: not even whether there is such a page is looked up.

    :raises CSRFError: it comes from elsewhere, and is answered like a form without its token.
    """
    if request.method not in READING and not ours():
        raise CSRFError("It was sent by another site.")


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""
