"""Choosing a password: by a mailed link, or anew by who has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, flash, g, redirect, render_template, session, url_for
from flask_login import current_user, logout_user
from wtforms import PasswordField
from wtforms.validators import InputRequired, ValidationError

from incident_app.services import NotFound, Refused, accounts, invitations, sessions, throttling
from incident_app.services.passwords import LONGEST, SHORTEST
from incident_app.web.account.beginning import begin, device
from incident_app.web.account.blueprint import bp
from incident_app.web.carried import KeptForm
from incident_app.web.gate import EVERY_ROLE, roles
from incident_app.web.proving import fresh, is_half
from incident_app.web.words import minutes, now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.models import Account

NEW = {"autocomplete": "new-password"}


class ChooseForm(KeptForm):
    """A password, twice. What is typed is never sent back."""

    new_password = PasswordField(
        "New password",
        description=f"{SHORTEST} to {LONGEST} characters. Four words that have nothing to do with "
        "each other are easy to keep and hard to guess. Nothing with your name or the district's, "
        "and none that is common or was breached elsewhere; no other rules.",
        render_kw=NEW,
        validators=[InputRequired("Enter a password.")],
    )
    again = PasswordField(
        "The same again", render_kw=NEW, validators=[InputRequired("Enter it once more.")]
    )

    def validate_again(self, field: PasswordField) -> None:
        """Nobody sees what they type: a slip would lock them out."""
        if field.data != self.new_password.data:
            raise ValidationError("The two are not the same. Enter both once more.")


class ChangeForm(ChooseForm):
    """The same, with the one that is to be replaced."""

    old_password = PasswordField(
        "Your password now",
        render_kw={"autocomplete": "current-password"},
        validators=[InputRequired("Enter the password you have now.")],
    )


@bp.route("/choose-password/<token>", methods=["GET", "POST"])
def choose(token: str) -> ResponseReturnValue:
    """Choose a password by a mailed link; an old, a used and an unknown link say the same."""
    link = invitations.opened(token, now=now())
    if link is None:
        return _no_link()
    whose, email = link.account.name, link.account.email
    form = ChooseForm()
    if form.validate_on_submit():
        try:
            account = invitations.accept(
                token,
                form.new_password.data or "",
                district=current_app.config["DISTRICT"],
                now=now(),
            )
        except NotFound:
            return _no_link()
        except Refused as refused:
            form.refuse(refused)
        else:
            _leave()
            begin(account)
            flash(f"Your password is set.{'' if is_half() else ' You are signed in.'}")
            return redirect(url_for("home.show"))
    return render_template("account/choose.html", form=form, token=token, whose=whose, email=email)


def _no_link() -> ResponseReturnValue:
    return render_template("account/no_link.html"), 404


def _leave() -> None:
    """Whoever was signed in at this browser is not any more."""
    if current_user.is_authenticated:
        sessions.end(session["_user_id"], viewer=current_user, now=now())
        logout_user()


@bp.route("/account/password", methods=["GET", "POST"])
@roles(*EVERY_ROLE)
@fresh
def change() -> ResponseReturnValue:
    """Change one's own password: every other place is signed out, this one stays."""
    form = ChangeForm()
    if form.validate_on_submit() and (account := _changed(form)):
        # The session is a new one, and what was proved in the one before is as old as it was.
        proved, both = g.sitting.proved_at, session.get("whole", False)
        begin(account, proved=proved)
        session["whole"] = both
        flash("Your password is changed. You are signed out everywhere else.")
        return redirect(url_for("account.my_sessions"))
    return render_template("account/password.html", form=form)


def _changed(form: ChangeForm) -> Account | None:
    """The account with its new password; else the form says why it has the old one."""
    email, source, moment = current_user.email, device().source, now()
    if left := throttling.wait(email, source, now=moment):
        form.form_errors.append(f"Too many tries failed. Try again in {minutes(left)}.")
        return None
    try:
        account = accounts.change_password(
            form.old_password.data or "",
            form.new_password.data or "",
            viewer=current_user,
            district=current_app.config["DISTRICT"],
            now=moment,
        )
    except Refused as refused:
        form.refuse(refused)
        return None
    if account is None:
        throttling.failed(email, source, now=moment)
        form.old_password.errors = ["This is not the password you have now. Enter it again."]
    return account
