"""People who take part in incidents."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Noun
from incident_app.vocabulary import PersonKind

from .school import School


class Person(Noun):
    """Someone known to the district or not.

    ``number`` is the district's own for students and staff. An unknown person has no name,
    and ``described`` says what is known of them.
    """

    __tablename__ = "person"
    __table_args__ = (
        sa.CheckConstraint("kind = 'unknown' OR name <> ''", name="named"),
        sa.CheckConstraint("kind <> 'unknown' OR name = ''", name="unnamed"),
        sa.CheckConstraint("length(name) <= 200 AND length(described) <= 500", name="lengths"),
        sa.Index("ix_person_school_id_kind_name", "school_id", "kind", "name"),
    )

    kind: Mapped[PersonKind]
    name: Mapped[str] = mapped_column(default="")
    number: Mapped[str | None] = mapped_column(unique=True)
    grade: Mapped[str | None]
    born_on: Mapped[date | None]
    described: Mapped[str] = mapped_column(default="")
    school_id: Mapped[UUID] = mapped_column(sa.ForeignKey("school.id"))
    school: Mapped[School] = relationship()

    @property
    def shown(self) -> str:
        """How a page names them: *Lee, Ana (10231)*, *Unknown person: tall, red jacket*."""
        if self.kind is PersonKind.UNKNOWN:
            return f"Unknown person: {self.described}" if self.described else "Unknown person"
        if self.kind is PersonKind.VISITOR:
            return f"{self.name} (visitor)"
        return f"{self.name} ({self.number})" if self.number else self.name
