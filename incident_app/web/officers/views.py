"""The officers of the district, one officer, and whose officer somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from incident_app.reports import contracts as endings
from incident_app.reports import officers
from incident_app.services import NotFound, Refused, agencies, postings
from incident_app.vocabulary import Role
from incident_app.web.gate import roles
from incident_app.web.officers.blueprint import bp
from incident_app.web.officers.forms import PostingForm
from incident_app.web.proving import fresh
from incident_app.web.words import now, today

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.reports.officers import Registered


@bp.get("")
@roles(Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR)
def index() -> ResponseReturnValue:
    """The officers, each with whether a contract makes them an SRO today."""
    return render_template(
        "officers/index.html",
        found=officers.registry(viewer=current_user, today=today()),
        ending=endings.ending(viewer=current_user, today=today()),
    )


@bp.get("/me")
@roles(Role.OFFICER)
def mine() -> ResponseReturnValue:
    """The officer's own page."""
    return _page(current_user.id)


@bp.get("/<uuid:officer_id>")
@roles(Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.OFFICER)
def show(officer_id: UUID) -> ResponseReturnValue:
    """One officer: what is in force, the contracts that cover them, and what was said before."""
    return _page(officer_id)


def _page(officer_id: UUID) -> str:
    return render_template(
        "officers/show.html",
        found=_registered(officer_id),
        history=postings.history(officer_id, viewer=current_user),
    )


def _registered(officer_id: UUID) -> Registered:
    found = officers.registered(officer_id, viewer=current_user, today=today())
    if found is None:
        raise NotFound
    return found


@bp.route("/<uuid:officer_id>/posting", methods=["GET", "POST"])
@roles(Role.COORDINATOR)
@fresh
def post(officer_id: UUID) -> ResponseReturnValue:
    """Say anew whose officer somebody is."""
    found = _registered(officer_id)
    form = PostingForm(
        now=found,
        agencies=agencies.agencies(viewer=current_user),
        schools=agencies.schools(viewer=current_user),
    )
    if form.validate_on_submit():
        try:
            postings.record(officer_id, form.posting(), viewer=current_user, now=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("Saved. What was said before stays in the history.")
            return redirect(url_for(".show", officer_id=officer_id))
    found = _registered(officer_id)
    return render_template("officers/posting.html", found=found, form=form)
