"""One student's ledger: disclosures, the parent's copy, and who looked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, current_app, render_template, request
from flask_login import current_user

from incident_app.reports import ledger, looked, picking
from incident_app.services import Refused
from incident_app.services import ledger as ledgers
from incident_app.vocabulary import PersonKind, Role
from incident_app.web.gate import roles
from incident_app.web.looking import sent
from incident_app.web.people.forms import CopyForm, FindStudentForm, PeriodForm
from incident_app.web.people.sheet import written
from incident_app.web.proving import fresh
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

MOST = 200
"""Looks on a page; the file holds them all."""

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.route("", methods=["GET", "POST"])
@roles(Role.ADMINISTRATOR)
def find() -> ResponseReturnValue:
    """Find a student of one's schools by name or number."""
    form = FindStudentForm()
    found = None
    if form.validate_on_submit():
        everyone = picking.roster(viewer=current_user).people
        students = picking.Roster(each for each in everyone if each.kind is PersonKind.STUDENT)
        found = students.find(form.words.data)
    return render_template("people/find.html", form=form, found=found)


@bp.get("/<uuid:person_id>/disclosures")
@roles(Role.ADMINISTRATOR)
def disclosures(person_id: UUID) -> ResponseReturnValue:
    """Everything of a student that officers and outsiders were shown."""
    return _ledger(person_id, CopyForm())


@bp.post("/<uuid:person_id>/disclosures/print")
@roles(Role.ADMINISTRATOR)
@fresh
def copy(person_id: UUID) -> ResponseReturnValue:
    """The same on paper for a parent; that it is given to them is noted first."""
    form, moment = CopyForm(), now()
    if form.validate_on_submit():
        to = form.to.data or ""
        try:
            student = ledgers.hand_over(person_id, to, viewer=current_user, now=moment)
        except Refused as refused:
            form.to.errors = [str(refused)]
        else:
            return render_template(
                "people/print.html",
                student=student,
                to=to.strip(),
                at=moment,
                lines=ledger.of_student(student, viewer=current_user),
            )
    return _ledger(person_id, form)


def _ledger(person_id: UUID, form: CopyForm) -> str:
    student = ledgers.read(person_id, viewer=current_user, now=now(), how=sent())
    lines = ledger.of_student(student, viewer=current_user)
    return render_template("people/disclosures.html", student=student, lines=lines, form=form)


@bp.get("/<uuid:person_id>/looks")
@roles(Role.ADMINISTRATOR)
def looks(person_id: UUID) -> ResponseReturnValue:
    """Who looked at a student's data, on what assignment, when (Minn. Stat. 13.055)."""
    return _looks(person_id, PeriodForm(request.args))


@bp.post("/<uuid:person_id>/looks/export")
@roles(Role.ADMINISTRATOR)
@fresh
def export(person_id: UUID) -> ResponseReturnValue:
    """The same as a file, without a limit."""
    form, moment, zone = PeriodForm(request.form), now(), current_app.config["ZONE"]
    if not form.validate():
        return _looks(person_id, form)
    student = ledgers.export_looks(person_id, viewer=current_user, now=moment)
    found = looked.of_student(student, form.period(zone), viewer=current_user)
    name = f"looks-{moment.astimezone(zone):%Y-%m-%d}.csv"
    return current_app.response_class(
        "".join(written(found, zone)),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _looks(person_id: UUID, form: PeriodForm) -> str:
    student = ledgers.read_looks(person_id, viewer=current_user, now=now(), how=sent())
    found = None
    if form.validate():
        period = form.period(current_app.config["ZONE"])
        found = looked.of_student(student, period, viewer=current_user)
    return render_template("people/looks.html", student=student, form=form, found=found, most=MOST)
