"""What the database must be before a record is entrusted to it."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import sqlalchemy as sa

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "temp_store": 2,
}
"""WAL with FULL: an acknowledged record survives a power cut. Recursive triggers: an
append-only line can't be taken away by INSERT OR REPLACE. Temporary tables in memory: a search
writes nothing of the record beside the file, and takes half the time."""


class StorageError(RuntimeError):
    """The database is not fit to keep records; the message says why and what to do."""


def prepare(engine: sa.Engine) -> None:
    """Set up every connection of an engine."""
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _connected)
        sa.event.listen(engine, "begin", _begun)
    else:
        sa.event.listen(engine, "connect", _uncompiled)


def check(engine: sa.Engine) -> None:
    """Refuse a database that could lose or leak what it is given.

    :raises StorageError: the file can be read by others, a pragma did not take, or the
        database can't be opened.
    """
    if engine.dialect.name != "sqlite":
        _refuse_without_letters(engine)
        _refuse_who_passes_the_wall(engine)
        return
    file = Path(engine.url.database or "")
    _refuse_if_others_may_read(file)
    try:
        file.touch(mode=0o600)
        with engine.connect() as connection:
            for name, wanted in PRAGMAS.items():
                if connection.exec_driver_sql(f"PRAGMA {name}").scalar() != wanted:
                    raise StorageError(f"SQLite did not accept {name} on {file}. Use a local disk.")
    except (OSError, sa.exc.DatabaseError) as error:
        raise StorageError(f"The database file {file} can't be opened for writing.") from error


def _refuse_without_letters(engine: sa.Engine) -> None:
    """In the locale C an é is no letter to PostgreSQL, and names with one are never found."""
    try:
        with engine.connect() as connection:
            knows = connection.exec_driver_sql("SELECT 'é' ~ '[[:alnum:]]'").scalar()
    except sa.exc.DatabaseError as error:
        raise StorageError("The PostgreSQL database can't be reached.") from error
    if not knows:
        raise StorageError(
            "The PostgreSQL database has the locale C, where letters with accents are not found. "
            "Make it with: createdb --template=template0 --locale=C.UTF-8 NAME"
        )


def _refuse_who_passes_the_wall(engine: sa.Engine) -> None:
    """A superuser passes row security, and who owns the tables can take it away."""
    asked = (
        "SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class "
        "WHERE relowner = pg_roles.oid AND relname = 'incident') FROM pg_roles "
        "WHERE rolname = current_user"
    )
    with engine.connect() as connection:
        passes = connection.exec_driver_sql(asked).scalar()
    if passes:
        raise StorageError(
            "INCIDENT_DATABASE_URL signs in to PostgreSQL as a superuser or as the owner of the "
            "tables, whom row security does not stop. Sign in as a role that is neither, and give "
            "the owner's address in INCIDENT_OWNER_URL. docs/operations.md says how."
        )


def _refuse_if_others_may_read(file: Path) -> None:
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise StorageError(f"Other users of this machine can read {file}. Run: chmod 600 {file}")


def _connected(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the begin event below says BEGIN, not the driver
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 5000")
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()


def _uncompiled(connection: Any, _record: object) -> None:
    # Row security counts the branches of every role, so PostgreSQL thinks a page of 50 rows worth
    # compiling, which takes longer than the page; each role runs only its own branch.
    connection.autocommit = True
    connection.execute("SET jit = off")
    connection.autocommit = False


def _begun(connection: sa.Connection) -> None:
    # A writer takes the lock at once: a reader that turned writer could fail without waiting.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
