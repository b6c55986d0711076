"""Every account, one account, and what is changed of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.reports import who_sees as who_sees_what
from incident_app.services import Refused, account_book, account_changes, invitations
from incident_app.vocabulary import AccountState, LinkFor, Role
from incident_app.web.accounts import words
from incident_app.web.accounts.forms import AssignForm, InviteForm
from incident_app.web.gate import roles
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("accounts", __name__, url_prefix="/accounts")

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
    )


@bp.route("/new", methods=["GET", "POST"])
@roles(Role.SYSTEM_ADMINISTRATOR)
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
    return render_template("accounts/invite.html", form=form, no_mail=_no_mail())


@bp.get("/who-sees")
@roles(Role.SYSTEM_ADMINISTRATOR)
def who_sees() -> ResponseReturnValue:
    """Who can see what kind of record at which school; not one record."""
    return render_template("accounts/who_sees.html", board=who_sees_what.board(viewer=current_user))


@bp.get("/<uuid:account_id>")
@roles(Role.SYSTEM_ADMINISTRATOR)
def show(account_id: UUID) -> ResponseReturnValue:
    """One account, its sessions and its history."""
    return _page(account_id, _form(account_id))


@bp.post("/<uuid:account_id>/role")
@roles(Role.SYSTEM_ADMINISTRATOR)
def assign(account_id: UUID) -> ResponseReturnValue:
    """Give it another role, or other schools."""
    form = _form(account_id)
    if not form.validate_on_submit():
        return _page(account_id, form)

    def give() -> str:
        changed = account_changes.assign(
            account_id, form.role.chosen(Role), form.schools.ids, viewer=current_user, now=now()
        )
        ended = "Saved. They are signed out everywhere, and sign in again."
        return ended if changed else "Nothing was changed."

    return _done(account_id, give, form)


@bp.post("/<uuid:account_id>/disable")
@roles(Role.SYSTEM_ADMINISTRATOR)
def disable(account_id: UUID) -> ResponseReturnValue:
    """Take it out of use, from the next request on."""

    def put_out() -> str:
        done = account_changes.disable(account_id, viewer=current_user, now=now())
        return "The account is disabled." if done else "It was disabled already."

    return _done(account_id, put_out)


@bp.post("/<uuid:account_id>/enable")
@roles(Role.SYSTEM_ADMINISTRATOR)
def enable(account_id: UUID) -> ResponseReturnValue:
    """Put it back into use."""

    def put_back() -> str:
        done = account_changes.enable(account_id, viewer=current_user, now=now())
        return "The account is enabled." if done else "It was in use already."

    return _done(account_id, put_back)


@bp.post("/<uuid:account_id>/link")
@roles(Role.SYSTEM_ADMINISTRATOR)
def link(account_id: UUID) -> ResponseReturnValue:
    """Send a link to choose a password: to the account's own address, and shown to nobody."""

    def send() -> str:
        return SENT[invitations.send_link(account_id, viewer=current_user, now=now())]

    return _done(account_id, send)


@bp.post("/<uuid:account_id>/sessions/<uuid:session_id>/end")
@roles(Role.SYSTEM_ADMINISTRATOR)
def end_session(account_id: UUID, session_id: UUID) -> ResponseReturnValue:
    """End one of its sessions."""
    account_changes.end_session(account_id, session_id, viewer=current_user, now=now())
    flash("That session is over.")
    return redirect(url_for(".show", account_id=account_id))


def _form(account_id: UUID) -> AssignForm:
    found = account_book.one(account_id, viewer=current_user, now=now())
    schools = account_book.schools(viewer=current_user)
    return AssignForm(schools=schools, account=found.account)


def _done(
    account_id: UUID, change: Callable[[], str], form: AssignForm | None = None
) -> ResponseReturnValue:
    """Change something and say so; what is refused is said above the page's form."""
    try:
        said = change()
    except Refused as refused:
        form = form or _form(account_id)
        form.refuse(refused)
        return _page(account_id, form)
    flash(said)
    return redirect(url_for(".show", account_id=account_id))


def _page(account_id: UUID, form: AssignForm) -> str:
    moment = now()
    found = account_book.one(account_id, viewer=current_user, now=moment)
    return render_template(
        "accounts/show.html",
        found=found,
        form=form,
        works=bool(found.link and found.link.works(moment)),
        history=[
            (each, words.said(each), words.who(each))
            for each in account_book.history(account_id, viewer=current_user)
        ],
        most=account_book.MOST_EVENTS,
        no_mail=_no_mail(),
    )


def _no_mail() -> bool:
    """Whether no mail can carry a link: its server or the address it begins with is not set."""
    return not (current_app.config["SMTP_URL"] and current_app.config["URL"])
