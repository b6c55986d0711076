"""Marking a notice as read; the home pages list them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, redirect, url_for
from flask_login import current_user

from incident_app.services import notices
from incident_app.vocabulary import Role
from incident_app.web.gate import roles
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("notices", __name__, url_prefix="/notices")


@bp.post("/<uuid:notice_id>/read")
@roles(Role.ADMINISTRATOR, Role.OFFICER, Role.COORDINATOR)
def read(notice_id: UUID) -> ResponseReturnValue:
    """Take a notice off the reader's home page."""
    notices.read(notice_id, viewer=current_user, now=now())
    return redirect(url_for("home.show"))
