"""Beginning a session, however somebody came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, flash, g, redirect, request, session, url_for
from flask_login import login_user
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from incident_app.services import factors, sessions
from incident_app.services.sessions import Device
from incident_app.web import carried
from incident_app.web.words import now

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from incident_app.models import Account


def begin(account: Account, *, proved: datetime | None = None) -> None:
    """A new session, and nothing of the one before; other places are pointed out.

    :param proved: when a second factor was given already, as with a passkey; else the account may
        still be asked for it.
    """
    moment = now()
    session.clear()
    g.pop("csrf_token", None)  # of the session before
    must = current_app.config["SECOND_FACTOR"] and account.role in factors.NEEDED
    account.token = sessions.begin(account, device(), must=must, proved=proved, now=moment)
    login_user(account)
    session["whole"] = True  # a half one becomes so with its second factor
    g.sitting = sessions.signed_in(account.token, now=moment)
    if len(sessions.live(viewer=account, now=moment)) > 1:
        flash(
            "This account is signed in somewhere else too. Look under your name whether it is you.",
            "warning",
        )


def landed(destination: str | None, typed: str) -> ResponseReturnValue:
    """Where somebody goes who is in: on with what they typed, where they wanted, or home.

    :param destination: a path of this site.
    :param typed: what :func:`carried.packed` made of a form on its way there.
    """
    fields = carried.unpacked(typed)
    if fields and destination:
        return carried.offer(destination, fields)
    if destination and not _opens(destination):
        flash("What you pressed waits for you: press it again.", "warning")
        while destination and not _opens(destination):
            destination = destination.rpartition("/")[0]
    return redirect(destination or url_for("home.show"))


def _opens(path: str) -> bool:
    """Whether a link may lead there: to a page, or nowhere; not to what is only pressed."""
    try:
        current_app.url_map.bind("").match(path.partition("?")[0], method="GET")
    except MethodNotAllowed:
        return False
    except (NotFound, RequestRedirect):
        pass
    return True


def device() -> Device:
    """Where this request came from; over a socket without an address, from *here*."""
    agent = request.user_agent.string.replace("\0", "")
    return Device(source=request.remote_addr or "here", agent=agent)
