"""What is said when something can't be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, current_app, g, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from incident_app.extensions import login_manager
from incident_app.services import NotFound, denials
from incident_app.web import carried, gate
from incident_app.web.navigation import unmarked
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

WORDS = {
    400: ("This page is out of date", "Go back, reload the page, and send it again."),
    404: ("Page not found", "Check the address. If you followed a link, the page is not there."),
    405: ("Page not found", "Check the address. If you followed a link, the page is not there."),
    410: ("This draft was thrown away", "It was thrown away on another page. Begin a new one."),
    413: ("That is too much at once", "Go back and shorten what you typed."),
    503: ("The record is busy", "Nothing was saved. Go back and send it again in a moment."),
}
SORRY = ("Something went wrong", "Nothing was saved. Go back and try again, or tell your district.")


def init_app(app: Flask) -> None:
    """Answer every error with a plain page; absent and out of reach are the same 404."""
    app.register_error_handler(NotFound, lambda _: absent())
    app.register_error_handler(404, absent)
    app.register_error_handler(CSRFError, lambda _: _stale())
    app.register_error_handler(HTTPException, lambda error: _page(error.code or 500, error))
    app.register_error_handler(sa.exc.OperationalError, _busy)
    app.register_error_handler(500, lambda _: _page(500))


def _stale() -> ResponseReturnValue:
    """The token is of an earlier sign-in: what was typed is kept, and nothing was done."""
    typed = carried.unpacked(carried.packed())
    if not typed or request.endpoint in gate.PUBLIC:
        return _page(400)
    if not current_user.is_authenticated:
        return gate.closed()
    return carried.offer(request.path, typed), 400


def _busy(error: Exception) -> ResponseReturnValue:
    current_app.logger.error("The database did not answer: %s", type(error).__name__)
    return _page(503)


def absent(error: HTTPException | None = None) -> ResponseReturnValue:
    """The page first: what is kept of the request changes nothing about its answer."""
    page = _page(404, error)
    if request.endpoint not in {None, *gate.PUBLIC} and current_user.is_authenticated:
        asked = (value for value in (request.view_args or {}).values() if isinstance(value, UUID))
        try:
            denials.record(
                str(request.endpoint),
                request.method,
                next(asked, None),
                viewer=current_user,
                now=now(),
            )
        except Exception:
            current_app.logger.exception("A denied request could not be noted.")
    return page


def _page(code: int, error: HTTPException | None = None) -> ResponseReturnValue:
    if error is not None and error.response is not None:
        return error.response
    title, advice = WORDS.get(code, SORRY)
    said = {"title": title, "advice": advice, "navigation": unmarked}
    try:
        return render_template("error.html", **said), code
    except Exception:
        current_app.logger.exception("Who is signed in can't be found out.")
        g._login_user = login_manager.anonymous_user()  # noqa: SLF001 - Flask-Login's own place
        return render_template("error.html", **said), code
