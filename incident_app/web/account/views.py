"""Signing in and out, and where one is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, session, url_for
from flask_login import current_user, logout_user

from incident_app.services import accounts, sessions, throttling
from incident_app.web.account.beginning import begin, device
from incident_app.web.account.blueprint import bp
from incident_app.web.account.forms import SignInForm
from incident_app.web.gate import EVERY_ROLE, roles
from incident_app.web.proving import fresh, half, onward
from incident_app.web.words import minutes, now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.models import Account


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Sign in; every failure says the same, and so does every wait."""
    if current_user.is_authenticated:
        return redirect(url_for("home.show"))
    form = SignInForm()
    if request.method == "GET":
        form.next.data = request.args.get("next", "")
    if form.validate_on_submit():
        account = _let_in(form)
        if account:
            begin(account)
            return onward(form)
    return render_template("account/sign_in.html", form=form)


def _let_in(form: SignInForm) -> Account | None:
    """Whose e-mail address and password these are; else the form says why nobody is let in."""
    email, source, moment = form.email.data or "", device().source, now()
    if left := throttling.wait(email, source, now=moment):
        form.form_errors.append(f"Too many sign-ins failed. Try again in {minutes(left)}.")
        return None
    account = accounts.authenticate(email, form.password.data or "")
    if account is None:
        throttling.failed(email, source, now=moment)
        form.form_errors.append(
            "The e-mail address or the password is not right. Check both and try again."
        )
    return account


@bp.post("/sign-out")
@roles(*EVERY_ROLE)
@half
def sign_out() -> ResponseReturnValue:
    """Sign out: the token is worth nothing from here on, whoever kept a copy."""
    sessions.end(session["_user_id"], viewer=current_user, now=now())
    logout_user()
    session.clear()
    answer = redirect(url_for("account.sign_in"))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # nothing is left for Back to show
    return answer


@bp.get("/account/sessions")
@roles(*EVERY_ROLE)
def my_sessions() -> ResponseReturnValue:
    """Where the viewer is signed in."""
    token = session["_user_id"]
    found = [
        (each, sessions.is_of(each, token))
        for each in sessions.live(viewer=current_user, now=now())
    ]
    return render_template("account/sessions.html", found=found, elsewhere=len(found) - 1)


@bp.post("/account/sessions/end")
@roles(*EVERY_ROLE)
@fresh
def end_others() -> ResponseReturnValue:
    """End every session of the viewer's but this one."""
    sessions.end_others(session["_user_id"], viewer=current_user, now=now())
    flash("You are signed out everywhere else.")
    return redirect(url_for("account.my_sessions"))


@bp.post("/account/sessions/<uuid:session_id>/end")
@roles(*EVERY_ROLE)
@fresh
def end_session(session_id: UUID) -> ResponseReturnValue:
    """End one of the viewer's sessions."""
    sessions.end_other(session_id, viewer=current_user, now=now())
    flash("That session is over.")
    return redirect(url_for("account.my_sessions"))
