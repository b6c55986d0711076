"""The audit of a period, one contact opened, and each figure as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.policy.school_year import school_year
from incident_app.reports.audit.opened_contact import opened
from incident_app.reports.audit.period import latest, schools
from incident_app.services import NotFound
from incident_app.vocabulary import Role
from incident_app.web.audit.figures import figures
from incident_app.web.audit.forms import PeriodForm
from incident_app.web.gate import roles
from incident_app.web.proving import fresh
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.web.audit.figures import Figures

bp = Blueprint("audit", __name__, url_prefix="/audit")


@bp.get("")
@roles(Role.AUDITOR)
def show() -> ResponseReturnValue:
    """Every figure of the period and the schools that the address names."""
    form = _form()
    found = _figures(form) if form.validate() else None
    return render_template("audit/show.html", form=form, found=found)


@bp.get("/<figure>.csv")
@roles(Role.AUDITOR)
@fresh
def file(figure: str) -> ResponseReturnValue:
    """One figure of the page, as a file."""
    form = _form()
    if not form.validate():
        return redirect(url_for("audit.show", **form.address()))
    tables = {table.name: table for table in _figures(form).tables}
    if figure not in tables:
        raise NotFound
    days = f"{form.start.data}-to-{form.end.data}"
    return current_app.response_class(
        tables[figure].written(),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{figure}-{days}.csv"'},
    )


@bp.get("/contacts/<uuid:contact_id>")
@roles(Role.AUDITOR)
def contact(contact_id: UUID) -> ResponseReturnValue:
    """One contact, without a name or anybody's words."""
    found = opened(contact_id, viewer=current_user)
    if found is None:
        raise NotFound
    return render_template("audit/contact.html", contact=found, back=_form().address())


def _form() -> PeriodForm:
    """What was asked; without days, the last school year in which anything happened."""
    zone, moment = current_app.config["ZONE"], now()
    today = moment.astimezone(zone).date()
    return PeriodForm(
        request.args,
        schools=schools(viewer=current_user, zone=zone),
        usual=school_year(latest(viewer=current_user, now=moment, zone=zone) or today),
        today=today,
    )


def _figures(form: PeriodForm) -> Figures:
    period = form.period(current_app.config["ZONE"])
    return figures(period, form.chosen(), form.address(), viewer=current_user, now=now())
