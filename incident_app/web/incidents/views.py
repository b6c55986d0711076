"""Logging incidents and reading one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.services import Refused, district, incidents
from incident_app.vocabulary import Role
from incident_app.web.gate import roles
from incident_app.web.incidents.forms import LogForm
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("incidents", __name__, url_prefix="/incidents")


@bp.route("/new", methods=["GET", "POST"])
@roles(Role.ADMINISTRATOR)
def log() -> ResponseReturnValue:
    """Log an incident; the buttons that add a row come back with all that was typed."""
    form = LogForm(
        schools=district.schools(viewer=current_user), people=district.people(viewer=current_user)
    )
    if "reshape" in request.form:
        form.reshaped(request.form["reshape"])
    elif form.validate_on_submit():
        try:
            new = form.incident(current_app.config["ZONE"])
            incident = incidents.log(new, viewer=current_user, now=now())
        except Refused as refused:
            form.refuse(str(refused), refused.fields)
        else:
            flash(f"Incident {incident.reference} is logged. Now answer the questions.")
            return redirect(url_for("matters.answer", matter_id=incident.matters[0].id))
    return render_template("incidents/log.html", form=form)


@bp.get("/<uuid:incident_id>")
@roles(Role.ADMINISTRATOR)
def show(incident_id: UUID) -> ResponseReturnValue:
    """An incident, its people, and one card for each matter."""
    incident = incidents.get(incident_id, viewer=current_user)
    return render_template("incidents/show.html", incident=incident)
