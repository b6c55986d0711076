"""The duty log: an officer enters their work; others read it, the coordinator also reviews it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.reports import duty_log
from incident_app.services import Refused, duties, postings
from incident_app.vocabulary import Role
from incident_app.web.duties.forms import AcceptForm, LogFilterForm, LogForForm, LogForm
from incident_app.web.gate import roles
from incident_app.web.words import day, now, today

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.models import DutyEntry

bp = Blueprint("duties", __name__, url_prefix="/duties")


@bp.get("")
@roles(Role.OFFICER, Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR)
def index() -> ResponseReturnValue:
    """An officer's own log with the form above it; for the others, what was logged."""
    return _own(_log_form()) if current_user.role is Role.OFFICER else listed(AcceptForm())


@bp.route("/new", methods=["GET", "POST"])
@roles(Role.OFFICER, Role.COORDINATOR)
def new() -> ResponseReturnValue:
    """Log work: one's own, or the coordinator for an officer."""
    form = _log_form()
    own = current_user.role is Role.OFFICER
    if form.validate_on_submit():
        officer = current_user.id if own else UUID(form.officer.data)
        try:
            kept = duties.log(officer, form.new(), viewer=current_user, today=today(), now=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_says(kept))
            return redirect(url_for(".index"))
    return _own(form) if own else render_template("duties/new.html", form=form)


def _log_form() -> LogForm:
    asked = {
        "schools": duties.schools(viewer=current_user),
        "last": duties.last_school(viewer=current_user),
        "today": today(),
    }
    if current_user.role is Role.OFFICER:
        return LogForm(**asked)
    return LogForForm(officers=postings.officers(viewer=current_user), **asked)


def _own(form: LogForm) -> ResponseReturnValue:
    page = page_asked()
    found, more = duty_log.entries(duty_log.Wanted(), viewer=current_user, page=page)
    return render_template("duties/own.html", form=form, found=found, more=more, page=page)


def listed(accept: AcceptForm) -> ResponseReturnValue:
    """The log that is not one's own; to the coordinator, what waits first, and boxes to accept.

    :param accept: what was ticked.
    """
    form = LogFilterForm(
        request.args,
        schools=duty_log.schools(viewer=current_user),
        officers=duty_log.officers(viewer=current_user),
    )
    page, found, more = page_asked(), [], False
    reviews = current_user.role is Role.COORDINATOR
    if form.validate():
        found, more = duty_log.entries(
            form.wanted(), viewer=current_user, page=page, waiting_first=reviews
        )
    return render_template(
        "duties/index.html",
        form=form,
        accept=accept,
        found=found,
        more=more,
        page=page,
        reviews=reviews,
    )


def page_asked() -> int:
    """The page of a list, from 1."""
    return min(max(request.args.get("page", 1, type=int), 1), 10_000)


def _says(kept: DutyEntry) -> str:
    """What is in the log now: of two presses, what the first one kept."""
    return (
        f"Logged: {kept.duty.title} ({kept.duty.cite}), {kept.minutes} minutes "
        f"at {kept.school.name} on {day(kept.day)}."
    )
