"""One wall at a time: the same tests with the program's own filter off, or with row security off.

Set by ``make walls`` in the environment of the tests; the product never reads it.
"""

import os

import sqlalchemy as sa

from incident_app import access
from incident_app.extensions import db
from incident_app.vocabulary import Role
from tests.postgres import unwalled

LEFT = os.environ.get("ONLY_WALL", "")
"""``database``, ``program``, or both when it is empty."""


def program_off(monkeypatch):
    """Officers may do everything with everything, as far as the program knows."""
    allowed = dict.fromkeys(access.Action, lambda _viewer: sa.true())
    monkeypatch.setitem(access._MAY, Role.OFFICER, allowed)


def database_off():
    """PostgreSQL shows every row to everyone."""
    with unwalled(db).begin() as connection:
        names = (
            connection.execute(sa.text("SELECT DISTINCT tablename FROM pg_policies"))
            .scalars()
            .all()
        )
        for name in names:
            connection.execute(sa.text(f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY"))
