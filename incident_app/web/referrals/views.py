"""A matter referred to an officer: what it discloses, and the officer's answer.

Every page that shows something of it is made while :func:`referrals.reading` holds it, and a
form sent again with its errors is such a page too.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask_login import current_user

from incident_app.services import Refused, referrals, sharing
from incident_app.vocabulary import Declined, Role, Seen
from incident_app.web.gate import roles
from incident_app.web.looking import sent
from incident_app.web.referrals.forms import DeclineForm, DoneForm
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("referrals", __name__, url_prefix="/referrals/<uuid:referral_id>")


@bp.get("")
@roles(Role.OFFICER)
def show(referral_id: UUID) -> ResponseReturnValue:
    """What was disclosed of a matter, and what the officer can answer."""
    return _page(referral_id)


@bp.post("/accept")
@roles(Role.OFFICER)
def accept(referral_id: UUID) -> ResponseReturnValue:
    """Take a matter on."""
    referrals.accept(referral_id, viewer=current_user, now=now())
    flash("You accepted the matter.")
    return redirect(url_for(".show", referral_id=referral_id))


@bp.post("/decline")
@roles(Role.OFFICER)
def decline(referral_id: UUID) -> ResponseReturnValue:
    """Send a matter back."""
    form = DeclineForm()
    if form.validate_on_submit():
        reason, words = form.reason.chosen(Declined), form.words.data or ""
        try:
            referrals.decline(referral_id, reason, viewer=current_user, now=now(), words=words)
            return _over("You declined the matter. It is back with the school.")
        except Refused as refused:
            form.refuse(refused)
    return _page(referral_id, declined=form)


@bp.post("/done")
@roles(Role.OFFICER)
def finish(referral_id: UUID) -> ResponseReturnValue:
    """Say what became of a matter."""
    form = DoneForm()
    if form.validate_on_submit():
        try:
            referrals.finish(referral_id, form.done(), viewer=current_user, now=now())
            return _over("You are done with the matter. The school is told.")
        except Refused as refused:
            form.refuse(refused)
    return _page(referral_id, done=form)


@bp.get("/attachments/<uuid:attachment_id>")
@roles(Role.OFFICER)
def attachment(referral_id: UUID, attachment_id: UUID) -> ResponseReturnValue:
    """A disclosed file, to be saved and never shown as a page of ours."""
    with referrals.reading_attachment(
        referral_id, attachment_id, viewer=current_user, now=now(), how=sent(Seen.ATTACHMENT)
    ) as kept:
        return send_file(
            BytesIO(kept.content),
            mimetype=kept.media_type,
            as_attachment=True,
            download_name=kept.name,
        )


def _over(words: str) -> ResponseReturnValue:
    """Back to what waits; nothing there says what the matter was."""
    flash(words)
    return redirect(url_for("home.show"))


def _page(
    referral_id: UUID, *, declined: DeclineForm | None = None, done: DoneForm | None = None
) -> ResponseReturnValue:
    """The page of a referral, with the form that was sent, if one was."""
    decline = declined or DeclineForm(formdata=None)
    with referrals.reading(referral_id, viewer=current_user, now=now(), how=sent()) as referral:
        letter = sharing.letter(referral)
        return render_template(
            "referrals/show.html",
            referral=referral,
            letter=letter,
            files={
                each.id: url_for(".attachment", referral_id=referral_id, attachment_id=each.id)
                for each in letter.attachments
            },
            form=done or decline,
            decline=decline,
            declining=declined is not None,
            done=done or DoneForm(formdata=None),
        )
