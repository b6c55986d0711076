"""Decisions as they were made. Append-only."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line
from incident_app.policy.outcome import Outcome

from .account import Account

if TYPE_CHECKING:
    from .matter import Matter


class Decision(Line):
    """What an edition said about the answers of one matter at one moment.

    Holds all it was made from, so it can be replayed: the edition's name, ``inputs`` (fact
    name to *yes*, *no* or *unknown*) and the same packed as ``sheet`` (see
    :mod:`incident_app.policy.table`). ``rows`` are the rows used, each with ``cite`` and
    ``says`` as they read then; ``ask`` the facts still to ask, best first. The decision in
    force is the last by ``seq``.
    """

    __tablename__ = "decision"
    __table_args__ = (
        sa.CheckConstraint("sheet BETWEEN 0 AND 177146", name="sheet"),
        sa.Index("ix_decision_matter_id_seq", "matter_id", "seq"),
    )

    matter_id: Mapped[UUID] = mapped_column(sa.ForeignKey("matter.id"))
    edition: Mapped[str]
    inputs: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    sheet: Mapped[int]
    outcome: Mapped[Outcome]
    rows: Mapped[list[dict[str, str]]] = mapped_column(sa.JSON)
    ask: Mapped[list[str]] = mapped_column(sa.JSON)
    made_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime]

    matter: Mapped[Matter] = relationship(back_populates="decisions")
    made_by: Mapped[Account | None] = relationship()
