"""Questions that one administrator passes on to another. Append-only."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from incident_app.extensions import Line
from incident_app.policy import logic
from incident_app.vocabulary import LONGEST_NOTE

from .account import Account
from .answer import Answer

if TYPE_CHECKING:
    from .matter import Matter


class Asking(Line):
    """One question of one matter, asked of a colleague.

    It is open until anyone answers that question of that matter after it was asked; *not
    known yet* is an answer too. After is by the clock: an answer of the same moment is not.
    """

    __tablename__ = "asking"
    __table_args__ = (
        sa.CheckConstraint(
            "fact IN ({})".format(", ".join(f"'{fact.name}'" for fact in logic.FACTS)), name="fact"
        ),
        sa.CheckConstraint(f"length(note) <= {LONGEST_NOTE}", name="note"),
        sa.CheckConstraint("of_id <> by_id", name="of_another"),
        sa.Index("ix_asking_of_id_seq", "of_id", "seq"),
        sa.Index("ix_asking_matter_id_seq", "matter_id", "seq"),
    )

    matter_id: Mapped[UUID] = mapped_column(sa.ForeignKey("matter.id"))
    fact: Mapped[str] = mapped_column()
    of_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    note: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime] = mapped_column()
    answered: Mapped[bool] = column_property(
        sa.exists()
        .where(Answer.matter_id == matter_id, Answer.fact == fact, Answer.given_at > asked_at)
        .correlate_except(Answer)
    )

    matter: Mapped[Matter] = relationship(back_populates="askings")
    of: Mapped[Account] = relationship(foreign_keys=of_id)
    by: Mapped[Account] = relationship(foreign_keys=by_id)
