"""Every account, one account, and what is changed of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.reports import who_sees as who_sees_what
from incident_app.services import (
    Refused,
    account_book,
    account_changes,
    factor_resets,
    invitations,
)
from incident_app.vocabulary import AccountState, LinkFor, Role
from incident_app.web.accounts.blueprint import bp
from incident_app.web.accounts.forms import AssignForm, InviteForm
from incident_app.web.accounts.page import assign_form, no_mail, page
from incident_app.web.gate import roles
from incident_app.web.proving import fresh
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

SENT = {
    LinkFor.INVITATION: "The invitation is on its way. The link before does not work any more.",
    LinkFor.NEW_PASSWORD: "A link to choose a new password is on its way.",
}


@bp.get("")
@roles(Role.SYSTEM_ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Every account: what it is for, where it stands, and whether it is used."""
    found = account_book.every(viewer=current_user, now=now())
    state = request.args.get("state", "")
    shown = [each for each in found if state in ("", each.state.value)]
    return render_template(
        "accounts/index.html",
        found=shown,
        chosen=state,
        states=[(each, sum(one.state is each for one in found)) for each in AccountState],
        many=len(found),
        asked=factor_resets.waiting(viewer=current_user, now=now()),
    )


@bp.route("/new", methods=["GET", "POST"])
@roles(Role.SYSTEM_ADMINISTRATOR)
@fresh
def invite() -> ResponseReturnValue:
    """Invite somebody by mail."""
    form = InviteForm(schools=account_book.schools(viewer=current_user))
    if form.validate_on_submit():
        try:
            account = invitations.invite(form.invited(), viewer=current_user, now=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("Invited. They can sign in once they have chosen a password.")
            return redirect(url_for(".show", account_id=account.id))
    return render_template("accounts/invite.html", form=form, no_mail=no_mail())


@bp.get("/who-sees")
@roles(Role.SYSTEM_ADMINISTRATOR)
def who_sees() -> ResponseReturnValue:
    """Who can see what kind of record at which school; not one record."""
    return render_template("accounts/who_sees.html", board=who_sees_what.board(viewer=current_user))


@bp.get("/<uuid:account_id>")
@roles(Role.SYSTEM_ADMINISTRATOR)
def show(account_id: UUID) -> ResponseReturnValue:
    """One account, its sessions and its history."""
    return page(account_id)


@bp.post("/<uuid:account_id>/role")
@roles(Role.SYSTEM_ADMINISTRATOR)
@fresh
def assign(account_id: UUID) -> ResponseReturnValue:
    """Give it another role, or other schools."""
    form = assign_form(account_id)
    if not form.validate_on_submit():
        return page(account_id, form)

    def give() -> str:
        changed = account_changes.assign(
            account_id, form.role.chosen(Role), form.schools.ids, viewer=current_user, now=now()
        )
        ended = "Saved. They are signed out everywhere, and sign in again."
        return ended if changed else "Nothing was changed."

    return _done(account_id, give, form)


@bp.post("/<uuid:account_id>/disable")
@roles(Role.SYSTEM_ADMINISTRATOR)
@fresh
def disable(account_id: UUID) -> ResponseReturnValue:
    """Take it out of use, from the next request on."""

    def put_out() -> str:
        done = account_changes.disable(account_id, viewer=current_user, now=now())
        return "The account is disabled." if done else "It was disabled already."

    return _done(account_id, put_out)


@bp.post("/<uuid:account_id>/enable")
@roles(Role.SYSTEM_ADMINISTRATOR)
@fresh
def enable(account_id: UUID) -> ResponseReturnValue:
    """Put it back into use."""

    def put_back() -> str:
        done = account_changes.enable(account_id, viewer=current_user, now=now())
        return "The account is enabled." if done else "It was in use already."

    return _done(account_id, put_back)


@bp.post("/<uuid:account_id>/link")
@roles(Role.SYSTEM_ADMINISTRATOR)
@fresh
def link(account_id: UUID) -> ResponseReturnValue:
    """Send a link to choose a password: to the account's own address, and shown to nobody."""

    def send() -> str:
        return SENT[invitations.send_link(account_id, viewer=current_user, now=now())]

    return _done(account_id, send)


@bp.post("/<uuid:account_id>/sessions/<uuid:session_id>/end")
@roles(Role.SYSTEM_ADMINISTRATOR)
@fresh
def end_session(account_id: UUID, session_id: UUID) -> ResponseReturnValue:
    """End one of its sessions."""
    account_changes.end_session(account_id, session_id, viewer=current_user, now=now())
    flash("That session is over.")
    return redirect(url_for(".show", account_id=account_id))


def _done(
    account_id: UUID, change: Callable[[], str], form: AssignForm | None = None
) -> ResponseReturnValue:
    """Change something and say so; what is refused is said above the page's form."""
    try:
        said = change()
    except Refused as refused:
        form = form or assign_form(account_id)
        form.refuse(refused)
        return page(account_id, form)
    flash(said)
    return redirect(url_for(".show", account_id=account_id))
