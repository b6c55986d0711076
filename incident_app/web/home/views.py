"""Where signing in leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, render_template, request
from flask_login import current_user

from incident_app.reports.home import needs
from incident_app.reports.outcomes_by_month import outcomes_by_month
from incident_app.vocabulary import Role, Seen
from incident_app.web.gate import EVERY_ROLE, roles
from incident_app.web.looking import shows
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("home", __name__)


@bp.get("/")
@roles(*EVERY_ROLE)
@shows(Seen.LIST)
def show() -> ResponseReturnValue:
    """What needs an administrator now; for every other role, that their part is coming."""
    if current_user.role is not Role.ADMINISTRATOR:
        return render_template("home/coming.html")
    moment = now()
    year = outcomes_by_month(
        viewer=current_user,
        now=moment,
        zone=current_app.config["ZONE"],
        beginning=request.args.get("year", type=int),
    )
    return render_template(
        "home/show.html", needs=needs(viewer=current_user, now=moment), year=year
    )
