"""What the coordinator says of logged work: several entries accepted at once, one struck."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.services import NotFound, Refused, duties
from incident_app.vocabulary import Reviewed, Role
from incident_app.web.duties.forms import AcceptForm, LogFilterForm, StrikeForm
from incident_app.web.duties.views import bp, listed
from incident_app.web.gate import roles
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@bp.post("/accept")
@roles(Role.COORDINATOR)
def accept() -> ResponseReturnValue:
    """Accept the entries ticked; the list comes back as it was chosen."""
    form = AcceptForm()
    form.entries.offer((each, "") for each in ids(request.form.getlist("entries")))
    if form.validate_on_submit():
        chosen = form.entries.ids
        try:
            count = duties.review(chosen, Reviewed.ACCEPTED, viewer=current_user, now=now())
        except NotFound:
            form.entries.errors = ["Choose from the list."]
        else:
            flash(f"{count} {'entry' if count == 1 else 'entries'} accepted.")
            # Of the address only what the list asks for: url_for has arguments of its own.
            asked = LogFilterForm(request.args, schools=(), officers=()).address()
            return redirect(url_for(".index", **asked))
    return listed(form)


@bp.route("/<uuid:entry_id>/strike", methods=["GET", "POST"])
@roles(Role.COORDINATOR)
def strike(entry_id: UUID) -> ResponseReturnValue:
    """Strike an entry: it stays in the log with the reason, and counts nowhere."""
    entry = duties.entry(entry_id, viewer=current_user)
    form = StrikeForm()
    if form.validate_on_submit():
        words = form.words.data or ""
        try:
            duties.review([entry_id], Reviewed.STRUCK, words, viewer=current_user, now=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The entry is struck. It stays in the log and counts nowhere.")
            return redirect(url_for(".index"))
    return render_template("duties/strike.html", form=form, entry=entry)


def ids(sent: list[str]) -> list[str]:
    """Those of the values sent that are ids."""
    found = []
    for each in sent:
        try:
            found.append(str(UUID(each)))
        except ValueError:
            continue
    return found
