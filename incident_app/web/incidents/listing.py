"""The list of incidents: filters, search, pages, and the list as a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import (
    current_app,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from incident_app.policy.conducts import search as search_conducts
from incident_app.reports import finding, picking
from incident_app.services import NotFound, accounts, exporting, searches
from incident_app.vocabulary import Role, Seen
from incident_app.web.gate import roles
from incident_app.web.incidents.find import FindForm
from incident_app.web.incidents.sheet import written
from incident_app.web.looking import shows
from incident_app.web.proving import fresh
from incident_app.web.words import now

from .blueprint import bp

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.reports.picking import Known
    from incident_app.reports.wanted import Wanted

LARGEST_FILE = 10_000
MOST_KINDS = 4
VIEWS = (
    ("All", {}),
    ("Logged by me", {"mine": "yes"}),
    ("Undetermined over a day", {"waiting": "yes"}),
)
"""The lists that are a tap away, each with its filters."""


@bp.get("")
@roles(Role.ADMINISTRATOR)
@shows(Seen.LIST)
def index() -> ResponseReturnValue:
    """Incidents in reach, the latest first; an address holds the filters, and can be kept."""
    asked = MultiDict((name, value) for name, value in request.args.items() if name != "words")
    search_id = request.args.get("find", type=UUID)
    if search_id:
        try:
            asked["words"] = searches.words(search_id, viewer=current_user)
        except NotFound:
            flash("That search is not kept any more. Enter its words again.")
            del asked["find"]
            return redirect(url_for("incidents.index", **asked))
    return _listed(_form(asked))


@bp.post("/search")
@roles(Role.ADMINISTRATOR)
def search() -> ResponseReturnValue:
    """Lead to the address of what was asked; it holds the id of the words, never the words."""
    form = _form(request.form, leave_out=request.form.get("without", ""))
    if not form.validate():
        return _listed(form)
    words = (form.words.data or "").replace("\0", " ").strip()
    kept = searches.keep(words, viewer=current_user, now=now()) if words else None
    form.find.data = str(kept.id) if kept else ""
    return redirect(url_for("incidents.index", **form.address()), 303)


@bp.post("/export")
@roles(Role.ADMINISTRATOR)
@fresh
def export() -> ResponseReturnValue:
    """What the list shows, as a file of at most 10,000 incidents, the latest."""
    form = _form(request.form)
    if not form.validate():
        return _listed(form)
    wanted, asked_at = form.wanted(), now()
    found = finding.ids(wanted, viewer=current_user, now=asked_at, most=LARGEST_FILE)
    exporting.incidents(
        found,
        viewer=current_user,
        filters=form.address(),
        searched=bool(wanted.words),
        now=asked_at,
    )
    zone = current_app.config["ZONE"]
    name = f"incidents-{asked_at.astimezone(zone):%Y-%m-%d}.csv"
    return current_app.response_class(
        stream_with_context(_sent(wanted, frozenset(found), current_user.id, asked_at, zone)),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _sent(
    wanted: Wanted, noted: frozenset[UUID], viewer_id: UUID, asked_at: datetime, zone: ZoneInfo
) -> Iterator[str]:
    """The file. The request is over by now, and its session closed: the viewer is loaded anew.

    What was logged meanwhile is not in it: of that, no look is noted.
    """
    viewer = accounts.looking(viewer_id)
    if viewer:
        found = finding.everything(wanted, viewer=viewer, now=asked_at, most=LARGEST_FILE)
        yield from written((each for each in found if each[0].id in noted), zone)


def _form(sent: MultiDict[str, str], leave_out: str = "") -> FindForm:
    asked = MultiDict((name, value) for name, value in sent.items() if name != leave_out)
    person_id = asked.get("person", type=UUID)
    return FindForm(
        asked,
        schools=finding.schools(viewer=current_user),
        person=person_id and finding.person(person_id, viewer=current_user),
    )


def _people(form: FindForm) -> tuple[Known, ...]:
    """Those whose names or numbers begin so; the words themselves are looked for in texts."""
    typed = form.words.data
    return picking.roster(viewer=current_user).find(typed).people if typed else ()


def _listed(form: FindForm) -> ResponseReturnValue:
    after = request.values.get("after", type=UUID)
    found = None
    if form.validate():
        found = finding.page(form.wanted(), viewer=current_user, now=now(), after=after)
    return render_template(
        "incidents/index.html",
        form=form,
        found=found,
        most=finding.COUNTED,
        largest=LARGEST_FILE,
        after=after,
        people=_people(form),
        conducts=search_conducts(form.words.data)[:MOST_KINDS] if form.words.data else (),
        views=[(words, query, form.shown() == query) for words, query in VIEWS],
    )
