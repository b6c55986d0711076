"""The Flask extensions, unbound, and the base of every table."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID, uuid4

import sqlalchemy as sa
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from incident_app import viewing

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(sa.TypeDecorator[datetime]):
    """A moment, stored in UTC and given back aware; a naive datetime is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse a moment without its zone; turn any other to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self,
        value: datetime | None,
        dialect: sa.Dialect,  # noqa: ARG002 - both databases come back alike
    ) -> datetime | None:
        """Give UTC back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """Base of every table: named constraints, enumerations stored as their words."""

    # A registry, not a bare type_annotation_map: pallets-eco/flask-sqlalchemy#1361.
    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: Instant,
            date: sa.Date,
            UUID: sa.Uuid,
            str: sa.Text,
            Enum: sa.Enum(
                Enum,
                native_enum=False,
                create_constraint=True,
                length=40,
                values_callable=lambda kind: [member.value for member in kind],
            ),
        },
    )
    __abstract__ = True
    metadata: ClassVar[sa.MetaData]


class Noun(Model):
    """A record people can see: known by a random 128-bit id, never by a number in sequence."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


class Line(Model):
    """A line of an append-only record: ``seq`` orders it and is never shown."""

    __abstract__ = True

    seq: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    id: Mapped[UUID] = mapped_column(unique=True, default=uuid4)


class Viewed(Session):
    """A session whose transactions know their viewer; the operator's are the owner's."""

    def get_bind(self, *args: Any, **kwargs: Any) -> sa.Engine | sa.Connection:
        """The owner's connection while the operator works, where there is one of its own."""
        owner = db.engines.get("owner")
        if owner is not None and viewing.viewer() == viewing.OPERATOR:
            return owner
        return super().get_bind(*args, **kwargs)


db = SQLAlchemy(model_class=Model, session_options={"class_": Viewed})


@sa.event.listens_for(Viewed, "after_begin")
def _begun(_session: Session, _transaction: object, connection: sa.Connection) -> None:
    viewing.tell(connection)


migrate = Migrate()
login_manager = LoginManager()
csrf = CSRFProtect()
