"""Hours by duty and school, as a picture, a table and a file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from flask import current_app, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import Form
from wtforms.validators import ValidationError

from incident_app.policy.duties import Duty
from incident_app.policy.school_year import school_year
from incident_app.reports.duty_hours import LOGGED, hours
from incident_app.vocabulary import Role
from incident_app.web.audit.table import Table
from incident_app.web.duties.views import bp
from incident_app.web.gate import roles
from incident_app.web.incidents.find import BACKWARDS, DayField
from incident_app.web.proving import fresh
from incident_app.web.words import today

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.datastructures import MultiDict

    from incident_app.reports.duty_hours import Hours

READS = (Role.OFFICER, Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR)
EARLIEST = 1990
LONGEST = timedelta(days=3 * 366)
ENFORCEMENT = f"{Duty.ENFORCEMENT.title} ({Duty.ENFORCEMENT.cite})"


class DaysForm(Form):
    """From which day to which. Without a token: the address holds it all."""

    start = DayField("First day")
    end = DayField("Last day")

    def __init__(self, asked: MultiDict[str, str], *, usual: tuple[date, date]) -> None:
        """Take what was asked.

        :param usual: the days where none are asked for.
        """
        first, last = usual
        super().__init__(asked, data={"start": first, "end": last})

    def validate_start(self, field: DayField) -> None:
        """Refuse a first day that no record can reach."""
        if not field.errors and field.data.year < EARLIEST:
            raise ValidationError(f"Enter a first day from {EARLIEST} on.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then what the days say together."""
        super().validate(extra_validators)
        if not (self.start.errors or self.end.errors):
            if self.end.data < self.start.data:
                self.end.errors = [BACKWARDS]
            elif self.end.data - self.start.data > LONGEST or self.end.data.year > EARLIEST + 200:
                self.end.errors = ["Enter a last day at most three years after the first."]
        return not self.errors

    def address(self) -> dict[str, str]:
        """What was chosen, as an address keeps it."""
        return {"start": str(self.start.data or ""), "end": str(self.end.data or "")}


@bp.get("/report")
@roles(*READS)
def report() -> ResponseReturnValue:
    """The hours of the period that the address names; without one, the school year."""
    form = DaysForm(request.args, usual=school_year(today()))
    found = _hours(form) if form.validate() else None
    return render_template(
        "duties/report.html",
        form=form,
        found=found,
        table=_table(found) if found else None,
        logged=LOGGED,
        terms=_terms(),
    )


@bp.get("/report.csv")
@roles(*READS)
@fresh
def file() -> ResponseReturnValue:
    """The table of the page, as a file."""
    form = DaysForm(request.args, usual=school_year(today()))
    if not form.validate():
        return redirect(url_for(".report", **form.address()))
    name = f"duties-{form.start.data}-to-{form.end.data}.csv"
    return current_app.response_class(
        _table(_hours(form)).written(),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _hours(form: DaysForm) -> Hours:
    zone = current_app.config["ZONE"]
    return hours(form.start.data, form.end.data, viewer=current_user, zone=zone)


def _terms() -> list[tuple[str, dict[str, str]]]:
    """Periods one press away: this school year, its two halves, and the year before."""
    first, last = school_year(today())
    turn = date(last.year, 1, 1)
    before = school_year(first - timedelta(days=1))
    named = {
        "This school year": (first, last),
        "Until December": (first, turn - timedelta(days=1)),
        "From January": (turn, last),
        "Last school year": before,
    }
    return [
        (words, {"start": str(begins), "end": str(ends)}) for words, (begins, ends) in named.items()
    ]


def in_hours(minutes: int) -> str:
    """Hours with a tenth: *12.5*."""
    return f"{minutes / 60:.1f}"


def _table(found: Hours) -> Table:
    """A line for each duty, a column for each school."""
    rows = [
        (
            f"{duty.title} ({duty.cite})",
            *(in_hours(found.minutes.get((school.id, duty), 0)) for school in found.schools),
            in_hours(found.of_duty(duty)),
        )
        for duty in LOGGED
    ]
    rows.append(
        (
            "All that is logged",
            *(in_hours(found.of_school(school)) for school in found.schools),
            in_hours(found.total),
        )
    )
    if found.handled is not None:
        rows.append((f"{ENFORCEMENT}, hours", *(None for _ in found.schools), None))
        counted = [found.handled.get(school.id, 0) for school in found.schools]
        rows.append((f"{ENFORCEMENT}, referrals accepted", *map(str, counted), str(sum(counted))))
    return Table(
        name="duties",
        title="Hours by duty and school",
        method="",
        head=("Duty, in hours", *(school.name for school in found.schools), "All schools"),
        rows=rows,
    )
