"""Where signing in leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.reports import coordinating
from incident_app.reports.home import needs
from incident_app.reports.outcomes_by_month import outcomes_by_month
from incident_app.services import my_matters, notices
from incident_app.vocabulary import Role, Seen
from incident_app.web.gate import EVERY_ROLE, roles
from incident_app.web.looking import sent, shows
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("home", __name__)


@bp.get("/")
@roles(*EVERY_ROLE)
@shows(Seen.LIST)
def show() -> ResponseReturnValue:
    """What needs whoever signed in; an auditor's audit; a system administrator's accounts."""
    if current_user.role is Role.AUDITOR:
        return redirect(url_for("audit.show"))
    if current_user.role is Role.OFFICER:
        return _my_matters()
    if current_user.role is Role.COORDINATOR:
        return _coordinator()
    if current_user.role is Role.SYSTEM_ADMINISTRATOR:
        return redirect(url_for("accounts.index"))
    moment = now()
    year = outcomes_by_month(
        viewer=current_user,
        now=moment,
        zone=current_app.config["ZONE"],
        beginning=request.args.get("year", type=int),
    )
    return render_template(
        "home/show.html",
        needs=needs(viewer=current_user, now=moment),
        year=year,
        **_told(),
    )


def _my_matters() -> ResponseReturnValue:
    """What waits for an officer, and nothing else; made while the ledger's lines hold it."""
    with my_matters.listing(viewer=current_user, now=now(), how=sent(Seen.LIST)) as mine:
        return render_template("home/my_matters.html", mine=mine)


def _coordinator() -> ResponseReturnValue:
    """The district's matters, save that of discipline-only ones only the number is there."""
    outcome = coordinating.OFFERED.get(request.args.get("outcome", ""))
    schools = {each.code: each for each in coordinating.schools(viewer=current_user)}
    school = schools.get(request.args.get("school", ""))
    page = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    found, more = coordinating.matters(
        viewer=current_user, outcome=outcome, school_id=school and school.id, page=page
    )
    chosen = {"outcome": outcome and outcome.value, "school": school and school.code}
    return render_template(
        "home/coordinator.html",
        found=found,
        more=more,
        page=page,
        chosen=chosen,
        offered=coordinating.OFFERED.values(),
        schools=schools.values(),
        counts=coordinating.discipline_counts(viewer=current_user),
        **_told(),
    )


def _told() -> dict[str, object]:
    """The notices to the viewer, and where each leads: to its matter."""
    told = notices.unread(viewer=current_user)
    about = {each.id: each.referral or each.consultation for each in told}
    return {
        "told": told,
        "addresses": {
            notice_id: url_for("matters.show", matter_id=shared.matter_id)
            for notice_id, shared in about.items()
        },
    }
