"""Files kept with an incident."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Noun
from incident_app.vocabulary import LARGEST_ATTACHMENT, LONGEST_FILE_NAME

from .account import Account

if TYPE_CHECKING:
    from .incident import Incident


class Attachment(Noun):
    """A photo, document, recording or text as it was kept; never changed.

    ``content`` is what is kept, after location data was stripped from a picture, and is read
    only when asked for. ``size`` counts its bytes and ``sha256`` is its checksum in hexadecimal.
    ``media_type`` was found from the content, never taken from the browser.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        sa.CheckConstraint(f"length(name) BETWEEN 1 AND {LONGEST_FILE_NAME}", name="name"),
        sa.CheckConstraint(f"size BETWEEN 1 AND {LARGEST_ATTACHMENT}", name="size"),
        sa.CheckConstraint("length(sha256) = 64", name="sha256"),
        sa.Index("ix_attachment_incident_id_added_at", "incident_id", "added_at"),
    )

    incident_id: Mapped[UUID] = mapped_column(sa.ForeignKey("incident.id"))
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True, deferred_raiseload=True)
    added_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    added_at: Mapped[datetime]

    incident: Mapped[Incident] = relationship(back_populates="attachments")
    added_by: Mapped[Account] = relationship()
