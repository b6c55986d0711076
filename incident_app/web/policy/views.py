"""Reading the policy, pasting the district's own words of it, and trying it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.policy import editions, reading
from incident_app.policy.engine import Contradiction
from incident_app.policy.logic import FACTS
from incident_app.reports import policy_texts as read
from incident_app.reports.route_panel import route
from incident_app.services import NotFound, Refused, policy_texts
from incident_app.vocabulary import Role
from incident_app.web.gate import EVERY_ROLE, roles
from incident_app.web.policy.forms import TextsForm, TryForm
from incident_app.web.proving import fresh
from incident_app.web.words import local_day, now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.policy.engine import Edition
    from incident_app.reports.route_panel import Route

bp = Blueprint("policy", __name__, url_prefix="/policy")


@bp.get("")
@bp.get("/<name>")
@roles(*EVERY_ROLE)
def show(name: str | None = None) -> ResponseReturnValue:
    """An edition beside the district's own words; without a name, the one in force today.

    ``?on=2025-09-02`` gives the words as they stood at the end of that day.
    """
    today = local_day(now())
    speaks = _speaks(today)
    edition = _edition(name) if name else speaks or editions.ADOPTED[-1]
    on = request.args.get("on", type=date.fromisoformat)
    if on is not None and on >= today:
        on = None
    return render_template(
        "policy/show.html",
        edition=edition,
        speaks=speaks,
        adopted=editions.ADOPTED,
        editions=editions.EDITIONS,
        since=reading.in_force(edition),
        rows=reading.rows(edition),
        refused=reading.refused(edition),
        gap=reading.gap(edition),
        facts=FACTS,
        texts=read.standing(edition, viewer=current_user, before=_end_of(on)),
        on=on,
    )


@bp.get("/<name>/history")
@roles(*EVERY_ROLE)
def history(name: str) -> ResponseReturnValue:
    """Every paragraph ever pasted: who, when, and the words."""
    edition = _with_paragraphs(name)
    pastes = read.history(edition, viewer=current_user)
    return render_template("policy/history.html", edition=edition, pastes=pastes)


@bp.route("/<name>/texts", methods=["GET", "POST"])
@roles(Role.SYSTEM_ADMINISTRATOR)
@fresh
def texts(name: str) -> ResponseReturnValue:
    """Paste the district's own words; what someone else pasted meanwhile is shown first."""
    edition = _with_paragraphs(name)
    form = TextsForm.of(edition, read.standing(edition, viewer=current_user))
    overtaken = {}
    if form.validate_on_submit():
        try:
            changed = policy_texts.paste(
                edition, form.texts(), seen=form.seen(), viewer=current_user, now=now()
            )
        except policy_texts.Overtaken as told:
            standing = read.standing(edition, viewer=current_user)
            overtaken = {each: standing[each] for each in told.fields}
            form.refuse(str(told), told.fields)
            form.now_seen(standing, told.fields)
        except Refused as refused:
            form.refuse(str(refused), refused.fields)
        else:
            flash(f"Saved: {', '.join(changed)}." if changed else "Nothing was changed.")
            return redirect(url_for("policy.show", name=edition.name))
    return render_template("policy/texts.html", edition=edition, form=form, overtaken=overtaken)


@bp.route("/<name>/try", methods=["GET", "POST"])
@roles(*EVERY_ROLE)
def try_it(name: str) -> ResponseReturnValue:
    """Answer and see; nothing is saved, and the answers never stand in an address."""
    edition = _edition(name)
    form = TryForm()
    tried: dict[Edition, Route] = {}
    if request.method == "POST" and form.validate():  # also for the script: nothing is saved
        answers = {**dict.fromkeys(FACTS), **form.answers()}
        try:
            tried = {each: route(each, answers) for each in (edition, *_others(edition))}
        except Contradiction as contradiction:
            form.refuse(contradiction)
    return render_template(
        "policy/try.html", edition=edition, form=form, tried=tried, suggested=form.suggested()
    )


def _edition(name: str) -> Edition:
    try:
        return editions.named(name)
    except LookupError:
        raise NotFound from None


def _with_paragraphs(name: str) -> Edition:
    """An edition of which a district pastes its own words."""
    edition = _edition(name)
    if not edition.paragraphs:
        raise NotFound
    return edition


def _others(edition: Edition) -> list[Edition]:
    return [each for each in editions.EDITIONS if each is not edition]


def _speaks(day: date) -> Edition | None:
    try:
        return editions.in_force(day)
    except LookupError:
        return None


def _end_of(day: date | None) -> datetime | None:
    """The moment a day ends in the district; ``None`` for now."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time.min, current_app.config["ZONE"])
