"""Every row of the database, to tell whether a request changed any."""

from __future__ import annotations

import sqlite3
from collections import Counter

import sqlalchemy as sa

from incident_app.extensions import db
from tests.postgres import unwalled

READING = {
    "look": "Who of the district was shown which incident, kept before it is sent.",
    "disclosure": "What an officer was shown, kept before it is sent (34 CFR 99.32(a)(1)).",
    "event: ledger read": "Who opened the record of disclosures of a student (34 CFR 99.32).",
    "event: looks read": "Who opened the list of those who looked at a student's data.",
    "notice.read_at": "Who opens what a notice is about has read the notice; no mail follows.",
    "denial": "Who was turned away. The record is what happened.",
}
"""What a GET lawfully adds to, by its name here, and why. It takes nothing away, of these either."""

ASKING = {"denial"}
"""What a HEAD and an OPTIONS may add to: nothing was shown, but somebody may have been turned away."""


class Prints:
    """Looks at all rows from outside: past both walls, and at what was committed alone."""

    def __init__(self):
        parts = list(_parts())
        self._file = None
        if db.engine.dialect.name == "sqlite":
            self._file = sqlite3.connect(db.engine.url.database)
            self._version_of = "PRAGMA data_version"
            self._queries = [
                f"SELECT {name}, {columns} FROM {rows}" for name, columns, rows in parts
            ]
        else:
            each = (
                f"SELECT {name}, md5(ROW({columns})::text) FROM {rows}"
                for name, columns, rows in parts
            )
            self._version_of = "SELECT pg_snapshot_xmax(pg_current_snapshot())"
            self._queries = [" UNION ALL ".join(each)]
        self._version, self._rows = None, {}

    def take(self):
        """Each table's rows. The event journal is apart by event, a notice by whether it is read."""
        if self._file:
            return self._taken(self._file.execute)
        with unwalled(db).connect() as connection:
            return self._taken(connection.exec_driver_sql)

    def close(self):
        if self._file:
            self._file.close()

    def _taken(self, ask):
        version = ask(self._version_of).fetchone()
        if version != self._version:  # somebody wrote since; else every row is what it was
            self._version, self._rows = version, {}
            for query in self._queries:
                for name, *row in ask(query):
                    self._rows.setdefault(name, Counter())[repr(row)] += 1
        return self._rows


def _parts():
    """Name, columns and rows of each table there is, also of one that no model knows."""
    database = sa.inspect(unwalled(db))
    for table in database.get_table_names():
        columns = [each["name"] for each in database.get_columns(table)]
        if table == "notice":
            columns.remove("read_at")
            yield "'notice.read_at'", "id, read_at", "notice WHERE read_at IS NOT NULL"
        yield "'event: ' || name" if table == "event" else f"'{table}'", ", ".join(columns), table


def changed(before, after):
    """The names under which rows came or went."""
    none = Counter()
    return {name for name in before | after if before.get(name, none) != after.get(name, none)}


def lost(before, after):
    """The names under which a row is no more what it was."""
    return {name for name in before if before[name] - after.get(name, Counter())}
