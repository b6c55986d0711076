"""Second factors: what somebody has, and proving it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import segno
from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import current_user

from incident_app.services import Refused, factors, passkeys, sessions
from incident_app.services.sealing import Broken, Seal
from incident_app.vocabulary import FactorKind
from incident_app.web import proving
from incident_app.web.account.beginning import begin, landed
from incident_app.web.account.forms import PasskeyForm, ProveForm, SignInForm
from incident_app.web.factors import challenges
from incident_app.web.factors.forms import NewAppForm, NewPasskeyForm
from incident_app.web.gate import EVERY_ROLE, roles
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("factors", __name__)

SHOWN = 900
"""Seconds in which somebody finds their phone and takes a picture in."""
NO_PASSKEY = "The passkey did not answer as it should. Try again, or sign in another way."


@bp.route("/prove", methods=["GET", "POST"])
@roles(*EVERY_ROLE)
@proving.half
def prove() -> ResponseReturnValue:
    """Prove who one is with a code, or with the password where there is no second factor."""
    form = ProveForm()
    if request.method == "GET":
        form.next.data = request.args.get("next", "")
    elif not (form.code.data or form.password.data):
        form.form_errors.append("Enter what is asked for.")
    elif form.validate_on_submit():
        both = bool(form.both.data)
        # The password of a half session was given minutes ago; who has no factor gives it here.
        whole = both or proving.is_half() or not factors.enrolled(current_user)
        wrong = proving.tried(form.code.data or "", form.password.data or "", both=both)
        if wrong is None:
            proving.proved(whole=whole)
            return landed(form.destination, form.carried.data or "")
        form.form_errors.append(wrong)
    return proving.page(form)


@bp.post("/prove/passkey/options")
@roles(*EVERY_ROLE)
@proving.half
def passkey_to_prove() -> ResponseReturnValue:
    """What the browser is asked, to prove a passkey of the viewer's."""
    return _json(passkeys.to_prove(challenges.new(now()), site=_site(), viewer=current_user))


@bp.post("/prove/passkey")
@roles(*EVERY_ROLE)
@proving.half
def prove_passkey() -> ResponseReturnValue:
    """Prove who one is with a passkey."""
    form, challenge = PasskeyForm(), challenges.taken(now())
    told = {"site": _site(), "viewer": current_user, "now": now()}
    if challenge and passkeys.prove(form.answer.data or "", challenge, **told):
        proving.proved(whole=True)
        return landed(form.destination, form.carried.data or "")
    again = ProveForm(formdata=None, data=form.data)
    again.form_errors.append(NO_PASSKEY)
    return proving.page(again)


@bp.post("/sign-in/passkey/options")
def passkey_to_sign_in() -> ResponseReturnValue:
    """What the browser is asked, to sign in with any passkey of this site."""
    return _json(passkeys.to_prove(challenges.new(now()), site=_site(), viewer=None))


@bp.post("/sign-in/passkey")
def sign_in() -> ResponseReturnValue:
    """Sign in with a passkey, which is both factors; wrong passwords make nobody wait here."""
    form, challenge = PasskeyForm(), challenges.taken(now())
    account = challenge and passkeys.owner(
        form.answer.data or "", challenge, site=_site(), now=now()
    )
    if account:
        begin(account, proved=now())
        return landed(form.destination, form.carried.data or "")
    again = SignInForm(formdata=None, data={"next": form.next.data, "carried": form.carried.data})
    again.form_errors.append(NO_PASSKEY)
    return render_template("account/sign_in.html", form=again)


@bp.get("/account/factors")
@roles(*EVERY_ROLE)
@proving.enrolls
def mine() -> ResponseReturnValue:
    """The viewer's passkeys, apps and recovery codes."""
    return _mine(NewPasskeyForm(formdata=None))


@bp.post("/account/factors/passkey/options")
@roles(*EVERY_ROLE)
@proving.enrolls
def passkey_to_make() -> ResponseReturnValue:
    """What the browser is asked, to make a passkey."""
    return _json(passkeys.to_make(challenges.new(now()), site=_site(), viewer=current_user))


