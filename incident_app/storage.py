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

    :raises StorageError: others can read or change the file, the role passes the wall, a pragma did
        not take, or the database can't be opened; a line for each.
    """
    if engine.dialect.name != "sqlite":
        _refuse_without_letters(engine)
        _refuse_who_passes_the_wall(engine)
        return
    file = Path(engine.url.database or "").resolve()  # the -wal lies where a link leads
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
    """Row security does not stop a superuser, and who owns the tables or the database can end it.

    Who may become another role is that role.
    """
    asked = """
        SELECT
            bool_or(rolsuper),
            bool_or(rolbypassrls),
            EXISTS (
                SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
                WHERE nspname = ANY (current_schemas(false)) AND relkind IN ('r', 'p')
                AND pg_has_role(current_user, relowner, 'MEMBER')
            ),
            EXISTS (
                SELECT FROM pg_database
                WHERE datname = current_database() AND pg_has_role(current_user, datdba, 'MEMBER')
            )
        FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER')
    """
    with engine.connect() as connection:
        superuser, bypasses, owns_tables, owns_all = connection.exec_driver_sql(asked).one()
    passes = {
        "a superuser": superuser,
        "a role with BYPASSRLS": bypasses and not superuser,
        "the owner of its tables": owns_tables and not superuser,
        "the owner of the database": owns_all and not superuser,
    }
    problems = [
        f"INCIDENT_DATABASE_URL signs in to PostgreSQL as {what}, or as who may become it, and row "
        "security stops neither: sign in as a role that is not, and give the owner's address in "
        "INCIDENT_OWNER_URL (docs/operations.md)."
        for what, is_so in passes.items()
        if is_so
    ]
    if problems:
        raise StorageError("\n".join(problems))


def _refuse_if_others_may_read(file: Path) -> None:
    beside = [file.with_name(file.name + end) for end in ("", "-wal", "-shm", "-journal")]
    problems = [
        f"Others than its user can read or change {each}. Run: chmod {mode} {each}"
        for each, shut, mode in [(file.parent, 0o066, 700), *((one, 0o077, 600) for one in beside)]
        if each.exists() and stat.S_IMODE(each.stat().st_mode) & shut
    ]
    if problems:
        raise StorageError("\n".join(problems))


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
