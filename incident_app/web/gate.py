"""The gate: every endpoint is closed unless a line here or beside the view opens it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from flask import Flask, abort, g, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app import viewing
from incident_app.extensions import login_manager
from incident_app.services import sessions
from incident_app.vocabulary import Role
from incident_app.web import carried, origin, proving
from incident_app.web.account.forms import SignInForm
from incident_app.web.words import now, today

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.models import Account

View = TypeVar("View", bound=Callable[..., object])

PUBLIC = frozenset({
    "account.sign_in", "account.choose", "factors.passkey_to_sign_in", "factors.sign_in",
    "sign_on.leave", "sign_on.back", "static",
})  # fmt: skip
"""The endpoints open to everyone; nothing else is."""

EVERY_ROLE = tuple(Role)


class Undeclared(RuntimeError):
    """An endpoint says neither that it is public nor who may use it."""


def roles(*allowed: Role) -> Callable[[View], View]:
    """Declare who may use a view; to anyone else signed in, it does not exist."""

    def declare(view: View) -> View:
        view.roles = frozenset(allowed)  # type: ignore[attr-defined]
        return view

    return declare


def declared(app: Flask, endpoint: str) -> frozenset[Role] | None:
    """The roles an endpoint declares, or ``None``."""
    return getattr(app.view_functions[endpoint], "roles", None)


def init_app(app: Flask) -> None:
    """Put the gate before every request.

    :raises Undeclared: names the endpoints that nobody thought about.
    """
    undeclared = sorted(
        endpoint
        for endpoint in app.view_functions
        if endpoint not in PUBLIC and not declared(app, endpoint)
    )
    if undeclared:
        raise Undeclared(f"These endpoints declare no roles: {', '.join(undeclared)}.")
    app.before_request(_nobody)
    app.before_request(origin.refuse_others)
    app.before_request(_gate)
    app.teardown_request(_ended)
    login_manager.session_protection = "strong"
    login_manager.user_loader(_signed_in)


def _signed_in(token: str) -> Account | None:
    g.sitting = sessions.signed_in(token, now=now())
    return g.sitting.account if g.sitting else None


def _nobody() -> None:
    """A request begins with nobody looking, whoever looked on this thread before."""
    g.nobody = viewing.nobody(today())


def _ended(_error: BaseException | None) -> None:
    token = g.pop("nobody", None)
    if token is not None:
        viewing.ended(token)


def _gate() -> ResponseReturnValue | None:
    if request.endpoint in PUBLIC:
        return None
    if not current_user.is_authenticated:
        return closed()
    if request.endpoint is None:
        return None  # no such address: Flask answers 404
    if current_user.role not in (declared_here() or ()):
        abort(404)
    return proving.asked()


def closed() -> ResponseReturnValue:
    """The way in for who is not signed in; what was typed goes along."""
    typed = carried.packed()
    if typed:
        form = SignInForm(formdata=None, data={"next": request.path, "carried": typed})
        form.form_errors.append("You were signed out. What you typed is kept: sign in to go on.")
        return render_template("account/sign_in.html", form=form), 401
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("account.sign_in", next=wanted))


def declared_here() -> frozenset[Role] | None:
    """The roles of the endpoint asked for."""
    from flask import current_app  # noqa: PLC0415 - only within a request

    return declared(current_app, str(request.endpoint))
