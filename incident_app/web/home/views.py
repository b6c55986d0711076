"""Where signing in leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for
from flask_login import current_user

from incident_app.vocabulary import Role
from incident_app.web.gate import EVERY_ROLE, roles

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("home", __name__)


@bp.get("/")
@roles(*EVERY_ROLE)
def show() -> ResponseReturnValue:
    """The administrator's incidents; for every other role, that their part is coming."""
    if current_user.role is Role.ADMINISTRATOR:
        return redirect(url_for("incidents.index"))
    return render_template("home/coming.html")
