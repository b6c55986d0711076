"""Agencies, and whom to turn to there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from incident_app.reports import contracts as endings
from incident_app.services import Refused, agencies, contracts
from incident_app.vocabulary import Role
from incident_app.web.agencies.blueprint import bp
from incident_app.web.agencies.forms import AgencyForm, PeopleForm
from incident_app.web.gate import roles
from incident_app.web.words import now, today

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.models import Contract


@bp.get("/agencies")
@roles(Role.COORDINATOR, Role.AUDITOR)
def index() -> ResponseReturnValue:
    """The agencies, each with its contracts."""
    return render_template(
        "agencies/index.html",
        agencies=agencies.agencies(viewer=current_user),
        contracts=_by_agency(),
        ending=endings.ending(viewer=current_user, today=today()),
        today=today(),
    )


@bp.route("/agencies/new", methods=["GET", "POST"])
@roles(Role.COORDINATOR)
def new() -> ResponseReturnValue:
    """Add an agency."""
    form = AgencyForm()
    if form.validate_on_submit():
        name = form.name.data or ""
        try:
            added = agencies.add(name, form.reached(), viewer=current_user, now=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The agency is added. Now record the contract with it.")
            return redirect(url_for(".show", agency_id=added.id))
    return render_template("agencies/new.html", form=form)


@bp.get("/agencies/<uuid:agency_id>")
@roles(Role.COORDINATOR, Role.AUDITOR)
def show(agency_id: UUID) -> ResponseReturnValue:
    """An agency: whom to turn to, now and before, and its contracts."""
    return render_template(
        "agencies/show.html",
        agency=agencies.agency(agency_id, viewer=current_user),
        contracts=_by_agency().get(agency_id, []),
        today=today(),
    )


@bp.route("/agencies/<uuid:agency_id>/people", methods=["GET", "POST"])
@roles(Role.COORDINATOR)
def people(agency_id: UUID) -> ResponseReturnValue:
    """Say anew whom to turn to."""
    agency = agencies.agency(agency_id, viewer=current_user)
    form = PeopleForm(obj=agency.reached)
    if form.validate_on_submit():
        try:
            agencies.turn_to(agency_id, form.reached(), viewer=current_user, now=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("Saved. What was said before stays in the history.")
            return redirect(url_for(".show", agency_id=agency_id))
    agency = agencies.agency(agency_id, viewer=current_user)
    return render_template("agencies/people.html", agency=agency, form=form)


def _by_agency() -> dict[UUID, list[Contract]]:
    found: dict[UUID, list[Contract]] = {}
    for each in contracts.contracts(viewer=current_user):
        found.setdefault(each.agency_id, []).append(each)
    return found
