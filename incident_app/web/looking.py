"""Every page that shows of an incident writes who looked before it is sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask, current_app, request
from flask_login import current_user

from incident_app.services import looks
from incident_app.vocabulary import Seen
from incident_app.web import gate
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask import Response

View = TypeVar("View", bound=Callable[..., object])
REDIRECTS = range(300, 400)


def shows(how: Seen) -> Callable[[View], View]:
    """Declare how a view shows what it shows; one that does not say it is a page to read."""

    def declare(view: View) -> View:
        view.how = how  # type: ignore[attr-defined]
        return view

    return declare


def sent(how: Seen = Seen.VIEW) -> Seen | None:
    """How what is made now is seen; ``None`` where only its head is asked for, and nothing is."""
    return None if request.method == "HEAD" else how


def init_app(app: Flask) -> None:
    """Stand between every view behind the gate and its answer."""
    for endpoint, view in app.view_functions.items():
        if endpoint not in gate.PUBLIC:
            app.view_functions[endpoint] = _looked(view)


def _looked(view: Callable[..., Any]) -> Callable[..., Response]:
    how = getattr(view, "how", Seen.VIEW)

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Response:
        with looks.watching(viewer=current_user) as shown:
            response = current_app.make_response(view(*args, **kwargs))
        seen = sent(how)
        if shown and seen and response.status_code not in REDIRECTS:
            looks.record(shown, seen, viewer=current_user, now=now())
        return response

    return answer
