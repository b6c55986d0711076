"""Answers to the policy's questions. Append-only."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line
from incident_app.policy import logic
from incident_app.vocabulary import LONGEST_NOTE, Value

from .account import Account

if TYPE_CHECKING:
    from .matter import Matter


class Answer(Line):
    """One person's answer to one question of one matter, at one moment.

    The answer in force is the last by ``seq``. Never changed: a correction is a new line.
    ``given_by`` is empty for what the operator imported.
    """

    __tablename__ = "answer"
    __table_args__ = (
        sa.CheckConstraint(
            "fact IN ({})".format(", ".join(f"'{fact.name}'" for fact in logic.FACTS)), name="fact"
        ),
        sa.CheckConstraint(f"length(note) <= {LONGEST_NOTE}", name="note"),
        sa.Index("ix_answer_matter_id_seq", "matter_id", "seq"),
    )

    matter_id: Mapped[UUID] = mapped_column(sa.ForeignKey("matter.id"))
    fact: Mapped[str]
    value: Mapped[Value]
    note: Mapped[str] = mapped_column(default="")
    given_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    given_at: Mapped[datetime]

    matter: Mapped[Matter] = relationship(back_populates="answers")
    given_by: Mapped[Account | None] = relationship()
