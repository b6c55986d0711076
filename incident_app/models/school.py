"""Schools."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from incident_app.extensions import Noun


class School(Noun):
    """An elementary, middle or secondary school (policy III.A).

    ``code`` begins every reference: two to five capital letters.
    """

    __tablename__ = "school"
    __table_args__ = (
        sa.CheckConstraint("length(code) BETWEEN 2 AND 5 AND code = upper(code)", name="code"),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 120", name="name"),
    )

    name: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(unique=True)
