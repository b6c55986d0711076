"""The list of incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, render_template, request
from flask_login import current_user

from incident_app.services import incidents
from incident_app.vocabulary import Role
from incident_app.web.gate import roles

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("incidents", __name__, url_prefix="/incidents")


@bp.get("")
@roles(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Incidents of the viewer's schools, the latest first."""
    after = request.args.get("after", type=UUID)
    found, more = incidents.page(viewer=current_user, after=after)
    return render_template("incidents/index.html", incidents=found, more=more, after=after)