@bp.post("/account/factors/passkey")
@roles(*EVERY_ROLE)
@proving.enrolls
def add_passkey() -> ResponseReturnValue:
    """Keep a passkey that the browser made."""
    form, challenge = NewPasskeyForm(), challenges.taken(now())
    if form.validate_on_submit():
        try:
            passkeys.add(
                form.name.data or "",
                form.answer.data or "",
                challenge or b"",
                site=_site(),
                viewer=current_user,
                now=now(),
            )
        except Refused as refused:
            form.form_errors.append(str(refused))
        else:
            return _added("The passkey is added.")
    return _mine(form)


@bp.route("/account/factors/app", methods=["GET", "POST"])
@roles(*EVERY_ROLE)
@proving.enrolls
def add_app() -> ResponseReturnValue:
    """Add an authenticator app: its secret as a picture and as letters, and its first code."""
    form, seal = NewAppForm(), proving.seal()
    secret = _unsealed(form.sealed.data or "", seal)
    if secret is None:
        secret = factors.new_secret()
        form.sealed.data = seal.closed(f"{current_user.id} {secret}", now=now())
    if form.validate_on_submit():
        try:
            factors.add_app(
                form.name.data or "",
                secret,
                form.code.data or "",
                seal=seal,
                viewer=current_user,
                now=now(),
            )
        except Refused as refused:
            form.code.errors = [str(refused)]
        else:
            return _added("The app is added.")
    address = factors.address(secret, viewer=current_user, district=current_app.config["DISTRICT"])
    side, dark = _drawn(address)
    return render_template("factors/app.html", form=form, secret=secret, side=side, dark=dark)


@bp.post("/account/factors/codes")
@roles(*EVERY_ROLE)
@proving.whole
def new_codes() -> ResponseReturnValue:
    """Make recovery codes and show them, this once."""
    try:
        codes = factors.new_recovery_codes(viewer=current_user, now=now())
    except Refused as refused:
        flash(str(refused), "warning")
        return redirect(url_for("factors.mine"))
    return render_template("factors/codes.html", codes=codes, onward=session.pop("next", None))


@bp.post("/account/factors/<uuid:factor_id>/remove")
@roles(*EVERY_ROLE)
@proving.whole
def remove(factor_id: UUID) -> ResponseReturnValue:
    """End one of the viewer's passkeys or apps."""
    try:
        factors.remove(factor_id, viewer=current_user, now=now())
        flash("It is removed, and proves nothing any more.")
    except Refused as refused:
        flash(str(refused), "warning")
    return redirect(url_for("factors.mine"))


def _unsealed(sealed: str, seal: Seal) -> str | None:
    """The secret that this account was shown a moment ago; else a new one is shown."""
    try:
        whose, _, secret = seal.opened(sealed, now=now(), seconds=SHOWN).partition(" ")
    except Broken:
        return None
    return secret if whose == str(current_user.id) else None


def _drawn(address: str) -> tuple[int, str]:
    """A QR code, for an SVG: the length of its side, and a path over its dark squares."""
    rows = list(segno.make(address, error="m").matrix_iter(border=4))
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    return len(rows), "".join(dark)


def _mine(form: NewPasskeyForm) -> ResponseReturnValue:
    found = factors.live(viewer=current_user)
    return render_template(
        "factors/mine.html",
        form=form,
        found=[each for each in found if each.kind is not FactorKind.RECOVERY_CODE],
        codes=sum(each.kind is FactorKind.RECOVERY_CODE for each in found),
        onward=session.get("next"),
        elsewhere=not proving.is_half() and len(sessions.live(viewer=current_user, now=now())) - 1,
    )


def _added(words: str) -> ResponseReturnValue:
    """The first factor makes a half session whole; a further one proves nothing of who adds it."""
    if proving.is_half():
        proving.proved(whole=True)
    flash(words)
    return redirect(url_for("factors.mine"))


@bp.app_context_processor
def _offered() -> dict[str, object]:
    return {"passkeys": lambda: challenges.site() is not None}


def _site() -> passkeys.Site:
    return challenges.site() or abort(404)


def _json(text: str) -> Response:
    return Response(text, mimetype="application/json")
