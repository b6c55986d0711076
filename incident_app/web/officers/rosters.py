"""The roster as a file: taken in after a look at what it would do, and given out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import FileField, HiddenField

from incident_app.integrations import roster_csv, spreadsheet
from incident_app.reports import roster
from incident_app.services import NotFound, Refused, exporting, rosters
from incident_app.services.rosters import Doing
from incident_app.vocabulary import Role
from incident_app.web.carried import KeptForm
from incident_app.web.gate import roles
from incident_app.web.officers.blueprint import bp
from incident_app.web.proving import fresh
from incident_app.web.words import now, today

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

LARGEST = 256 * 1024
"""Of a roster, in bytes: it goes to the preview's page and back."""
TOO_LARGE = f"The file is larger than {LARGEST // 1024} KB. A roster is a few lines."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RosterForm(KeptForm):
    """A file to look at; then what was read of it, to be imported as it was shown."""

    file = FileField(
        "CSV file",
        description="Its first line names the columns.",
        render_kw={"accept": ".csv,text/csv"},
    )
    text = HiddenField()
    seen = HiddenField()

    def read(self) -> list[roster_csv.Row | roster_csv.Unfit] | None:
        """The rows; ``None`` where there is no file that can be read, and the form says why."""
        try:
            self.text.data = self._sent()
            return roster_csv.read(self.text.data)
        except roster_csv.FileError as error:
            self.file.errors = [str(error)]
            self.text.data = ""
            return None

    def _sent(self) -> str:
        """The text of the file, or what the preview's page sends back of it."""
        content = (self.text.data or "").encode()
        most = 2 * LARGEST  # a browser may write the end of each line anew
        if self.file.data:
            most = LARGEST
            content = self.file.data.read(most + 1)
        if not content:
            raise roster_csv.FileError("Choose a file that is not empty.")
        if len(content) > most:
            raise roster_csv.FileError(TOO_LARGE)
        return roster_csv.decoded(content)


@bp.route("/import", methods=["GET", "POST"])
@roles(Role.COORDINATOR)
@fresh
def take_in() -> ResponseReturnValue:
    """Look at what a roster would do, then import all of it or nothing."""
    form = RosterForm()
    shown = None
    sent = request.method == "POST" and form.validate()
    if sent and (rows := form.read()) is not None:
        if form.is_submitted() and "confirm" in request.form:
            seen = form.seen.data or ""
            try:
                done = rosters.import_rows(rows, seen=seen, viewer=current_user, now=now())
            except Refused as refused:
                form.form_errors.append(str(refused))
            else:
                flash(said(done))
                return redirect(url_for(".index"))
        shown = rosters.preview(rows, viewer=current_user)
        form.seen.data = shown.digest
    return render_template(
        "officers/import.html", form=form, shown=shown, doing=Doing, columns=roster_csv.COLUMNS
    )


def said(done: rosters.Preview) -> str:
    """What an import did, in a sentence."""
    added, changed = len(done.those(Doing.ADDED)), len(done.those(Doing.CHANGED))
    return f"The roster is imported: {added} added, {changed} changed."


@bp.post("/export")
@roles(Role.COORDINATOR, Role.AUDITOR)
@fresh
def export() -> ResponseReturnValue:
    """The roster as a file; that it is taken is noted first."""
    kind = request.form.get("kind", "csv")
    if kind not in {"csv", "xlsx"}:
        raise NotFound
    rows = roster.rows(viewer=current_user, today=today())
    exporting.roster(len(rows), kind, viewer=current_user, now=now())
    cells = roster_csv.cells(rows)
    if kind == "csv":
        content: str | bytes = "".join(spreadsheet.lines(roster_csv.COLUMNS, cells))
    else:
        content = spreadsheet.workbook("Officers", roster_csv.COLUMNS, cells)
    name = f"officers-{today():%Y-%m-%d}.{kind}"
    return current_app.response_class(
        content,
        mimetype="text/csv" if kind == "csv" else XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
