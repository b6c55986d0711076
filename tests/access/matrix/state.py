"""What the database holds, to be compared and brought back."""

import sqlite3

import sqlalchemy as sa

from incident_app.extensions import db

CHANGEABLE = ("account", "account_school", "school", "draft", "notice", "search")
"""Tables whose rows may change; every other one refuses it (tests/migrations/test_append_only.py)."""


def fingerprint(*, without=("denial",)):
    """How many rows each table has, and every row of those that may change."""
    db.session.rollback()
    tables = [each.name for each in db.metadata.sorted_tables if each.name not in without]
    counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables)
    found = {row[0]: row[1] for row in db.session.execute(sa.text(counts))}
    for name in CHANGEABLE:
        rows = db.session.execute(sa.text(f"SELECT * FROM {name}")).all()
        found[name] = sorted(map(repr, rows))
    db.session.rollback()
    return found


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
        self._tables = sorted({*sa.inspect(db.engine).get_table_names()} - {"alembic_version"})
        with db.engine.begin() as connection:
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
        with db.engine.begin() as connection:
            connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
            connection.execute(sa.text(f"TRUNCATE {', '.join(f'public.{name}' for name in names)}"))
            for name in names:
                connection.execute(sa.text(f"INSERT INTO public.{name} SELECT * FROM kept.{name}"))

    def forget(self):
        """Leave nothing behind."""
        if self._sqlite:
            self._memory.close()
            return
        with db.engine.begin() as connection:
            connection.execute(sa.text("DROP SCHEMA kept CASCADE"))
