"""The form that adds files to an incident."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import MultipleFileField

from incident_app.services.files import Sent
from incident_app.vocabulary import LARGEST_AT_ONCE, LARGEST_ATTACHMENT, MOST_ATTACHMENTS

MEGABYTE = 1024 * 1024
ACCEPT = (
    "image/jpeg,image/png,image/gif,image/webp,application/pdf,text/plain,.txt,"
    "audio/mpeg,audio/mp4,audio/x-m4a,audio/wav,audio/ogg,audio/aac,audio/amr,audio/3gpp,"
    ".mp3,.m4a,.wav,.ogg,.opus,.aac,.amr,.3gp"
)
"""What the browser offers to pick. JPEG stands first and HEIC nowhere, so that Safari turns an
iPhone's photos into JPEG. What is kept is decided by the content alone."""


class AttachForm(FlaskForm):
    """One or more files."""

    files = MultipleFileField(
        "Files to add",
        description=(
            "Photos, PDFs, sound recordings or plain text. "
            f"At most {LARGEST_ATTACHMENT // MEGABYTE} MB a file, {LARGEST_AT_ONCE // MEGABYTE} MB "
            f"at a time, and {MOST_ATTACHMENTS} files for an incident. "
            "Where a photo was taken is removed from it; an animation keeps its first picture."
        ),
        render_kw={"accept": ACCEPT},
    )

    def sent(self) -> list[Sent]:
        """The files as the service takes them; a field left empty sends none."""
        chosen = [each for each in self.files.data or () if getattr(each, "filename", "")]
        return [Sent(name=each.filename, content=each.read()) for each in chosen]
