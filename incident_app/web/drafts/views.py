"""Logging an incident on one page, and its drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from incident_app.policy.engine import Contradiction
from incident_app.reports import picking
from incident_app.services import NotFound, Refused, district, drafts, incidents
from incident_app.services.incidents import NOT_PAST
from incident_app.vocabulary import Role
from incident_app.web.carried import pairs
from incident_app.web.drafts.forms import LogForm
from incident_app.web.drafts.moments import BeyondTheCalendar
from incident_app.web.drafts.summary import summary
from incident_app.web.gate import roles
from incident_app.web.words import local, now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("drafts", __name__)

BUTTONS = ("reshape", "chip", "confirm", "keep", "show", "save")
"""The names of the buttons that come back to the page instead of logging the incident."""


@bp.route("/incidents/new", methods=["GET", "POST"])
@roles(Role.ADMINISTRATOR)
def log() -> ResponseReturnValue:
    """Log an incident; every button but the last comes back with all that was typed."""
    form = _form()
    if request.method != "POST":  # a HEAD saves nothing either
        form.begin(now())
        return _page(form)
    pressed = _press(form)
    if pressed is None and form.validate_on_submit():
        logged = _logged(form)
        if logged is not None:
            return logged
    return _kept(form, and_go=pressed == "save")


@bp.get("/drafts")
@roles(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """The viewer's drafts, the last saved first."""
    found = [(draft, summary(draft.fields)) for draft in drafts.mine(viewer=current_user)]
    return render_template("drafts/index.html", drafts=found)


@bp.get("/drafts/<uuid:draft_id>")
@roles(Role.ADMINISTRATOR)
def edit(draft_id: UUID) -> ResponseReturnValue:
    """Go on with a draft; once it is logged, this leads to the incident."""
    try:
        draft = drafts.get(draft_id, viewer=current_user)
    except drafts.Logged as logged:
        return redirect(url_for("incidents.show", incident_id=logged.incident_id))
    typed = MultiDict((name, value) for name, value in draft.fields if name != "page")
    form = _form(formdata=typed)
    form.version.data = str(draft.version)
    return _page(form, saved_at=draft.saved_at)


@bp.post("/drafts/<uuid:draft_id>")
@roles(Role.ADMINISTRATOR)
def save(draft_id: UUID) -> ResponseReturnValue:
    """Save what is typed, as the page's script asks every few seconds, and answer the page."""
    form = _form()
    if form.draft_id != draft_id:
        raise NotFound
    return _kept(form, pressed=_press(form) is not None)


@bp.post("/drafts/<uuid:draft_id>/discard")
@roles(Role.ADMINISTRATOR)
def discard(draft_id: UUID) -> ResponseReturnValue:
    """Throw a draft away."""
    drafts.discard(draft_id, viewer=current_user)
    flash("The draft is gone.")
    return redirect(url_for("drafts.index"))


def _form(**kwargs: object) -> LogForm:
    return LogForm(
        schools=district.schools(viewer=current_user),
        roster=picking.roster(viewer=current_user),
        zone=current_app.config["ZONE"],
        now=now(),
        **kwargs,
    )


def _press(form: LogForm) -> str | None:
    """Do what the button asked for; its name, or ``None`` for the one that logs."""
    for name in BUTTONS:
        if name in request.form:
            form.press(name, request.form[name])
            return name
    return None


def _logged(form: LogForm) -> ResponseReturnValue | None:
    """Log it and lead on; ``None`` where something is in the way, which the form then says."""
    moment = now()
    try:
        drafts.refuse_newer(
            form.draft_id, version=form.draft_version, page=form.page.data, viewer=current_user
        )
        incident = incidents.log(form.incident(), viewer=current_user, now=moment)
    except drafts.Newer:
        return None  # saving finds the same, and asks
    except BeyondTheCalendar:
        form.refuse(NOT_PAST, ["day"])
    except Refused as refused:
        form.refuse(str(refused), refused.fields)
    except Contradiction as contradiction:
        form.refuse(str(contradiction), [])
    else:
        if incident.logged_at == moment:
            flash(f"Incident {incident.reference} is logged.")
        else:
            flash(
                f"This was logged already, {local(incident.logged_at)}, as {incident.reference}. "
                "What you changed after that is not in it: add it below."
            )
        return redirect(url_for("incidents.show", incident_id=incident.id))
    return None


def _kept(form: LogForm, *, and_go: bool = False, pressed: bool = True) -> ResponseReturnValue:
    """Save the draft, then show it again; 409 asks which of two versions to keep."""
    moment = now()
    try:
        draft = drafts.save(
            form.draft_id,
            pairs(form),
            version=form.draft_version,
            page=form.page.data,
            viewer=current_user,
            now=moment,
            pressed=pressed,
        )
    except drafts.Newer as newer:
        return _page(form, newer=newer), 409
    except drafts.Logged as logged:
        return redirect(url_for("incidents.show", incident_id=logged.incident_id))
    except drafts.Gone:
        abort(410)
    except drafts.TooLarge:
        abort(413)
    except Refused as refused:
        form.refuse(str(refused), refused.fields)
        return _page(form)
    form.version.data = str(draft.version)
    if and_go:
        flash("The draft is saved. Only you see it.")
        return redirect(url_for("drafts.edit", draft_id=draft.id))
    return _page(form, saved_at=moment)


def _page(form: LogForm, **shown: object) -> str:
    school = form.school_id
    places = picking.last_places(school, viewer=current_user) if school else ()
    named = form.named
    return render_template(
        "drafts/log.html",
        form=form,
        places=places,
        named=named,
        **{"saved_at": None, "newer": None, **shown},
    )
