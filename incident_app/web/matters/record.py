"""The page of a matter: its route, its record, and what officers were shown of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import render_template
from flask_login import current_user

from incident_app.reports import matter_record
from incident_app.reports.matter_card import card
from incident_app.reports.shown import shown
from incident_app.services import incidents, matters
from incident_app.vocabulary import Role
from incident_app.web.matters.forms import TakeBackForm

if TYPE_CHECKING:
    from incident_app.models import Matter
    from incident_app.reports.matter_card import Card


def page(matter_id: UUID, form: TakeBackForm | None = None) -> str:
    """The matter as its administrator reads it, or as the coordinator does.

    :param form: one that takes back a referral or consultation of this matter, and was refused.
    """
    matter = matters.get(matter_id, viewer=current_user)
    told = shown([matter_id], viewer=current_user)
    forms = {each.id: TakeBackForm(each.id) for each in (*told.referrals, *told.consultations)}
    if form:
        forms[form.shared_id] = form
    return render_template(
        "matters/show.html",
        card=card(matter),
        given=matter_record.in_force(matter),
        steps=matter_record.steps(matter),
        waiting=[asking for asking in matter.askings if not asking.answered],
        others=_others(matter),
        leads=_leads(),
        told=told,
        take_back=forms,
        **({"form": form} if form else {}),
    )


def _leads() -> bool:
    """Whether the viewer leads the matters they see; the coordinator only reads them."""
    return bool(current_user.role is Role.ADMINISTRATOR)


def _others(matter: Matter) -> list[Card]:
    """The other matters of the incident, for who may read the incident."""
    if not _leads():
        return []
    incident = incidents.get(matter.incident_id, viewer=current_user)
    return [each for each in map(card, incident.matters) if each.matter.id != matter.id]
