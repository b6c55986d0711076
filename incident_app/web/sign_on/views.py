"""Signing in by the district's identity provider, and connecting an account with one there.

Only a connection that somebody made while signed in lets them in: by issuer and subject. No e-mail
address, group or role that the provider tells is ever looked at, and no account is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.integrations.oidc import Unreachable, Untrusted
from incident_app.services import NotFound, Refused, identities, throttling
from incident_app.web import proving
from incident_app.web.account.beginning import begin, device
from incident_app.web.account.forms import OnTheWay
from incident_app.web.gate import EVERY_ROLE, roles
from incident_app.web.proving import whole
from incident_app.web.sign_on import going
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.integrations.oidc import Provider
    from incident_app.web.sign_on.going import Gone

bp = Blueprint("sign_on", __name__)

BACK = "/sign-in/oidc/callback"
"""Registered with the provider, behind INCIDENT_URL."""
LONGEST = 4096
"""Of what a provider sends back by a browser, in characters."""

STALE = (
    "It was not begun in this browser, was used before, or took longer than ten minutes. "
    "Begin again."
)
LATE = (
    "It took more than five minutes since you last showed that it is you. Connect your account "
    "again."
)
DECLINED = "{name} did not sign you in. Begin again, or sign in with your password."
UNTRUSTED = (
    "{name} sent an answer that cannot be trusted. Begin again; if this comes back, tell your "
    "system administrator."
)
SILENT = (
    "{name} does not answer at the moment. Sign in with your password, or try again in a few "
    "minutes."
)
UNKNOWN = (
    "Nobody here is connected with this {name} account. Sign in with your password once and "
    "connect it."
)


class Stopped(Exception):
    """Nothing comes of it; says why to the person, and to the log what the provider did."""

    def __init__(self, words: str, code: int, why: str = "") -> None:
        self.words, self.code, self.why = words, code, why
        super().__init__(words)


@bp.app_context_processor
def _named() -> dict[str, str]:
    provider = current_app.config["SIGN_ON"]
    return {"sign_on": provider.name if provider else ""}


@bp.errorhandler(Stopped)
def _stopped(stopped: Stopped) -> ResponseReturnValue:
    if stopped.why:
        current_app.logger.warning("Sign-on was stopped. %s", stopped.why)
    words = stopped.words.format(name=_provider().name)
    return render_template("sign_on/stopped.html", words=words), stopped.code


@bp.post("/sign-in/oidc")
def leave() -> ResponseReturnValue:
    """Begin to sign in at the provider."""
    if current_user.is_authenticated:
        return redirect(url_for("home.show"))
    return _sent(connects=False, next_page=OnTheWay().destination)


@bp.get(BACK)
def back() -> ResponseReturnValue:
    """Come back from the provider: signed in, connected, or neither."""
    provider = _provider()
    if request.method == "HEAD":  # whoever looks ahead uses nothing up
        raise Stopped(STALE, 400)
    gone = going.take(_said("state") or "", now=now())
    if gone is None or not identities.spend(gone.state, now=now()):
        raise Stopped(STALE, 400)
    if gone.connects != current_user.is_authenticated:
        raise Stopped(STALE, 400)
    subject = _subject(provider, gone)
    return _connected(provider, subject) if gone.connects else _signed_in(provider, subject, gone)


@bp.get("/account/sign-on")
@roles(*EVERY_ROLE)
def show() -> ResponseReturnValue:
    """Whether the viewer's account is connected."""
    provider = _provider()
    found = identities.mine(provider.issuer, viewer=current_user)
    return render_template("sign_on/show.html", found=found)


@bp.post("/account/sign-on")
@roles(*EVERY_ROLE)
@whole
def connect() -> ResponseReturnValue:
    """Begin to connect the viewer's account."""
    return _sent(connects=True, next_page=None)


@bp.post("/account/sign-on/<uuid:identity_id>/end")
@roles(*EVERY_ROLE)
@whole
def disconnect(identity_id: UUID) -> ResponseReturnValue:
    """Disconnect an account of the viewer's; what was begun with it is ended under its own name."""
    name = _provider().name
    if identity_id not in {
        each.id for each in identities.live(viewer=current_user, of=current_user.id)
    }:
        raise NotFound  # also for who may end everybody's: not on this page
    identities.end(identity_id, viewer=current_user, now=now())
    flash(
        f"Your {name} account is disconnected. If somebody else used it, end their sessions under "
        "your name."
    )
    return redirect(url_for("sign_on.show"))


def _provider() -> Provider:
    """The district's provider; without one, none of these pages is there."""
    provider: Provider | None = current_app.config["SIGN_ON"]
    if provider is None:
        abort(404)
    return provider


def _sent(*, connects: bool, next_page: str | None) -> ResponseReturnValue:
    """A page that leads on to the provider by itself.

    Not a redirect: Chromium holds every further one, also from the provider to another of its
    hosts, to the ``form-action`` of the page whose button was pressed (decision 9).
    """
    provider = _provider()
    try:
        going_to = provider.send(clock=now)
    except (Unreachable, Untrusted) as error:
        raise Stopped(SILENT, 503, f"Before leaving: {error}") from None
    going.keep(going_to, connects=connects, next_page=next_page, now=now())
    return render_template("sign_on/leaving.html", url=going_to.url)


def _subject(provider: Provider, gone: Gone) -> str:
    if "error" in request.args:
        raise Stopped(DECLINED, 400)
    code = _said("code")
    if not code:
        raise Stopped(UNTRUSTED, 400, "It came back without a code.")
    try:
        return provider.came_back(
            code, nonce=gone.nonce, verifier=gone.verifier, said_issuer=_said("iss"), clock=now
        )
    except Unreachable as error:
        raise Stopped(SILENT, 503, f"When its code was redeemed: {error}") from None
    except Untrusted as error:
        raise Stopped(UNTRUSTED, 400, f"Its token was refused: {error}") from None


def _said(name: str) -> str | None:
    """What the browser brings back under a name; said twice or at length, it is nothing."""
    values = request.args.getlist(name)
    if len(values) > 1 or (values and len(values[0]) > LONGEST):
        return ""
    return values[0] if values else None


def _signed_in(provider: Provider, subject: str, gone: Gone) -> ResponseReturnValue:
    account = identities.account_of(provider.issuer, subject)
    if account is None:
        throttling.failed(f"{provider.issuer} {subject}", device().source, now=now())
        raise Stopped(UNKNOWN, 403)
    begin(account)
    return redirect(gone.next or url_for("home.show"))


def _connected(provider: Provider, subject: str) -> ResponseReturnValue:
    if proving.stale(both=True):
        raise Stopped(LATE, 400)
    try:
        identities.connect(provider.issuer, subject, viewer=current_user, now=now())
    except Refused as refused:
        raise Stopped(str(refused), 409) from None
    flash(f"Your {provider.name} account is connected. From now on you can sign in with it.")
    return redirect(url_for("sign_on.show"))
