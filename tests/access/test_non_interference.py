"""Two districts that differ only in what an officer may not see answer that officer alike.

``PROVE_PAIRS`` says how many pairs (``make prove``: 1,000), ``PROVE_SEED`` where to begin.
"""

import os
import shutil
import sqlite3

import pytest
import sqlalchemy as sa

from incident_app import viewing
from incident_app.extensions import db
from incident_app.models import Account, Incident
from tests import postgres
from tests.access import one_wall
from tests.access.districts import asking, building
from tests.access.matrix.state import without_waiting
from tests.conftest import _emptied, ticking
from tests.make import TODAY
from tests.page import Pages

PAIRS = int(os.environ.get("PROVE_PAIRS") or 100)
SEED = int(os.environ.get("PROVE_SEED") or 1)
FEW = 4
"""Pairs on PostgreSQL, which takes longer."""


class Side:
    """An application on a database of its own that can be emptied."""

    def __init__(self, app, empty):
        self.app, self._empty = app, empty

    def build(self, seed, own_seed):
        """A fresh district, and every id in it."""
        self._empty()
        with self.app.app_context(), viewing.operator(TODAY.date()):
            self.district = building.District(seed, own_seed)
            self.officer = self.district.officer.id
            self.ids = asking.ids()
            db.session.remove()

    def answers(self, asked, seed):
        self.app.config["CLOCK"] = ticking()
        with self.app.app_context(), viewing.operator(TODAY.date()):
            officer = db.session.get(Account, self.officer)
            found = asking.answers(self.app, Pages(self.app), officer, asked, seed)
            db.session.remove()
        return found


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def sides(request, tmp_path, make_app):
    """Two applications on one kind of database."""
    request.node.kinds = {request.param}
    build = _on_sqlite if request.param == "SQLite" else _on_postgres
    yield (
        request.param,
        (pair := [build(request, tmp_path, make_app, name) for name in ("one", "two")]),
    )
    for side in pair:
        with side.app.app_context():
            if request.param == "PostgreSQL":
                _emptied(db)
            for engine in db.engines.values():
                engine.dispose()


def _on_sqlite(request, tmp_path, make_app, name):
    template = request.getfixturevalue("sqlite_template")
    file = tmp_path / f"{name}.db"
    shutil.copy(template, file)
    file.chmod(0o600)

    def empty():
        with sqlite3.connect(template) as source, sqlite3.connect(file) as target:
            source.backup(target)
        source.close()
        target.close()

    app = make_app(f"sqlite:///{file}")
    with app.app_context():
        without_waiting()
    return Side(app, empty)


def _on_postgres(request, tmp_path, make_app, name):
    if name == "one":
        app = request.getfixturevalue("postgres_app")
    else:
        app = request.getfixturevalue("second_postgres")

    def empty():
        with app.app_context():
            _emptied(db)

    return Side(app, empty)


@pytest.fixture(scope="module")
def second_postgres(postgres_url, postgres_app, make_app, migrated):
    """Another database of the same server."""
    with postgres_app.app_context():
        engine = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text("DROP DATABASE IF EXISTS other_district"))
            connection.execute(sa.text("CREATE DATABASE other_district"))
        engine.dispose()
    url = sa.make_url(postgres_url).set(database="other_district")
    app = make_app(url.render_as_string(hide_password=False))
    migrated(app)
    yield app
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
    postgres.dispose()


def difference(sides, seed):
    """The first answer in which a pair differs, or None."""
    for own_seed, side in enumerate(sides):
        side.build(seed, own_seed)
    every = {name: sides[0].ids[name] | sides[1].ids[name] for name in sides[0].ids}
    both = set().union(*(sides[0].ids[name] & sides[1].ids[name] for name in sides[0].ids))
    asked = asking.requests(sides[0].app, (every, both), seed)
    found = [side.answers(asked, seed) for side in sides]
    for request, one, other in zip(asked, *found, strict=True):
        if not one.same_as(other):
            return f"PROVE_SEED={seed}: {request}: {one.differs(other)}"
    return None


def test_what_an_officer_may_not_see_changes_nothing_they_get(sides):
    kind, pair = sides
    for seed in range(SEED, SEED + (PAIRS if kind == "SQLite" else FEW)):
        assert (found := difference(pair, seed)) is None, found


AT_TIMES = {
    "incident", "matter", "referral", "consultation", "contact", "participant", "attachment", "draft", "asking",
    "duty_entry", "drill", "assessment", "sighting", "policy_review", "agency", "contract", "posting", "training",
}  # fmt: skip
"""Tables in which pairs differ, each in a while."""


def test_pairs_do_differ_in_what_is_hidden(sides):
    kind, pair = sides
    found = set()
    for seed in range(SEED, SEED + (20 if kind == "SQLite" else FEW)):
        for own_seed, side in enumerate(pair):
            side.build(seed, own_seed)
        differ = {name for name in pair[0].ids if pair[0].ids[name] != pair[1].ids[name]}
        assert "event" in differ, seed
        assert pair[0].officer == pair[1].officer
        found |= differ
    assert kind != "SQLite" or not AT_TIMES - found


def _counted(app, endpoint):
    """The page of an endpoint with the number of all incidents below it."""
    page = app.view_functions[endpoint]

    def leaking(**kwargs):
        total = db.session.scalar(sa.select(sa.func.count()).select_from(Incident))
        return f"{page(**kwargs)} <!-- {total} -->"

    leaking.roles = page.roles
    return leaking


def found_within(pair, most):
    return any(difference(pair, seed) for seed in range(SEED, SEED + most))


def test_an_unfiltered_count_on_a_page_is_found_where_no_second_wall_stops_it(sides, monkeypatch):
    kind, pair = sides
    for side in pair:
        leaking = _counted(side.app, "policy.history")
        monkeypatch.setitem(side.app.view_functions, "policy.history", leaking)
    walled = kind == "PostgreSQL" and one_wall.LEFT != "program"
    assert found_within(pair, 5) != walled


def test_a_header_that_counts_behind_both_walls_is_found(sides, monkeypatch):
    _, pair = sides

    def counting(response):
        with postgres.unwalled(db).connect() as connection:
            total = connection.scalar(sa.select(sa.func.count()).select_from(Incident))
        response.headers["X-Total"] = str(total)
        return response

    for side in pair:
        functions = side.app.after_request_funcs
        monkeypatch.setitem(functions, None, [*functions[None], counting])
    assert found_within(pair, 5)
