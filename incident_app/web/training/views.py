"""The board of Section V, an officer's page under it, and recording what is known."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from incident_app.services import Refused, sightings, training, training_board
from incident_app.vocabulary import LARGEST_ATTACHMENT, Role
from incident_app.web.gate import roles
from incident_app.web.training.forms import (
    MEGABYTE,
    CertificateForm,
    CoursesForm,
    OnForm,
    ReviewForm,
    wrong,
)
from incident_app.web.words import now, today

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("training", __name__)

FORM = 64 * 1024
"""Room in bytes for what a browser sends around the file."""


@bp.url_value_preprocessor
def _with_room(endpoint: str | None, _values: object) -> None:
    """Let a copy in, before anything reads what is sent."""
    if endpoint == "training.certificate" and request.mimetype == "multipart/form-data":
        request.max_content_length = LARGEST_ATTACHMENT + FORM


@bp.get("/training")
@roles(Role.COORDINATOR, Role.AUDITOR)
def index() -> ResponseReturnValue:
    """Every officer: until when, what lapses next, what nobody saw, and who holds what."""
    board = training_board.board(today(), viewer=current_user)
    return render_template("training/index.html", board=board)


@bp.get("/my-training")
@roles(Role.OFFICER)
def mine() -> ResponseReturnValue:
    """The officer's own page."""
    return _page(current_user.id)


@bp.get("/officers/<uuid:officer_id>/training")
@roles(Role.OFFICER, Role.COORDINATOR, Role.AUDITOR)
def show(officer_id: UUID) -> ResponseReturnValue:
    """Where one officer stands on a day, and what that rests on."""
    return _page(officer_id)


@bp.post("/officers/<uuid:officer_id>/training/courses")
@roles(Role.COORDINATOR)
def courses(officer_id: UUID) -> ResponseReturnValue:
    """Record what is known of the courses now."""
    training.officer(officer_id, viewer=current_user)
    form = CoursesForm()
    if form.validate_on_submit():
        try:
            training.record(
                officer_id,
                form.known(),
                seen=form.seen_id(),
                viewer=current_user,
                today=today(),
                now=now(),
            )
            return _recorded(officer_id, "What is known of the courses is recorded.")
        except training.Overtaken as refused:
            form.refuse(refused)
            form.now_seen(training.history(officer_id, viewer=current_user)[0])
        except Refused as refused:
            form.refuse(refused)
    return _page(officer_id, courses_form=form)


@bp.post("/officers/<uuid:officer_id>/training/reviews")
@roles(Role.COORDINATOR)
def review(officer_id: UUID) -> ResponseReturnValue:
    """Record that the officer reviewed the employer's policy."""
    training.officer(officer_id, viewer=current_user)
    form = ReviewForm()
    if form.validate_on_submit():
        version, day = form.version.data or "", form.reviewed_on.data
        try:
            training.review(officer_id, version, day, viewer=current_user, today=today(), now=now())
            return _recorded(officer_id, "The policy review is recorded.")
        except Refused as refused:
            form.refuse(refused)
    return _page(officer_id, review_form=form)


@bp.post("/officers/<uuid:officer_id>/training/certificates")
@roles(Role.COORDINATOR)
def certificate(officer_id: UUID) -> ResponseReturnValue:
    """Record that a certificate was seen."""
    training.officer(officer_id, viewer=current_user)
    form = CertificateForm()
    if form.validate_on_submit():
        try:
            sightings.record(officer_id, form.new(), viewer=current_user, today=today(), now=now())
            return _recorded(officer_id, "It is recorded that the certificate was seen.")
        except Refused as refused:
            form.refuse(refused)
    return _page(officer_id, certificate_form=form)


@bp.get("/certificates/<uuid:sighting_id>")
@roles(Role.OFFICER, Role.COORDINATOR)
def copy(sighting_id: UUID) -> ResponseReturnValue:
    """The copy of a certificate, to be saved and never shown as a page of ours."""
    kept = sightings.copy(sighting_id, viewer=current_user)
    return send_file(
        BytesIO(kept.content), mimetype=kept.media_type, as_attachment=True, download_name=kept.name
    )


@bp.errorhandler(413)
def _too_large(_error: Exception) -> ResponseReturnValue:
    """Say the limit; what was typed beside the file was not read."""
    form = CertificateForm(formdata=None)
    most = LARGEST_ATTACHMENT // MEGABYTE
    form.file.errors = [f"It is larger than {most} MB, so nothing was read. Enter it again."]
    return _page((request.view_args or {})["officer_id"], certificate_form=form), 413


def _recorded(officer_id: UUID, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for(".show", officer_id=officer_id))


def _page(
    officer_id: UUID,
    *,
    courses_form: CoursesForm | None = None,
    review_form: ReviewForm | None = None,
    certificate_form: CertificateForm | None = None,
) -> str:
    officer = training.officer(officer_id, viewer=current_user)
    asked = OnForm(MultiDict(request.args))
    on = (asked.validate() and asked.on.data) or today()
    asked.on.data = asked.on.data or on
    lines = training.history(officer_id, viewer=current_user)
    forms = {
        "courses": courses_form or CoursesForm.of(lines[0] if lines else None),
        "review": review_form or ReviewForm(formdata=None),
        "certificate": certificate_form or CertificateForm(formdata=None),
    }
    return render_template(
        "training/show.html",
        officer=officer,
        own=officer.id == current_user.id,
        keeps=current_user.role is Role.COORDINATOR,
        asked=asked,
        on=on,
        standing=training_board.standing(officer_id, on, viewer=current_user),
        lines=lines,
        reviews=training.reviews(officer_id, viewer=current_user),
        certificates=sightings.sightings(officer_id, viewer=current_user),
        copies=sightings.copies(officer_id, viewer=current_user),
        kept=forms,
        form=wrong([*forms.values()]) or asked,
    )
