"""The people who sign in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Model, Noun
from incident_app.vocabulary import Role

from .school import School

account_school = sa.Table(
    "account_school",
    Model.metadata,
    sa.Column("account_id", sa.ForeignKey("account.id"), primary_key=True),
    sa.Column("school_id", sa.ForeignKey("school.id"), primary_key=True),
)


NO_PASSWORD = ""
"""Instead of a hash: no password is right."""


class Account(Noun):
    """One person's way in. Never deleted: what they did stays theirs.

    Invited, they are not active and have :data:`NO_PASSWORD` until they open their link.

    ``epoch`` counts the changes that end its sessions: of role, schools, password and activity.
    The database moves it on by itself (migration 0023), and no code writes it. ``holder_id`` is the
    first account of the same person, where this is not their only one.
    """

    __tablename__ = "account"
    __table_args__ = (
        sa.CheckConstraint(
            "email = lower(email) AND length(email) BETWEEN 3 AND 254", name="email"
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 120", name="name"),
    )

    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    role: Mapped[Role]
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    epoch: Mapped[int] = mapped_column(default=0, server_default=sa.text("0"))
    holder_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    schools: Mapped[list[School]] = relationship(secondary=account_school, order_by=School.name)

    # What Flask-Login asks of a user.
    is_authenticated = True
    is_anonymous = False
    token = ""
    """Of the session that is being begun; never kept."""

    @property
    def is_active(self) -> bool:
        """Whether the account may sign in and stay signed in."""
        return self.active

    def get_id(self) -> str:
        """What the browser keeps: the token of a session, which tells nothing of whose it is."""
        return self.token
