"""How long pages take: the list at 10 thousand and a million incidents, and logging one.

Run ``python bench/pages.py``. Every turn is a whole request through the test client, in process,
on SQLite and PostgreSQL, there with row security and without. Only the ratios mean anything on
another machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import sys
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parents[1]))

import sqlalchemy as sa
from flask import Flask, redirect, request
from flask_migrate import upgrade
from harness import markdown, race
from loaded import load

from config import Config
from incident_app import create_app, storage, viewing
from incident_app.extensions import db
from incident_app.models import Incident, School
from incident_app.services import accounts
from incident_app.vocabulary import Role
from tests import postgres
from tests.make import NOON, PASSWORD
from tests.page import Page

OWN_SCHOOLS = 3
G16, G12 = 1.2, {"SQLite": 0.80, "PostgreSQL": 0.65}
SLOW_ROUNDS = 5
WALLED, OPEN = "PostgreSQL", "PostgreSQL, no wall"
"""One and the same database: as the pages' role, and as one like it whom row security lets pass."""

OPEN_ROLE = "bench_open"


class Site:
    """The application on a database with so many incidents, and a browser signed in there.

    The administrator has three of the ten schools, and with them three tenths of the incidents.
    """

    def __init__(self, urls, rows):
        self.app = create_app(Config(SECRET_KEY="b" * 40, **urls))
        with self.app.app_context(), viewing.operator():
            upgrade()
            loaded = db.session.scalar(sa.select(sa.exists(School.id)))
            db.session.rollback()
            if not loaded:
                load(rows)
            own = db.session.scalars(
                sa.select(School).order_by(School.code).limit(OWN_SCHOOLS)
            ).all()
            self.school = str(own[0].id)
            in_reach = Incident.school_id.in_([school.id for school in own])
            latest = (
                sa.select(Incident.id)
                .where(in_reach)
                .order_by(Incident.occurred_at.desc(), Incident.id.desc())
            )
            self.middle = db.session.scalar(latest.offset(rows * OWN_SCHOOLS // 20).limit(1))
            email = f"{uuid4()}@district.example"
            accounts.create(
                viewer=None, name="Bench", email=email, role=Role.ADMINISTRATOR,
                password=PASSWORD, schools=own, now=NOON,
            )  # fmt: skip
        self._http = self.app.test_client()
        token = self.token("/sign-in")
        self.post("/sign-in", email=email, password=PASSWORD, csrf_token=token)
        self._token = self.token("/incidents")

    def token(self, path):
        page = Page(self._http.get(path).text)
        return next(each["value"] for each in page.fields if each["name"] == "csrf_token")

    def get(self, path, shows='class="matters"'):
        answer = self._http.get(path)
        if answer.status_code != 200 or shows not in answer.text:
            raise AssertionError(f"{path}: {answer.status_code}")

    def post(self, path, **data):
        answer = self._http.post(path, data=data)
        if answer.status_code != 302:
            raise AssertionError(f"{path}: {answer.status_code}")

    def search(self, words):
        sent = {"words": words, "csrf_token": self._token}
        answer = self._http.post("/incidents/search", data=sent, follow_redirects=True)
        if answer.status_code != 200:
            raise AssertionError(f"search: {answer.status_code}")

    def log(self):
        self.post("/incidents/new", **log_form(self.school), csrf_token=self._token)


def log_form(school):
    """What a browser sends of the page that logs an incident: one unknown actor, one conduct."""
    return {
        "key": str(uuid4()),
        "school": school,
        "day": f"{datetime.now(UTC) - timedelta(days=2):%Y-%m-%d}",
        "time": "11:40",
        "place": "Cafeteria",
        "narrative": "Two students shouted at each other before the bell.",
        "learned": "staff",
        "people-0-part": "actor",
        "people-0-who": "unknown",
        "people-0-name": "",
        "people-0-conducts-0-code": "fighting",
    }


def bare(url):
    """A POST of the same form that keeps one row and redirects, signed in to nothing."""
    app = Flask("bare")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    rows = sa.Table(
        "bench_row", sa.MetaData(), sa.Column("id", sa.Text, primary_key=True),
        sa.Column("place", sa.Text), sa.Column("narrative", sa.Text),
    )  # fmt: skip
    with app.app_context():
        storage.prepare(db.engine)
        rows.create(db.engine)

    @app.post("/")
    def keep():
        with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
            kept = {"id": request.form["key"], "place": request.form["place"]}
            connection.execute(sa.insert(rows), kept | {"narrative": request.form["narrative"]})
        return redirect("/")

    http = app.test_client()

    def turn():
        if http.post("/", data=log_form("")).status_code != 302:
            raise AssertionError

    return turn


@contextmanager
def databases(sizes):
    """By database and size, the settings of an empty database that each site is started on."""
    server = postgres.Server()
    postgres.make_roles(server.url())
    admin = sa.create_engine(server.url(), isolation_level="AUTOCOMMIT")
    try:
        with tempfile.TemporaryDirectory() as folder, admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE ROLE {OPEN_ROLE} LOGIN IN ROLE {postgres.WEB}")
            found = {}
            for rows in sizes:
                found["SQLite", rows] = {"DATABASE_URL": f"sqlite:///{folder}/{rows}.db"}
                connection.exec_driver_sql(f"CREATE DATABASE bench_{rows}")
                url = server.url(f"bench_{rows}")
                postgres.give(url)
                for name, role in ((WALLED, postgres.WEB), (OPEN, OPEN_ROLE)):
                    found[name, rows] = {
                        "DATABASE_URL": postgres.as_role(url, role),
                        "OWNER_URL": postgres.as_role(url, postgres.OWNER),
                    }
            yield found, connection
    finally:
        admin.dispose()
        server.stop()


def listed(site):
    """The pages that G16 is about."""
    return {
        "first page": lambda: site.get("/incidents"),
        "a middle page": lambda: site.get(f"/incidents?after={site.middle}"),
        "first page of one outcome": lambda: site.get("/incidents?outcome=law_enforcement"),
        "first page of what waits": lambda: site.get("/incidents?waiting=yes"),
        "first page of one month": lambda: site.get("/incidents?start=2024-05-01&end=2024-05-31"),
    }


def searched(site):
    """Pages that no goal speaks of: what they cost is said, not judged."""
    return {
        "a word of one in 5,000": lambda: site.search("w4321"),
        "a word of everyone": lambda: site.search("teacher"),
        "a whole reference": lambda: site.search("SA-0000-12"),
        "the beginning of a reference": lambda: site.search("SA-0000-1"),
        "a conduct nobody did": lambda: site.get("/incidents?conduct=arson", "No incident"),
    }


def timed(sites, rounds, turns_of):
    """Milliseconds of each page, by its name, the database and the size."""
    turns = {
        (name, database, rows): turn
        for (database, rows), site in sites.items()
        for name, turn in turns_of(site).items()
    }
    return {name: time.wall * 1e3 for name, time in race(turns, rounds).items()}


def grown(times, small, large):
    """The ratio of each page at the large size to its own time at the small."""
    pages = sorted({(database, name) for name, database, _ in times if database != OPEN})
    for database, name in pages:
        before, after = times[name, database, small], times[name, database, large]
        yield database, name, before, after, after / before


def walled(times):
    """The ratio of each page with row security to its own time without, at each size."""
    for rows, name in sorted({(rows, name) for name, _, rows in times}):
        without, within = times[name, OPEN, rows], times[name, WALLED, rows]
        yield name, f"{rows:,}", without, within, within / without


def goals(found, posts, small):
    """Each goal that this script can judge, what was seen, and whether it is met."""
    for database, name, _, _, ratio in found:
        met = "yes" if ratio <= G16 else "**no**"
        yield (
            "G16",
            f"{database}, {name}: at most {G16}x its time at {small:,}",
            f"{ratio:.2f}",
            met,
        )
    for database, (log, one_row) in posts.items():
        share = one_row / log
        met = "yes" if share >= G12[database] else "**no**"
        yield (
            "G12",
            f"{database}: logging at least {G12[database]:.2f}x as often as a bare row",
            f"{share:.3f}",
            met,
        )


def posting(sites, settings, rounds, small):
    """Seconds of logging an incident and of a bare row, by database."""
    turns = {}
    for name in G12:
        urls = settings[name, small]
        turns[name, "log"] = sites[name, small].log
        turns[name, "bare"] = bare(urls.get("OWNER_URL", urls["DATABASE_URL"]))
    times = race(turns, rounds)
    return {name: (times[name, "log"].wall, times[name, "bare"].wall) for name in G12}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=60)
    arguments = parser.parse_args()
    small, large = arguments.small, arguments.rows
    if not small < large:
        parser.error("--small must be fewer than --rows")
    before = os.getloadavg()[0]
    with databases((small, large)) as (settings, admin):
        sites = {name: Site(urls, name[1]) for name, urls in settings.items()}
        # Not before: the application refuses to start as a role that row security lets pass.
        admin.exec_driver_sql(f"ALTER ROLE {OPEN_ROLE} BYPASSRLS")
        fast = timed(sites, arguments.rounds, listed)
        slow = timed(sites, SLOW_ROUNDS, searched)
        posts = posting(sites, settings, arguments.rounds, small)
        server = admin.scalar(sa.text("SHOW server_version")).split()[0]
        for site in sites.values():
            with site.app.app_context():
                db.session.remove()
                for engine in db.engines.values():
                    engine.dispose()
    head = ["database", "page", f"ms at {small:,}", f"ms at {large:,}", "ratio"]
    for title, times in (("The list", fast), ("Search, and what has no index", slow)):
        print(f"\n### {title}")
        markdown(head, map(_said, grown(times, small, large)))
    print("\n### Row security on PostgreSQL")
    markdown(
        ["page", "incidents", "ms without", "ms with", "ratio"], map(_said, walled(fast | slow))
    )
    print("\n### Logging an incident")
    markdown(
        ["database", "ms, one incident", "ms, a bare row", "x as often"],
        [(d, f"{a * 1e3:.1f}", f"{b * 1e3:.2f}", f"{b / a:.3f}") for d, (a, b) in posts.items()],
    )
    print("\n### Goals")
    found = list(grown(fast, small, large))
    markdown(["goal", "what", "seen", "met"], list(goals(found, posts, small)))
    print(
        f"\nPython {platform.python_version()}, SQLAlchemy {sa.__version__}, SQLite "
        f"{sqlite3.sqlite_version}, PostgreSQL {server}; {os.cpu_count()} cores."
    )
    print(f"Load average before {before:.2f}, after {os.getloadavg()[0]:.2f} (this run included).")


def _said(row):
    first, second, before, after, ratio = row
    return first, second, f"{before:.1f}", f"{after:.1f}", f"{ratio:.2f}"


if __name__ == "__main__":
    main()
