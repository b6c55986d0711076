"""The ledger of what an officer or an outsider was shown, written before it is sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from incident_app.extensions import db
from incident_app.models import Consultation, Disclosure
from incident_app.vocabulary import Field, Seen

from . import notices

if TYPE_CHECKING:
    from incident_app.models import Account, Attachment, Referral


def write(
    shared: Referral | Consultation,
    how: Seen | None,
    *,
    viewer: Account,
    now: datetime,
    attachment: Attachment | None = None,
) -> None:
    """Add the line that says what the viewer is shown now, to the open transaction.

    It reaches the database at once: where it can't be written, nothing may be sent
    (34 CFR 99.32(a)). Who is shown it in whole has read its notice too.

    :param how: ``None`` where nothing of it is sent, only whether it is there; no line is added.
    """
    if how is None:
        return
    if how is Seen.VIEW:
        notices.read_with(shared, viewer=viewer, now=now)
    consultation = isinstance(shared, Consultation)
    db.session.add(
        Disclosure(
            how=how,
            to_id=viewer.id,
            by_id=shared.sent_by_id,
            school_id=shared.school_id,
            referral_id=None if consultation else shared.id,
            consultation_id=shared.id if consultation else None,
            attachment_id=attachment.id if attachment else None,
            fields=_fields(shared, how),
            basis=shared.basis,
            purpose=shared.purpose,
            edition=shared.edition,
            notice_shown=True,
            at=now,
        )
    )
    db.session.flush()


def _fields(shared: Referral | Consultation, how: Seen) -> list[str]:
    """Codes of what is shown; a list shows none of them, only that there is something, and why."""
    if how is Seen.ATTACHMENT:
        return [Field.ATTACHMENTS.value]
    return [] if how is Seen.LIST else list(shared.disclosed)
