"""The register of the schools' drills, and recording one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.reports.drill_register import registers
from incident_app.services import Refused, drills, postings
from incident_app.vocabulary import Role
from incident_app.web.drills.forms import DrillForm
from incident_app.web.gate import roles
from incident_app.web.words import day, now, today

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("drills", __name__, url_prefix="/drills")

RECORDS = (Role.ADMINISTRATOR, Role.COORDINATOR)


@bp.get("")
@roles(Role.OFFICER, Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR)
def index() -> ResponseReturnValue:
    """Each school's drills of a school year, beside what the law asks for."""
    beginning = request.args.get("year", type=int)
    year = registers(viewer=current_user, today=today(), beginning=beginning)
    return render_template("drills/index.html", year=year, records=current_user.role in RECORDS)


@bp.route("/new", methods=["GET", "POST"])
@roles(*RECORDS)
def new() -> ResponseReturnValue:
    """Record a drill."""
    form = DrillForm(
        schools=drills.schools(viewer=current_user),
        officers=postings.officers(viewer=current_user),
        today=today(),
    )
    if form.validate_on_submit():
        try:
            kept = drills.record(form.new(), viewer=current_user, today=today(), now=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(f"Recorded: {kept.kind.title} drill at {kept.school.name} on {day(kept.day)}.")
            return redirect(url_for(".index"))
    return render_template("drills/new.html", form=form)
