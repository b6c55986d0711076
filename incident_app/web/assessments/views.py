"""What assessments found: read by the coordinator, and by whoever has to do with one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from incident_app.services import Refused, assessments, postings
from incident_app.vocabulary import Role
from incident_app.web.assessments.forms import AssessmentForm, CloseForm
from incident_app.web.gate import roles
from incident_app.web.words import now, today

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("assessments", __name__, url_prefix="/assessments")

READS = (Role.COORDINATOR, Role.ADMINISTRATOR, Role.OFFICER)


@bp.get("")
@roles(*READS)
def index() -> ResponseReturnValue:
    """The findings within reach, what is overdue first."""
    found = assessments.assessments(viewer=current_user)
    records = current_user.role is Role.COORDINATOR
    return render_template("assessments/index.html", found=found, records=records, today=today())


@bp.route("/new", methods=["GET", "POST"])
@roles(Role.COORDINATOR)
def new() -> ResponseReturnValue:
    """Record what an assessment found."""
    officers = postings.officers(viewer=current_user)
    relieved = [
        each.id
        for each in officers
        if assessments.is_relieved(each.id, today(), viewer=current_user)
    ]
    form = AssessmentForm(
        schools=assessments.schools(viewer=current_user),
        owners=assessments.owners(viewer=current_user),
        officers=officers,
        relieved=relieved,
    )
    if form.validate_on_submit():
        try:
            kept = assessments.record(form.new(), viewer=current_user, today=today(), now=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The finding is recorded.")
            return redirect(url_for(".show", assessment_id=kept.id))
    return render_template("assessments/new.html", form=form)


@bp.get("/<uuid:assessment_id>")
@roles(*READS)
def show(assessment_id: UUID) -> ResponseReturnValue:
    """One finding."""
    return _shown(assessment_id, CloseForm(today=today()))


@bp.post("/<uuid:assessment_id>/close")
@roles(Role.COORDINATOR)
def close(assessment_id: UUID) -> ResponseReturnValue:
    """Say that it is closed, and how."""
    found = assessments.assessment(assessment_id, viewer=current_user)
    form = CloseForm(today=today())
    if form.validate_on_submit():
        on, words = form.closed_on.data, form.words.data or ""
        try:
            assessments.close(found.id, on, words, viewer=current_user, today=today(), now=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The finding is closed.")
            return redirect(url_for(".show", assessment_id=assessment_id))
    return _shown(assessment_id, form)


def _shown(assessment_id: UUID, form: CloseForm) -> ResponseReturnValue:
    found = assessments.assessment(assessment_id, viewer=current_user)
    closes = current_user.role is Role.COORDINATOR and found.end is None
    return render_template(
        "assessments/show.html", found=found, form=form, closes=closes, today=today()
    )
