"""Adding files to an incident, and downloading them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_login import current_user

from incident_app.services import Refused, attachments
from incident_app.services.files import FilesRefused
from incident_app.vocabulary import LARGEST_AT_ONCE, Role, Seen
from incident_app.web.attachments.forms import MEGABYTE, AttachForm
from incident_app.web.gate import roles
from incident_app.web.looking import shows
from incident_app.web.words import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("attachments", __name__)

KINDS = {
    "image": "Picture",
    "application": "PDF document",
    "audio": "Sound recording",
    "text": "Text",
}
"""What an attachment is, by the first word of its media type."""

SAME = "A file with the same content was there already, so it is not added again."
SAME_ONES = "{} files with the same content were there already, so they are not added again."

FORM = 64 * 1024
"""Room in bytes for what a browser sends around the files."""


@bp.url_value_preprocessor
def _with_room(endpoint: str | None, _values: object) -> None:
    """Let files in, before anything reads what is sent."""
    if endpoint == "attachments.add" and request.mimetype == "multipart/form-data":
        request.max_content_length = LARGEST_AT_ONCE + FORM


@bp.post("/incidents/<uuid:incident_id>/attachments")
@roles(Role.ADMINISTRATOR)
def add(incident_id: UUID) -> ResponseReturnValue:
    """Keep files with an incident, or say of each that can't be kept why."""
    form = AttachForm()
    try:
        added = attachments.add(incident_id, form.sent(), viewer=current_user, now=now())
    except FilesRefused as refused:
        return _nothing_added(incident_id, form, refused.reasons)
    except Refused as refused:
        form.files.errors = [str(refused)]
        return _nothing_added(incident_id, form)
    for count, one, several in (
        (len(added.attachments), "The file is added.", "{} files are added."),
        (added.there, SAME, SAME_ONES),
    ):
        if count:
            flash(one if count == 1 else several.format(count))
    return redirect(url_for("incidents.show", incident_id=incident_id))


@bp.get("/attachments/<uuid:attachment_id>")
@roles(Role.ADMINISTRATOR)
@shows(Seen.ATTACHMENT)
def download(attachment_id: UUID) -> ResponseReturnValue:
    """An attachment, to be saved and never shown as a page of ours."""
    kept = attachments.read(attachment_id, viewer=current_user)
    return send_file(
        BytesIO(kept.content), mimetype=kept.media_type, as_attachment=True, download_name=kept.name
    )


@bp.errorhandler(413)
def _too_large(_error: Exception) -> ResponseReturnValue:
    """Say the limit and lead back; whether there is such an incident is not looked up."""
    form = AttachForm(formdata=None)
    form.files.errors = [
        f"Together, they are larger than {LARGEST_AT_ONCE // MEGABYTE} MB. Choose fewer at a time."
    ]
    return _nothing_added((request.view_args or {})["incident_id"], form), 413


def _nothing_added(
    incident_id: UUID, form: AttachForm, reasons: Sequence[tuple[str, str]] = ()
) -> str:
    if reasons:
        form.files.errors = ["Choose the files again, without those that are not kept."]
    return render_template(
        "attachments/refused.html", incident_id=incident_id, form=form, reasons=reasons
    )


@bp.app_template_filter("kind")
def kind(media_type: str) -> str:
    """What an attachment is, in words."""
    return KINDS[media_type.partition("/")[0]]


@bp.app_template_filter("size")
def size(count: int) -> str:
    """A number of bytes in words: *1.4 MB*, *12 KB*."""
    if count >= MEGABYTE:
        return f"{count / MEGABYTE:.1f} MB"
    return f"{-(-count // 1024)} KB"


@bp.app_context_processor
def _form() -> dict[str, object]:
    """The form for the page of an incident."""
    return {"attach_form": lambda: AttachForm(formdata=None)}
