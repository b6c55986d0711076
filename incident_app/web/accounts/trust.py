"""Whose an account is, and taking its second factors off."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, url_for
from flask_login import current_user

from incident_app.services import Refused, account_book, account_changes, factor_resets
from incident_app.vocabulary import Role
from incident_app.web.accounts.blueprint import bp
from incident_app.web.accounts.forms import ResetForm
from incident_app.web.accounts.page import holder_form, page
from incident_app.web.gate import roles
from incident_app.web.proving import fresh
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@bp.post("/<uuid:account_id>/reset")
@roles(Role.SYSTEM_ADMINISTRATOR)
@fresh
def ask_reset(account_id: UUID) -> ResponseReturnValue:
    """Ask that its second factors be taken off."""
    form = ResetForm()
    if form.validate_on_submit():
        try:
            factor_resets.ask(account_id, form.why.data or "", viewer=current_user, now=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("Asked. Another system administrator approves it, or refuses.")
            return redirect(url_for(".show", account_id=account_id))
    return page(account_id, reset=form)


@bp.post("/<uuid:account_id>/reset/approve")
@roles(Role.SYSTEM_ADMINISTRATOR)
@fresh
def approve_reset(account_id: UUID) -> ResponseReturnValue:
    """Take its second factors off, as another person asked."""
    return _answered(account_id, approved=True, said="Their second factors are taken off.")


@bp.post("/<uuid:account_id>/reset/refuse")
@roles(Role.SYSTEM_ADMINISTRATOR)
def refuse_reset(account_id: UUID) -> ResponseReturnValue:
    """Leave them, or take back what one asked oneself."""
    return _answered(account_id, approved=False, said="Refused. Their second factors stay.")


@bp.post("/<uuid:account_id>/holder")
@roles(Role.SYSTEM_ADMINISTRATOR)
@fresh
def hold(account_id: UUID) -> ResponseReturnValue:
    """Say whose second account it is."""
    account_book.one(account_id, viewer=current_user, now=now())
    form = holder_form(account_id)
    chosen = {value for value, _ in form.of.choices}
    if form.validate_on_submit() and form.of.data in chosen:
        of_id = UUID(form.of.data) if form.of.data else None
        try:
            account_changes.hold(account_id, of_id, viewer=current_user, now=now())
            flash("Saved.")
        except Refused as refused:
            flash(str(refused), "warning")
    return redirect(url_for(".show", account_id=account_id))


def _answered(account_id: UUID, *, approved: bool, said: str) -> ResponseReturnValue:
    try:
        factor_resets.answer(account_id, approved=approved, viewer=current_user, now=now())
        flash(said)
    except Refused as refused:
        flash(str(refused), "warning")
    return redirect(url_for(".show", account_id=account_id))
