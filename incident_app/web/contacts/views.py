"""Recording what an officer did, and what the policy says about it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from incident_app.policy.conducts import BY_CODE
from incident_app.services import Refused, contacts
from incident_app.vocabulary import Role
from incident_app.web.contacts.forms import IncidentContactForm
from incident_app.web.gate import roles
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.models import Contact, Matter

bp = Blueprint("contacts", __name__)


@bp.route("/incidents/<uuid:incident_id>/contacts/new", methods=["GET", "POST"])
@roles(Role.ADMINISTRATOR, Role.COORDINATOR)
def new(incident_id: UUID) -> ResponseReturnValue:
    """Record an officer's contact in an incident. Never blocked, whatever the route."""
    incident = contacts.to_record(incident_id, viewer=current_user)
    matters = contacts.matters(incident_id, viewer=current_user)
    form = IncidentContactForm(
        officers=contacts.officers(incident.school_id, viewer=current_user),
        matters=[(matter, _words(matter)) for matter in matters],
    )
    if form.validate_on_submit():
        try:
            about = list(form.matters.ids)
            kept = contacts.record(incident_id, form.new(), about, viewer=current_user, now=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_says(kept))
            return redirect(_back(matters[0]))
    first = matters[0]
    leads = current_user.role is Role.ADMINISTRATOR
    words = f"Incident {incident.reference}" if leads else f"Matter {first.reference}"
    return render_template(
        "contacts/new.html", incident=incident, form=form, back=_back(first), back_words=words
    )


def _words(matter: Matter) -> str:
    conduct = matter.conduct_words or BY_CODE[matter.conduct].label
    return f"{matter.reference}, {matter.actor.person.shown}: {conduct}"


def _says(contact: Contact) -> str:
    """What the policy says about a contact just recorded."""
    marks = contacts.marks_of(contact)
    if not marks:
        return "The contact is recorded. The policy marks nothing about it."
    said = " ".join(f"{mark.cite}: {mark.says}" for mark in marks)
    return f"The contact is recorded, and marked for the auditor. {said}"


def _back(matter: Matter) -> str:
    """The page of the incident, or of the matter for who reads matters only."""
    if current_user.role is Role.ADMINISTRATOR:
        return url_for("incidents.show", incident_id=matter.incident_id)
    return url_for("matters.show", matter_id=matter.id)
