"""Showing a matter to an officer: chosen, read as they will read it, and only then sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.services import NotFound, Refused, consultations, referrals, sharing
from incident_app.vocabulary import Role
from incident_app.web import carried
from incident_app.web.gate import roles
from incident_app.web.matters import record
from incident_app.web.matters.forms import TakeBackForm
from incident_app.web.proving import fresh
from incident_app.web.sharing.forms import ConsultForm, ReferForm
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.models import Matter
    from incident_app.services.sharing import Letter
    from incident_app.web.sharing.forms import SharingForm

bp = Blueprint("sharing", __name__)


@bp.route("/matters/<uuid:matter_id>/refer", methods=["GET", "POST"])
@roles(Role.ADMINISTRATOR, Role.COORDINATOR)
@fresh
def refer(matter_id: UUID) -> ResponseReturnValue:
    """Choose what an officer reads of a law-enforcement matter, read it, and send it."""
    matter = sharing.to_refer(matter_id, viewer=current_user)
    candidates = sharing.candidates(matter.incident.school_id, viewer=current_user)
    form = ReferForm(matter=matter, candidates=candidates)
    if "change" not in request.form and form.validate_on_submit():
        try:
            letter = referrals.preview(matter_id, form.offer(), viewer=current_user, now=now())
            if _is_sent(form, letter):
                return _referred(matter_id, form)
            return _preview(matter, form, letter)
        except Refused as refused:
            form.refuse(refused)
    there = [each for each in referrals.of_matter(matter_id, viewer=current_user) if each.live]
    return render_template("sharing/refer.html", matter=matter, form=form, there=there)


def _referred(matter_id: UUID, form: ReferForm) -> ResponseReturnValue:
    moment = now()
    referral = referrals.offer(matter_id, form.offer(), viewer=current_user, now=moment)
    flash(
        f"Sent to {referral.officer.name}."
        if referral.sent_at == moment
        else f"{referral.officer.name} has this matter already. Nothing more was sent."
    )
    return redirect(url_for("matters.show", matter_id=matter_id))


@bp.route("/matters/<uuid:matter_id>/consult", methods=["GET", "POST"])
@roles(Role.ADMINISTRATOR)
@fresh
def consult(matter_id: UUID) -> ResponseReturnValue:
    """Put a question on an administrator-led matter to an officer, read it, and send it."""
    matter = sharing.to_ask(matter_id, viewer=current_user)
    candidates = sharing.candidates(matter.incident.school_id, viewer=current_user)
    form = ConsultForm(matter=matter, candidates=candidates)
    if "change" not in request.form and form.validate_on_submit():
        try:
            question = form.question()
            letter = consultations.preview(matter_id, question, viewer=current_user, now=now())
            if _is_sent(form, letter):
                return _asked(matter_id, form)
            return _preview(matter, form, letter)
        except Refused as refused:
            form.refuse(refused)
    return render_template("sharing/consult.html", matter=matter, form=form)


def _asked(matter_id: UUID, form: ConsultForm) -> ResponseReturnValue:
    asked = consultations.ask(matter_id, form.question(), viewer=current_user, now=now())
    flash(f"{asked.officer.name} is asked for advice.")
    return redirect(url_for("matters.show", matter_id=matter_id))


def _is_sent(form: SharingForm, letter: Letter) -> bool:
    """Whether *Send it* was pressed below this very letter; else it is shown first."""
    return "send" in request.form and form.seen.data == form.seal(letter)


def _preview(matter: Matter, form: SharingForm, letter: Letter) -> ResponseReturnValue:
    form.seen.data = form.seal(letter)
    return render_template(
        "sharing/preview.html",
        matter=matter,
        letter=letter,
        officer=form.chosen_officer(),
        action=request.path,
        counts=isinstance(form, ConsultForm) and "people" in letter.disclosed,
        fields=carried.pairs(form),
        moved="send" in request.form,
    )


@bp.post("/referrals/<uuid:referral_id>/revoke")
@roles(Role.ADMINISTRATOR, Role.COORDINATOR)
def revoke(referral_id: UUID) -> ResponseReturnValue:
    """Take a referral back, and say why."""
    referral = referrals.get(referral_id, viewer=current_user)
    matter_id, officer = referral.matter_id, referral.officer.name
    form = TakeBackForm(referral_id)
    if form.validate_on_submit():
        try:
            referrals.revoke(referral_id, form.why.data or "", viewer=current_user, now=now())
            return _back(matter_id, f"Taken back. {officer} sees it no more.")
        except Refused as refused:
            form.refuse(refused)
        except NotFound:
            return _back(matter_id, "It had ended already.")
    return record.page(matter_id, form)


@bp.post("/consultations/<uuid:consultation_id>/withdraw")
@roles(Role.ADMINISTRATOR)
def withdraw(consultation_id: UUID) -> ResponseReturnValue:
    """Take a question to an officer back, and say why."""
    consultation = consultations.get(consultation_id, viewer=current_user)
    matter_id, officer = consultation.matter_id, consultation.officer.name
    form = TakeBackForm(consultation_id)
    if form.validate_on_submit():
        try:
            why = form.why.data or ""
            consultations.withdraw(consultation_id, why, viewer=current_user, now=now())
            return _back(matter_id, f"Taken back. {officer} sees it no more.")
        except Refused as refused:
            form.refuse(refused)
        except NotFound:
            return _back(matter_id, "It had ended already.")
    return record.page(matter_id, form)


def _back(matter_id: UUID, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("matters.show", matter_id=matter_id))
