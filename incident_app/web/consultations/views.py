"""Advice asked of an officer: the question, and the answer, which does nothing to the matter."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from incident_app.services import Refused, consultations, sharing
from incident_app.vocabulary import Role
from incident_app.web.consultations.forms import AdviceForm
from incident_app.web.gate import roles
from incident_app.web.looking import sent
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("consultations", __name__, url_prefix="/consultations/<uuid:consultation_id>")


@bp.get("")
@roles(Role.OFFICER)
def show(consultation_id: UUID) -> ResponseReturnValue:
    """What was asked, and what was disclosed for it."""
    return _page(consultation_id, AdviceForm())


@bp.post("/advice")
@roles(Role.OFFICER)
def advise(consultation_id: UUID) -> ResponseReturnValue:
    """Give the advice; the officer then sees the question no more."""
    form = AdviceForm()
    if form.validate_on_submit():
        words = form.words.data or ""
        try:
            consultations.advise(consultation_id, words, viewer=current_user, now=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("Your advice is sent. The school decides what to do.")
            return redirect(url_for("home.show"))
    return _page(consultation_id, form)


def _page(consultation_id: UUID, form: AdviceForm) -> ResponseReturnValue:
    with consultations.reading(
        consultation_id, viewer=current_user, now=now(), how=sent()
    ) as consultation:
        return render_template(
            "consultations/show.html",
            consultation=consultation,
            letter=sharing.letter(consultation),
            form=form,
        )
