"""Contracts: recorded, read through clause by clause, and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from incident_app.policy.duties import CLAUSES
from incident_app.reports import contracts as reports
from incident_app.services import Refused, agencies, contracts
from incident_app.vocabulary import Role, Weekday
from incident_app.web.agencies.blueprint import bp
from incident_app.web.agencies.forms import ContractForm, EndForm, ReadingForm
from incident_app.web.gate import roles
from incident_app.web.proving import fresh
from incident_app.web.words import day, now, today

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.models import Contract


@bp.route("/agencies/<uuid:agency_id>/contracts/new", methods=["GET", "POST"])
@roles(Role.COORDINATOR)
@fresh
def new_contract(agency_id: UUID) -> ResponseReturnValue:
    """Record a signed contract with an agency."""
    agency = agencies.agency(agency_id, viewer=current_user)
    form = ContractForm(schools=agencies.schools(viewer=current_user))
    if form.validate_on_submit():
        try:
            kept = contracts.record(agency_id, form.contract(), viewer=current_user, now=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The contract is recorded. Now read it through, clause by clause.")
            return redirect(url_for(".contract", contract_id=kept.id))
    agency = agencies.agency(agency_id, viewer=current_user)
    return render_template("agencies/new_contract.html", agency=agency, form=form)


@bp.get("/contracts/<uuid:contract_id>")
@roles(Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR)
def contract(contract_id: UUID) -> ResponseReturnValue:
    """Everything of a contract, and what was not found in it."""
    found = contracts.contract(contract_id, viewer=current_user)
    return render_template(
        "agencies/contract.html",
        contract=found,
        weekdays=[each for each in Weekday if each.value in found.weekdays],
        checklist=reports.checklist(found),
        clauses=CLAUSES,
        officers_there=reports.officers(found, viewer=current_user),
        today=today(),
    )


@bp.route("/contracts/<uuid:contract_id>/reading", methods=["GET", "POST"])
@roles(Role.COORDINATOR)
def reading(contract_id: UUID) -> ResponseReturnValue:
    """Say where in the paper each clause is met."""
    found = contracts.contract(contract_id, viewer=current_user)
    form = ReadingForm(data=_read_so_far(found))
    if form.validate_on_submit():
        try:
            contracts.read_through(
                contract_id,
                form.clauses(),
                school_official=form.school_official.data or "",
                direct_control=form.direct_control.data or "",
                viewer=current_user,
                now=now(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The reading is kept.")
            return redirect(url_for(".contract", contract_id=contract_id))
    found = contracts.contract(contract_id, viewer=current_user)
    return render_template("agencies/reading.html", contract=found, form=form, clauses=CLAUSES)


def _read_so_far(found: Contract) -> dict[str, str]:
    if not found.readings:
        return {}
    last = found.readings[-1]
    said = {"school_official": last.school_official, "direct_control": last.direct_control}
    return {**last.clauses, **said}


@bp.route("/contracts/<uuid:contract_id>/end", methods=["GET", "POST"])
@roles(Role.COORDINATOR)
@fresh
def end(contract_id: UUID) -> ResponseReturnValue:
    """End a contract early; what that does is said before."""
    found = contracts.contract(contract_id, viewer=current_user)
    if found.end is not None or found.ends_on < today():
        return redirect(url_for(".contract", contract_id=contract_id))
    form = EndForm(data={"from_day": max(today(), found.starts_on)})
    if form.validate_on_submit():
        from_day = form.from_day.data
        try:
            contracts.end(
                contract_id, from_day, form.why.data or "", viewer=current_user, today=today(),
                now=now(),
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(f"The contract ends: {day(from_day)} is the first day without it.")
            return redirect(url_for(".contract", contract_id=contract_id))
    found = contracts.contract(contract_id, viewer=current_user)
    left, kept = reports.schools_left(found, form.from_day.data or today(), viewer=current_user)
    return render_template(
        "agencies/end.html",
        contract=found,
        form=form,
        left=left,
        kept=kept,
        officers_there=reports.officers(found, viewer=current_user),
        live=reports.live_referrals(found, viewer=current_user),
    )
