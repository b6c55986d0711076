"""No step through any form of any role ends in an unexplained error, a leak or a lost text.

``make test`` walks the same steps every time; ``make fuzz`` walks new ones, and the same again
with the seed that it prints.
"""

from __future__ import annotations

import os
import random
import secrets
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from incident_app.extensions import Noun, db
from tests import machine
from tests.fuzz import world
from tests.fuzz.values import INVENTED
from tests.fuzz.walk import Walk
from tests.prints import READING, Prints

STRIDE = 80
"""Steps of one visit. On SQLite each visit finds the same district, untouched."""

STEPS = int(os.environ.get("FUZZ_STEPS", "2400"))
SEED = int(
    os.environ.get("FUZZ_SEED")
    or (secrets.randbelow(2**32) if "FUZZ_STEPS" in os.environ else 626_8482)
)


@pytest.fixture
def district(app, monkeypatch):
    """The walked district, its prints, and how to make it as it was."""
    chance = random.Random("the district")
    monkeypatch.setattr(os, "urandom", chance.randbytes)
    walked = world.build()
    ids = {
        table.__tablename__: list(
            map(str, db.session.scalars(sa.select(table.id).order_by(table.id)))
        )
        for table in sorted(Noun.__subclasses__(), key=lambda each: each.__tablename__)
    }
    database = OnSQLite() if db.engine.dialect.name == "sqlite" else OnPostgreSQL()
    yield walked, ids, database, chance
    database.leave()


def record(prints):
    """The record without what reading adds to it."""
    return {name: rows for name, rows in prints.take().items() if name not in READING}


class OnSQLite:
    """A copy of the file is the district as it was; the file itself tells whether to look again."""

    def __init__(self):
        self._file = Path(db.engine.url.database)
        self._release()
        self._kept = self._file.with_suffix(".kept")
        shutil.copy(self._file, self._kept)
        self._prints = None

    def restore(self):
        self.leave()
        for other in ("-wal", "-shm"):
            Path(f"{self._file}{other}").unlink(missing_ok=True)
        shutil.copy(self._kept, self._file)
        self._prints = Prints()

    def leave(self):
        self._release()
        if self._prints:
            self._prints.close()

    def prints(self):
        return record(self._prints)

    @staticmethod
    def _release():
        db.session.remove()
        db.engine.dispose()


class OnPostgreSQL:
    """What was written stays."""

    def __init__(self):
        self._prints = Prints()

    def restore(self):
        db.session.remove()

    leave = restore

    def prints(self):
        return record(self._prints)


def test_no_step_ends_in_an_error_a_leak_or_a_lost_text(app, district, request):
    walked, ids, database, chance = district
    kind = request.node.callspec.params["app"]
    steps = STEPS if kind == "SQLite" else max(STEPS // 8, STRIDE)
    walk = Walk(app, walked, database.prints)

    def visit(number, invented):
        database.restore()
        if kind == "SQLite":  # where nothing was written before, so that no id comes twice
            chance.seed(f"visit {number}")
        walk.visit(number, invented, ids, STRIDE)

    found = given(number=st.integers(0, 2**64 - 1), invented=INVENTED)(visit)
    found = settings(
        max_examples=-(-steps // STRIDE), deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck), print_blob=False,
    )(found)  # fmt: skip
    try:
        seed(SEED)(found)()
    finally:
        counts = ", ".join(
            f"{name} {count} ({walk.taken[name]})" for name, count in walk.sent.most_common()
        )
        machine.said.append(
            f"fuzzer on {kind}: {walk.steps:,} steps from seed {SEED}, {walk.refusals:,} refusals kept every text; "
            f"POSTs sent (and taken): {counts}."
        )
    assert walk.steps >= steps
    assert walk.refusals > steps / 100
    if kind == "SQLite":  # the long walk; the short one can't come by everything
        posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
        assert posts - set(walk.sent) == set(), "forms that were never sent"
