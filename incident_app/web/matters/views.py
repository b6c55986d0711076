"""Answering the questions of a matter."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from incident_app.policy.engine import Contradiction
from incident_app.policy.logic import FACTS
from incident_app.reports.matter_card import card
from incident_app.services import Refused, matters
from incident_app.vocabulary import Role
from incident_app.web.gate import roles
from incident_app.web.matters.forms import AnswersForm
from incident_app.web.questions import suggested
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from incident_app.reports.route_panel import Route

bp = Blueprint("matters", __name__, url_prefix="/matters")


@bp.route("/<uuid:matter_id>/answers", methods=["GET", "POST"])
@roles(Role.ADMINISTRATOR)
def answer(matter_id: UUID) -> ResponseReturnValue:
    """Answer the questions of a matter, or correct the answers."""
    matter = matters.to_answer(matter_id, viewer=current_user)
    shown = card(matter)
    form = AnswersForm({each.fact: each.value.value for each in matter.answers})
    if "suggest" in request.form:
        count = form.fill(shown.conduct)
        flash(f"{count} suggested answers are filled in below. Check each, then save.")
    elif form.validate_on_submit():
        try:
            decision = matters.answer(
                matter_id,
                form.answers(),
                viewer=current_user,
                now=now(),
                note=form.note.data or "",
            )
        except Contradiction as contradiction:
            form.refuse(contradiction)
        except Refused as refused:
            form.note.errors = [str(refused)]
        else:
            flash(f"Saved. The route is now: {decision.outcome.title}.")
            return redirect(url_for("incidents.show", incident_id=shown.matter.incident_id))
    return render_template(
        "matters/answer.html",
        card=shown,
        form=form,
        groups=_groups(form, shown.route),
        suggested=suggested(shown.conduct),
    )


def _groups(form: AnswersForm, shown: Route) -> dict[str, list]:
    """The fields in the order they are worth answering.

    A question with something wrong or something chosen is never folded away.
    """
    ask = [asked.fact.name for asked in shown.ask]
    folded = [
        fact.name
        for fact in shown.not_needed
        if form[fact.name].data is None and not form[fact.name].errors
    ]
    rest = [fact.name for fact in FACTS if fact.name not in {*ask, *folded}]
    return {
        "ask": form.questions(ask),
        "answered": form.questions(rest),
        "not_needed": form.questions(folded),
    }
