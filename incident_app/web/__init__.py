"""HTTP: the only package that knows requests, sessions, forms and flashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from jinja2 import StrictUndefined

from . import (
    account,
    accounts,
    agencies,
    assessments,
    attachments,
    audit,
    beside,
    consultations,
    contacts,
    drafts,
    drills,
    duties,
    errors,
    gate,
    home,
    incidents,
    looking,
    matters,
    navigation,
    notices,
    officers,
    people,
    policy,
    referrals,
    sharing,
    training,
    words,
)

if TYPE_CHECKING:
    from flask import Flask, Response

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "font-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

DOWNLOAD = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Besides, for a file that is sent to be saved: opened all the same, it can do nothing."""


def init_app(app: Flask) -> None:
    """Register pages, the sign-in gate, errors, headers and words.

    :raises gate.Undeclared: an endpoint neither is public nor declares its roles.
    """
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for each in (
        account,
        accounts,
        agencies,
        attachments,
        audit,
        contacts,
        home,
        incidents,
        drafts,
        duties,
        drills,
        assessments,
        matters,
        sharing,
        notices,
        officers,
        people,
        referrals,
        consultations,
        policy,
        training,
    ):
        app.register_blueprint(each.bp)
    words.init_app(app)
    navigation.init_app(app)
    beside.init_app(app)
    errors.init_app(app)
    gate.init_app(app)
    looking.init_app(app)
    app.after_request(_headers)


def _headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if response.headers.get("Content-Disposition", "").startswith("attachment"):
        response.headers.update(DOWNLOAD)
    if request.endpoint != "static" or response.status_code >= 400:  # noqa: PLR2004 - an error
        response.headers["Cache-Control"] = "no-store"
    elif request.path.endswith(".woff2"):
        response.headers["Cache-Control"] = "max-age=31536000, immutable"
    return response
