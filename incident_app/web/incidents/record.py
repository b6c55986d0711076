"""An incident as it stands in the record, and what is added to it later."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.reports import history, ledger, picking
from incident_app.reports.matter_card import card
from incident_app.reports.shown import shown
from incident_app.services import Refused, additions, contacts, incidents, matters
from incident_app.vocabulary import Role, Seen
from incident_app.web.drafts.forms import LEARNED
from incident_app.web.gate import roles
from incident_app.web.incidents.blueprint import bp
from incident_app.web.incidents.record_forms import AdditionForm, AddPersonForm
from incident_app.web.looking import shows
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.models import Incident


@bp.get("/<uuid:incident_id>")
@roles(Role.ADMINISTRATOR)
def show(incident_id: UUID) -> ResponseReturnValue:
    """An incident, its people, what was added, a card for each matter, and its history."""
    return _page("incidents/show.html", incident_id, form=AdditionForm())


@bp.get("/<uuid:incident_id>/print")
@roles(Role.ADMINISTRATOR)
@shows(Seen.PRINT)
def printed(incident_id: UUID) -> ResponseReturnValue:
    """The whole incident on paper, nothing folded away."""
    return _page("incidents/print.html", incident_id, at=now())


@bp.post("/<uuid:incident_id>/additions")
@roles(Role.ADMINISTRATOR)
def add(incident_id: UUID) -> ResponseReturnValue:
    """Add words under the narrative; refused, the page comes back with all that was typed."""
    incidents.get(incident_id, viewer=current_user)
    form = AdditionForm()
    if form.validate_on_submit():
        try:
            additions.add(
                incident_id,
                form.text.data or "",
                key=form.key_id,
                viewer=current_user,
                now=now(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("Added. What was logged stays as it was.")
            return redirect(url_for("incidents.show", incident_id=incident_id))
    return _page("incidents/show.html", incident_id, form=form)


@bp.route("/<uuid:incident_id>/people/new", methods=["GET", "POST"])
@roles(Role.ADMINISTRATOR)
def add_person(incident_id: UUID) -> ResponseReturnValue:
    """Add somebody who took part, or something else that an actor did."""
    incident = incidents.get(incident_id, viewer=current_user)
    form = AddPersonForm(incident=incident, roster=picking.roster(viewer=current_user))
    pressed = [name for name in ("reshape", "confirm", "show") if name in request.form]
    if pressed:
        form.press(pressed[0], request.form[pressed[0]])
    elif form.validate_on_submit():
        try:
            _add(incident_id, form)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("Added. What was logged stays as it was.")
            return redirect(url_for("incidents.show", incident_id=incident_id))
    return render_template("incidents/add_person.html", incident=incident, form=form)


def _add(incident_id: UUID, form: AddPersonForm) -> None:
    keyed = {"key": form.key_id, "viewer": current_user, "now": now()}
    if form.actor_id:
        matters_ = form.person.new_matters()
        additions.add_matters(incident_id, form.actor_id, matters_, **keyed)
    else:
        additions.add_participant(incident_id, form.person.participant(), **keyed)


def _page(template: str, incident_id: UUID, **more: object) -> str:
    incident = incidents.get(incident_id, viewer=current_user)
    journal = history.events(incident_id, viewer=current_user)
    told = shown([each.id for each in incident.matters], viewer=current_user)
    met = contacts.of_incident(incident_id, viewer=current_user)
    return render_template(
        template,
        incident=incident,
        cards=[card(matter) for matter in incident.matters],
        asked=_asked(incident),
        ledgers=_ledgers(incident),
        learned=LEARNED.get(incident.learned, "Not recorded"),
        history=history.history(incident, journal, told, met),
        told=told,
        contacts=met,
        **more,
    )


def _ledgers(incident: Incident) -> frozenset[UUID]:
    """The students who took part and whose ledger the viewer may open."""
    people = [each.person_id for each in incident.participants]
    return ledger.readable(people, viewer=current_user)


def _asked(incident: Incident) -> set[UUID]:
    """The matters of which something is asked of the viewer."""
    return {each.id for each in incident.matters if matters.asked_of(each, viewer=current_user)}
