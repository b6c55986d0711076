"""A matter: its record, answering its questions, and asking a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.policy.engine import Contradiction
from incident_app.policy.logic import BY_NAME, FACTS
from incident_app.reports import matter_record
from incident_app.reports.matter_card import card
from incident_app.services import Refused, askings, incidents, matters
from incident_app.vocabulary import Role, Value
from incident_app.web.gate import roles
from incident_app.web.matters.forms import AnswersForm, AskForm
from incident_app.web.questions import suggested
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.models import Asking, Matter
    from incident_app.policy.logic import Fact
    from incident_app.reports.matter_card import Card

bp = Blueprint("matters", __name__, url_prefix="/matters")


@bp.get("/<uuid:matter_id>")
@roles(Role.ADMINISTRATOR)
def show(matter_id: UUID) -> ResponseReturnValue:
    """A matter's route in full, the answers in force, and every decision with what moved it."""
    matter = matters.get(matter_id, viewer=current_user)
    incident = incidents.get(matter.incident_id, viewer=current_user)
    return render_template(
        "matters/show.html",
        card=card(matter),
        given=matter_record.in_force(matter),
        steps=matter_record.steps(matter),
        waiting=[asking for asking in matter.askings if not asking.answered],
        others=[each for each in map(card, incident.matters) if each.matter.id != matter.id],
    )


@bp.route("/<uuid:matter_id>/answers", methods=["GET", "POST"])
@roles(Role.ADMINISTRATOR)
def answer(matter_id: UUID) -> ResponseReturnValue:
    """Answer the questions of a matter, or correct the answers."""
    matter = matters.to_answer(matter_id, viewer=current_user)
    form = AnswersForm(_given(matter))
    theirs: Mapping[Fact, matters.Theirs] = {}
    if request.method == "GET":
        form.seen.data = str(matters.newest(matter))
    elif "suggest" in request.form:
        count = form.fill(card(matter).conduct)
        flash(f"{count} suggested answers are filled in below. Check each, then save.")
    elif form.validate():
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
    return render_template(
        "matters/answer.html",
        card=shown,
        form=form,
        groups=_groups(form, shown, asked),
        suggested=suggested(shown.conduct),
        asked=asked,
        theirs={fact.name: said for fact, said in theirs.items()},
    )


def _groups(form: AnswersForm, shown: Card, asked: Mapping[str, Asking]) -> dict[str, list]:
    """The fields in the order they are worth answering: those asked of the viewer first.

    A question with something wrong or something chosen is never folded away.
    """
    ask = [asked_.fact.name for asked_ in shown.route.ask if asked_.fact.name not in asked]
    folded = [
        fact.name
        for fact in shown.route.not_needed
        if form[fact.name].data is None and not form[fact.name].errors and fact.name not in asked
    ]
    rest = [fact.name for fact in FACTS if fact.name not in {*asked, *ask, *folded}]
    return {
        "asked": form.questions([*asked]),
        "ask": form.questions(ask),
        "answered": form.questions(rest),
        "not_needed": form.questions(folded),
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
