"""Where a session begins, whatever let somebody in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request, session
from flask_login import login_user

from incident_app.services import sessions
from incident_app.services.sessions import Device
from incident_app.web.words import now

if TYPE_CHECKING:
    from incident_app.models import Account


def begin(account: Account) -> None:
    """A new session, and nothing of the one before; other places are pointed out."""
    moment = now()
    session.clear()
    account.token = sessions.begin(account, device(), now=moment)
    login_user(account)
    if len(sessions.live(viewer=account, now=moment)) > 1:
        flash(
            "This account is signed in somewhere else too. Look under your name whether it is you."
        )


def device() -> Device:
    """Where this request comes from."""
    return Device(source=request.remote_addr or "", agent=request.user_agent.string)
