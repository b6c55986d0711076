"""Signing in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user

from incident_app.services import accounts
from incident_app.web import carried
from incident_app.web.account.forms import SignInForm
from incident_app.web.gate import EVERY_ROLE, roles

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("account", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Sign in; every failure says the same."""
    if current_user.is_authenticated:
        return redirect(url_for("home.show"))
    form = SignInForm()
    if request.method == "GET":
        form.next.data = request.args.get("next", "")
    if form.validate_on_submit():
        account = accounts.authenticate(form.email.data or "", form.password.data or "")
        if account:
            session.clear()
            login_user(account)
            typed = carried.unpacked(form.carried.data or "")
            if typed and form.destination:
                return carried.offer(form.destination, typed)
            return redirect(form.destination or url_for("home.show"))
        form.form_errors.append(
            "The e-mail address or the password is not right. Check both and try again."
        )
    return render_template("account/sign_in.html", form=form)


@bp.post("/sign-out")
@roles(*EVERY_ROLE)
def sign_out() -> ResponseReturnValue:
    """Sign out."""
    logout_user()
    session.clear()
    answer = redirect(url_for("account.sign_in"))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # nothing is left for Back to show
    return answer
