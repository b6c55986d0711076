"""Proving who one is: once after the password, and again before what matters most.

A session that nothing more than a password began opens nothing but this page. A view marked
:func:`fresh` asks again when the last proof is older than five minutes: for the second factor, or
for the password of who has none. One marked :func:`whole` changes how somebody signs in, and asks
for both (OWASP ASVS 5.0, 7.5.1); a passkey is both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from flask import current_app, flash, g, redirect, render_template, request, session, url_for
from flask_login import current_user

from incident_app.services import accounts, factors, sessions, throttling
from incident_app.services.sealing import Seal
from incident_app.services.sessions import FRESH
from incident_app.web import carried
from incident_app.web.account.beginning import device, landed
from incident_app.web.account.forms import OnTheWay, ProveForm
from incident_app.web.words import minutes, now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

View = TypeVar("View", bound=Callable[..., object])

EVERYWHERE = ""
MOST_EVERYWHERE = 30
"""Wrong codes within 15 minutes, wherever they come from, that cost nothing."""
WRONG_CODE = "This code is not right, or it was used already. Enter a new one."
WRONG_PASSWORD = "This is not your password. Enter it again."  # noqa: S105 - words on a page


def fresh(view: View) -> View:
    """Declare that a view asks for a proof of at most five minutes ago."""
    view.fresh = True  # type: ignore[attr-defined]
    return view


def whole(view: View) -> View:
    """Declare that a view asks for a proof by everything one has, of at most five minutes ago."""
    view.whole = True  # type: ignore[attr-defined]
    return view


def half(view: View) -> View:
    """Declare that a view is open to who has given their password alone."""
    view.half = True  # type: ignore[attr-defined]
    return view


def enrolls(view: View) -> View:
    """Declare that a view adds a factor: open to a first one, and else as :func:`whole`."""
    view.enrolls = True  # type: ignore[attr-defined]
    return view


def asked() -> ResponseReturnValue | None:
    """What stands before the view that is asked for; ``None`` where nothing does."""
    view = current_app.view_functions[str(request.endpoint)]
    if getattr(view, "half", False):
        return None
    enrolling = getattr(view, "enrolls", False)
    if is_half():
        if factors.enrolled(current_user):
            return page()
        return None if enrolling else _to_the_first()
    both = enrolling or getattr(view, "whole", False)
    asks = both or getattr(view, "fresh", False)
    return page(both=both) if asks and stale(both=both) else None


def stale(*, both: bool) -> bool:
    """Whether who is signed in has to prove it again.

    :param both: by everything they have.
    """
    at = g.sitting.proved_at
    return at is None or now() - at > FRESH or (both and not session.get("whole"))


def is_half() -> bool:
    """Whether this session has seen a password alone, and more is asked for."""
    return g.sitting.proved_at is None


def page(form: ProveForm | None = None, *, both: bool = False) -> ResponseReturnValue:
    """The page that asks for a proof; what was on its way goes along.

    :param both: whether a code needs the password beside it.
    """
    status = 200 if form else 401
    if form is None:
        # A page is asked for again by its address; a form that was sent is carried to its own.
        path = request.full_path.rstrip("?") if request.method == "GET" else request.path
        data = {"next": path, "carried": carried.packed(), "both": "yes" if both else ""}
        form = ProveForm(formdata=None, data=data)
    # Recovery codes stand in for a passkey or an app, and are nothing without one.
    held = factors.live(viewer=current_user) if factors.enrolled(current_user) else []
    return (
        render_template(
            "factors/prove.html",
            form=form,
            first=is_half(),
            kinds={each.kind for each in held},
        ),
        status,
    )


def proved(*, whole: bool) -> None:
    """Note that the viewer has just proved who they are, under a new token.

    :param whole: by everything they have; a code alone is not.
    """
    token = sessions.prove(session["_user_id"], viewer=current_user, now=now())
    session["_user_id"], session["whole"] = token, whole


def tried(code: str, password: str, *, both: bool) -> str | None:
    """Try a code, or the password where there is no second factor, or both.

    Wrong ones make this place wait, and after many the account everywhere: whoever gets here has
    the password already. A passkey never waits.

    :returns: what was wrong; ``None`` where the viewer has proved who they are.
    """
    moment, source = now(), device().source
    whose = f"second factor of {current_user.id}"
    enrolled, email = factors.enrolled(current_user), current_user.email
    asks_password = both or not enrolled
    waits = [
        throttling.wait(whose, source, now=moment),
        throttling.wait(whose, EVERYWHERE, free=MOST_EVERYWHERE, now=moment),
    ]
    if asks_password:  # guessed at here, at sign-in or where it is changed, it counts alike
        waits.append(throttling.wait(email, source, now=moment))
    if left := max(waits):
        return f"Too many wrong ones. Try again in {minutes(left)}."
    if is_half() and not enrolled:
        return "Add a second factor first."
    if asks_password and accounts.authenticate(email, password) is None:
        throttling.failed(email, source, now=moment)
        return WRONG_PASSWORD
    if not enrolled or factors.prove(code, seal=seal(), viewer=current_user, now=moment):
        return None
    throttling.failed(whose, source, now=moment)
    throttling.failed(whose, EVERYWHERE, free=MOST_EVERYWHERE, now=moment)
    return WRONG_CODE


def onward(form: OnTheWay) -> ResponseReturnValue:
    """Where somebody goes who has just come in: to the second step, or on."""
    if is_half() and factors.enrolled(current_user):
        taken = {"next": form.next.data, "carried": form.carried.data}
        return page(ProveForm(formdata=None, data=taken))
    return landed(form.destination, form.carried.data or "")


def seal() -> Seal:
    """What the secrets of apps are sealed with."""
    return Seal(str(current_app.secret_key), "authenticator app")


def _to_the_first() -> ResponseReturnValue:
    session["next"] = request.full_path.rstrip("?") if request.method == "GET" else ""
    flash("Your account needs a second factor. Add one to go on.", "warning")
    return redirect(url_for("factors.mine"))
