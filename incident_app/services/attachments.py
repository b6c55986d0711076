"""Adding files to an incident, and reading them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Attachment, Incident
from incident_app.vocabulary import MOST_ATTACHMENTS

from . import NotFound, Refused, transaction
from .files import Sent, screened

if TYPE_CHECKING:
    from incident_app.integrations.files import Kept
    from incident_app.models import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of files that were sent.

    ``there`` counts those whose content the incident had already.
    """

    attachments: Sequence[Attachment]
    there: int


def add(incident_id: UUID, files: Sequence[Sent], *, viewer: Account, now: datetime) -> Added:
    """Keep files with an incident: all of them, or none.

    What is kept may differ from what was sent: a picture is drawn anew without its metadata.
    The journal holds the checksum of both. What the incident has already is not kept again.

    :raises NotFound: the incident is absent, or out of the viewer's reach.
    :raises FilesRefused: names each file that is unsafe, damaged or too large, and why.
    :raises Refused: no file was chosen, or the incident would have more than 20.
    """
    before = db.session.scalar(_reachable(incident_id, viewer=viewer))
    if before is None:
        raise NotFound
    if not files:
        raise Refused("Choose at least one file.", "files")
    if len(files) > MOST_ATTACHMENTS:  # none is looked into
        raise Refused(_too_many(len(before.attachments)), "files")
    found = screened(files)  # slow, so not under the writer's lock
    with transaction():
        # Two people adding at once are counted one after the other.
        incident = db.session.scalar(
            _reachable(incident_id, viewer=viewer).with_for_update(of=Incident)
        )
        if incident is None:
            raise NotFound
        known = {each.sha256 for each in incident.attachments}
        new: dict[str, tuple[Sent, Kept]] = {}
        for sent, kept in zip(files, found, strict=True):
            checksum = sha256(kept.content).hexdigest()
            if checksum not in known:
                new.setdefault(checksum, (sent, kept))
        if len(known) + len(new) > MOST_ATTACHMENTS:
            raise Refused(_too_many(len(known)), "files")
        added = [
            _kept(incident, sent, kept, checksum, viewer=viewer, now=now)
            for checksum, (sent, kept) in new.items()
        ]
    return Added(attachments=added, there=len(files) - len(added))


def read(attachment_id: UUID, *, viewer: Account) -> Attachment:
    """An attachment with its content.

    :raises NotFound: absent, or its incident is out of the viewer's reach.
    """
    attachment = db.session.scalar(
        sa.select(Attachment)
        .join(Attachment.incident)
        .where(Attachment.id == attachment_id, reach(viewer, Action.READ_INCIDENT))
        .options(undefer(Attachment.content))
    )
    if attachment is None:
        raise NotFound
    return attachment


def _reachable(incident_id: UUID, *, viewer: Account) -> sa.Select[Incident]:
    return sa.select(Incident).where(
        Incident.id == incident_id, reach(viewer, Action.ADD_TO_INCIDENT)
    )


def _too_many(there: int) -> str:
    room = MOST_ATTACHMENTS - there
    files = "1 more file" if room == 1 else f"{room or 'no'} more files"
    return f"An incident keeps at most {MOST_ATTACHMENTS} files. This one takes {files}."


def _kept(  # noqa: PLR0913 - what a row holds
    incident: Incident, sent: Sent, kept: Kept, checksum: str, *, viewer: Account, now: datetime
) -> Attachment:
    attachment = Attachment(
        incident_id=incident.id,
        name=kept.name,
        media_type=kept.media_type,
        size=len(kept.content),
        sha256=checksum,
        content=kept.content,
        added_by_id=viewer.id,
        added_at=now,
    )
    db.session.add(attachment)
    db.session.flush()
    journal.record(
        "attachment added",
        attachment,
        by=viewer,
        at=now,
        incident=str(incident.id),
        media_type=kept.media_type,
        size=attachment.size,
        sha256=checksum,
        sha256_as_sent=sha256(sent.content).hexdigest(),
    )
    return attachment
