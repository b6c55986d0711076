"""Who is looking, told to the database for its own wall (docs/decisions/0006-two-walls.md).

PostgreSQL shows each transaction what its viewer may see, whatever the query asks for. Nobody is
the rule; a request is its account's; the operator's commands and the migrations own the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from uuid import UUID

NOBODY = ""
OPERATOR = "operator"

_viewer: ContextVar[str] = ContextVar("viewer", default=NOBODY)


def viewer() -> str:
    """An account's id, :data:`OPERATOR` or :data:`NOBODY`."""
    return _viewer.get()


@contextmanager
def operator() -> Iterator[None]:
    """Work as the operator, on the owner's connection, until the block ends."""
    token = _viewer.set(OPERATOR)
    try:
        yield
    finally:
        _viewer.reset(token)


def nobody() -> Token[str]:
    """Begin with nobody looking; hand what comes back to :func:`ended`."""
    return _viewer.set(NOBODY)


def account(account_id: UUID) -> None:
    """From here on, this account is looking. An open transaction is told by :func:`tell`."""
    _viewer.set(str(account_id))


def ended(token: Token[str]) -> None:
    """Whoever looked before :func:`nobody` looks again."""
    _viewer.reset(token)


def tell(connection: sa.Connection) -> None:
    """Tell PostgreSQL who is looking, until this transaction ends."""
    if connection.dialect.name == "postgresql":
        who = sa.func.set_config("incident.viewer", viewer(), True)  # noqa: FBT003 - is_local
        connection.execute(sa.select(who))
