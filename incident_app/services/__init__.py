"""Use cases: one function is one transaction and one event. They alone commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import sqlalchemy as sa

from incident_app.extensions import db

Kept = TypeVar("Kept")


class NotFound(LookupError):
    """There is no such record, or the viewer may not reach it: nobody can tell which."""


class Refused(ValueError):
    """What was asked can't be recorded; says why in plain English.

    :ivar fields: the names of the inputs to blame.
    """

    def __init__(self, message: str, *fields: str) -> None:
        self.fields = fields
        super().__init__(message)


def once(keep: Callable[[], Kept]) -> Kept:
    """Keep what one press sends, also when it is sent twice at one moment.

    :param keep: a transaction that gives back what is there under its key already.
    :raises NotFound: the key is a record's that the viewer may not see.
    """
    try:
        return keep()
    except sa.exc.IntegrityError:
        try:  # now the first of the two is there
            return keep()
        except sa.exc.IntegrityError:
            raise NotFound from None


@contextmanager
def transaction() -> Iterator[None]:
    """Everything inside is kept, or nothing is. Does not nest.

    Starts afresh: what was read before is read again under the writer's lock, so no decision
    rests on a stale look.
    """
    db.session.rollback()
    db.session.connection(execution_options={"writes": True})
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def wait_turn(what: str) -> None:
    """Wait for whoever else is at this, and keep the turn until the open transaction ends.

    For what no row can be waited for and no constraint says: that there is one of a kind.

    :param what: a table's name; all who pass the same wait for each other.
    """
    if db.session.connection().dialect.name == "postgresql":  # SQLite has one writer anyway
        db.session.execute(
            sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(what, 0)))
        )
