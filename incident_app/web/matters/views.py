"""A matter: its record, answering its questions, and asking a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.policy.engine import Contradiction
from incident_app.policy.logic import BY_NAME
from incident_app.reports.matter_card import card
from incident_app.services import Refused, askings, matters
from incident_app.vocabulary import Role, Value
from incident_app.web.gate import roles
from incident_app.web.matters import record
from incident_app.web.matters.forms import AnswersForm, AskForm
from incident_app.web.panels import confirm, panel
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.models import Asking, Matter
    from incident_app.policy.logic import Fact
    from incident_app.web.panels import Panel
    from incident_app.web.questions import AnswerField

bp = Blueprint("matters", __name__, url_prefix="/matters")


@bp.get("/<uuid:matter_id>")
@roles(Role.ADMINISTRATOR, Role.COORDINATOR)
def show(matter_id: UUID) -> ResponseReturnValue:
    """A matter's route in full, the answers in force, every decision, and what officers saw."""
    return record.page(matter_id)


@bp.route("/<uuid:matter_id>/answers", methods=["GET", "POST"])
@roles(Role.ADMINISTRATOR)
def answer(matter_id: UUID) -> ResponseReturnValue:
    """Answer the questions of a matter, or correct the answers."""
    matter = matters.to_answer(matter_id, viewer=current_user)
    form = AnswersForm(_given(matter))
    theirs: Mapping[Fact, matters.Theirs] = {}
    if request.method == "GET":
        form.seen.data = str(matters.newest(matter))
    elif "confirm" in request.form:
        confirm(form, card(matter).conduct)
    elif "show" not in request.form and form.validate_on_submit():
        try:
            return _saved(matter_id, form)
        except Contradiction as contradiction:
            form.refuse(contradiction)
        except Refused as refused:
            form.note.errors = [str(refused)]
        except matters.Moved as moved:
            form.meet(moved)
            theirs = moved.theirs
    return _questions(matter_id, form, theirs)


def _given(matter: Matter) -> dict[str, str]:
    """What the questions start with: the answers in force.

    Where the viewer is asked and nobody knows yet, nothing is chosen, so that leaving the
    question alone is no answer.
    """
    given = {each.fact: each.value for each in matter.answers}
    asked = {fact.name for fact in matters.asked_of(matter, viewer=current_user)}
    return {
        name: value.value
        for name, value in given.items()
        if name not in asked or value is not Value.UNKNOWN
    }


def _saved(matter_id: UUID, form: AnswersForm) -> ResponseReturnValue:
    decision = matters.answer(
        matter_id,
        form.answers(),
        viewer=current_user,
        now=now(),
        note=form.note.data or "",
        seen=form.seen_id(),
    )
    flash(f"Saved. The route is now: {decision.outcome.title}.")
    return redirect(url_for("matters.show", matter_id=matter_id))


def _questions(
    matter_id: UUID, form: AnswersForm, theirs: Mapping[Fact, matters.Theirs]
) -> ResponseReturnValue:
    matter = matters.to_answer(matter_id, viewer=current_user)
    shown = card(matter)
    asked = {
        fact.name: asking for fact, asking in matters.asked_of(matter, viewer=current_user).items()
    }
    now_ = panel(form, shown.route.edition, shown.conduct)
    return render_template(
        "matters/answer.html",
        card=shown,
        form=form,
        panel=now_,
        groups=_groups(now_, asked),
        asked=asked,
        theirs={fact.name: said for fact, said in theirs.items()},
    )


def _groups(now_: Panel, asked: Mapping[str, Asking]) -> dict[str, list[AnswerField]]:
    """The fields by where they stand: those asked of the viewer first."""
    first = [field for field in (*now_.front, *now_.folded) if field.name in asked]
    return {
        "asked": first,
        "front": [field for field in now_.front if field not in first],
        "folded": [field for field in now_.folded if field not in first],
    }


@bp.route("/<uuid:matter_id>/ask", methods=["GET", "POST"])
@roles(Role.ADMINISTRATOR)
def ask(matter_id: UUID) -> ResponseReturnValue:
    """Pass an open question on to a colleague who may know."""
    matter = matters.to_answer(matter_id, viewer=current_user)
    shown = card(matter)
    form = AskForm(
        facts=[*(asked.fact for asked in shown.route.ask), *shown.route.not_needed],
        colleagues=askings.colleagues(matter_id, viewer=current_user),
        data={"fact": request.args.get("fact")},
    )
    if form.validate_on_submit():
        try:
            asking = askings.ask(
                matter_id,
                BY_NAME[form.fact.data],
                of_id=UUID(form.colleague.data),
                viewer=current_user,
                now=now(),
                note=form.note.data or "",
            )
        except Refused as refused:
            form[refused.fields[0]].errors = [str(refused)]
        else:
            flash(f"{asking.of.name} is asked.")
            return redirect(url_for("matters.show", matter_id=matter_id))
    return render_template("matters/ask.html", card=shown, form=form)
