"""What the database holds, to be compared and brought back."""

import sqlite3

import sqlalchemy as sa

from incident_app.extensions import db
from tests.postgres import unwalled

CHANGEABLE = ("account", "account_school", "invitation", "school", "draft", "notice", "search")
"""Tables whose rows may change; every other one refuses it (tests/migrations/test_append_only.py)."""


def fingerprint(*, without=("denial",)):
    """How many rows each table has, and every row of those that may change."""
    db.session.rollback()
    tables = [each.name for each in db.metadata.sorted_tables if each.name not in without]
    counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables)
    with unwalled(db).connect() as connection:
        found = {row[0]: row[1] for row in connection.execute(sa.text(counts))}
        for name in CHANGEABLE:
            rows = connection.execute(sa.text(f"SELECT * FROM {name}")).all()
            found[name] = sorted(map(repr, rows))
    return found


def without_waiting():
    """Nothing here has to survive a power cut: SQLite does not wait for the disk."""
    if db.engine.dialect.name == "sqlite":
        sa.event.listen(db.engine, "connect", lambda one, _: one.execute("PRAGMA synchronous = 0"))
        db.session.remove()
        db.engine.dispose()


class Kept:
    """The database as it is now, to come back to."""

    def __init__(self):
        self._sqlite = db.engine.dialect.name == "sqlite"
        db.session.rollback()
        if self._sqlite:
            self._memory = sqlite3.connect(":memory:")
            with sqlite3.connect(db.engine.url.database) as source:
                source.backup(self._memory)
            source.close()
            return
        self._tables = sorted({*sa.inspect(unwalled(db)).get_table_names()} - {"alembic_version"})
        with unwalled(db).begin() as connection:
            connection.execute(sa.text("DROP SCHEMA IF EXISTS kept CASCADE"))
            connection.execute(sa.text("CREATE SCHEMA kept"))
            for name in self._tables:
                connection.execute(sa.text(f"CREATE TABLE kept.{name} AS TABLE public.{name}"))

    def bring_back(self):
        """Everything as it was."""
        db.session.rollback()
        if self._sqlite:
            file = sqlite3.connect(db.engine.url.database)
            self._memory.backup(file)
            file.close()
            return
        names = self._tables
        with unwalled(db).begin() as connection:
            connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
            connection.execute(sa.text(f"TRUNCATE {', '.join(f'public.{name}' for name in names)}"))
            for name in names:
                connection.execute(sa.text(f"INSERT INTO public.{name} SELECT * FROM kept.{name}"))

    def forget(self):
        """Leave nothing behind."""
        if self._sqlite:
            self._memory.close()
            return
        with unwalled(db).begin() as connection:
            connection.execute(sa.text("DROP SCHEMA kept CASCADE"))
