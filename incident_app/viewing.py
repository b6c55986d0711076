"""Who is looking and on which day, told to the database for its own wall (decision 0006).

PostgreSQL shows each transaction what its viewer may see, whatever the query asks for. Nobody is
the rule; a request is its account's; the operator's commands and the migrations own the tables.
The day is the district's own: by it a contract is in force, or is not (decision 0008). Where nobody
said which day it is, no contract is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from uuid import UUID

NOBODY = ""
OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class _Looking:
    who: str = NOBODY
    day: date | None = None


_looking: ContextVar[_Looking] = ContextVar("looking", default=_Looking())  # noqa: B039 - frozen


def viewer() -> str:
    """An account's id, :data:`OPERATOR` or :data:`NOBODY`."""
    return _looking.get().who


def day() -> date | None:
    """Today in the district's zone; ``None`` where nobody said."""
    return _looking.get().day


@contextmanager
def operator(today: date | None = None) -> Iterator[None]:
    """Work as the operator, on the owner's connection, until the block ends.

    :param today: in the district's zone; without it no officer is under contract.
    """
    token = _looking.set(_Looking(OPERATOR, today))
    try:
        yield
    finally:
        _looking.reset(token)


def nobody(today: date) -> Token[_Looking]:
    """Begin with nobody looking; hand what comes back to :func:`ended`."""
    return _looking.set(_Looking(NOBODY, today))


def account(account_id: UUID) -> None:
    """From here on, this account is looking. An open transaction is told by :func:`tell`."""
    _looking.set(_Looking(str(account_id), day()))


def ended(token: Token[_Looking]) -> None:
    """Whoever looked before :func:`nobody` looks again."""
    _looking.reset(token)


def present(connection: sa.Connection, token_sha256: str, what: str = "session") -> None:
    """Tell PostgreSQL which session (or ``link``) is asked for, before anybody is looking."""
    if connection.dialect.name == "postgresql":
        asked = sa.func.set_config(f"incident.{what}", token_sha256, True)  # noqa: FBT003
        connection.execute(sa.select(asked))


def tell(connection: sa.Connection) -> None:
    """Tell PostgreSQL who is looking and on which day, until this transaction ends."""
    if connection.dialect.name == "postgresql":
        today = day()
        told = {"incident.viewer": viewer(), "incident.day": today.isoformat() if today else ""}
        settings = (sa.func.set_config(*each, True) for each in told.items())  # noqa: FBT003 - is_local
        connection.execute(sa.select(*settings))
