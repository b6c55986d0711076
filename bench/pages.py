"""How long pages take: the list at 10 thousand and a million incidents, and logging one.

Run ``python bench/pages.py``. Every turn is a whole request through the test client, in process,
on SQLite and PostgreSQL. Only the ratios mean anything on another machine.
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
from incident_app import create_app, storage
from incident_app.extensions import db
from incident_app.models import Incident, School
from incident_app.services import accounts
from incident_app.vocabulary import Role
from tests import postgres
from tests.make import NOON, PASSWORD
from tests.page import Page

SMALL = 10_000
OWN_SCHOOLS = 3
EMAIL = "bench@district.example"
G16, G12 = 1.2, {"SQLite": 0.80, "PostgreSQL": 0.65}
SLOW_ROUNDS = 5


class Site:
    """The application on a database with so many incidents, and a browser signed in there.

    The administrator has three of the ten schools, and with them three tenths of the incidents.
    """

    def __init__(self, url, rows):
        self.app = create_app(Config(SECRET_KEY="b" * 40, DATABASE_URL=url))
        with self.app.app_context():
            upgrade()
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
            accounts.create(
                viewer=None, name="Bench", email=EMAIL, role=Role.ADMINISTRATOR,
                password=PASSWORD, schools=own, now=NOON,
            )  # fmt: skip
        self._http = self.app.test_client()
        token = self.token("/sign-in")
        self.post("/sign-in", email=EMAIL, password=PASSWORD, csrf_token=token)
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
    """By database and size, the address of an empty database."""
    server = postgres.Server()
    admin = sa.create_engine(server.url(), isolation_level="AUTOCOMMIT")
    with tempfile.TemporaryDirectory() as folder, admin.connect() as connection:
        urls = {}
        for rows in sizes:
            urls["SQLite", rows] = f"sqlite:///{folder}/{rows}.db"
            connection.execute(sa.text(f"CREATE DATABASE bench_{rows}"))
            urls["PostgreSQL", rows] = server.url(f"bench_{rows}")
        yield urls
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
        "a whole reference": lambda: site.search("XX-1234-56"),
        "the beginning of a reference": lambda: site.search("XX-1234-5"),
        "a conduct nobody did": lambda: site.get("/incidents?conduct=arson", "No incident"),
    }


def lists(sites, rounds, turns_of, large):
    """The ratio of each page at the large size to its own time at the small."""
    turns = {
        (name, database, rows): turn
        for (database, rows), site in sites.items()
        for name, turn in turns_of(site).items()
    }
    times = race(turns, rounds)
    found = []
    for name, database, rows in times:
        if rows == large:
            small, big = (times[name, database, each].wall * 1e3 for each in (SMALL, large))
            found.append((database, name, small, big, big / small))
    return sorted(found)


def goals(found, posts):
    """Each goal that this script can judge, what was seen, and whether it is met."""
    for database, name, _, _, ratio in found:
        met = "yes" if ratio <= G16 else "**no**"
        yield (
            "G16",
            f"{database}, {name}: at most {G16}x its time at {SMALL:,}",
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


def posting(sites, urls, rounds):
    """Seconds of logging an incident and of a bare row, by database."""
    turns = {}
    for (database, rows), site in sites.items():
        if rows == SMALL:
            turns[database, "log"] = site.log
            turns[database, "bare"] = bare(urls[database, rows])
    times = race(turns, rounds)
    return {name: (times[name, "log"].wall, times[name, "bare"].wall) for name in G12}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=60)
    arguments = parser.parse_args()
    before = os.getloadavg()[0]
    with databases((SMALL, arguments.rows)) as urls:
        sites = {name: Site(url, name[1]) for name, url in urls.items()}
        found = lists(sites, arguments.rounds, listed, arguments.rows)
        slow = lists(sites, SLOW_ROUNDS, searched, arguments.rows)
        posts = posting(sites, urls, arguments.rounds)
        versions = [site.app for site in sites.values()]
        with versions[-1].app_context():
            server = db.session.scalar(sa.text("SHOW server_version")).split()[0]
            db.session.remove()
        for app in versions:
            with app.app_context():
                db.engine.dispose()
    head = ["database", "page", f"ms at {SMALL:,}", f"ms at {arguments.rows:,}", "ratio"]
    for title, times in (("The list", found), ("Search, and what has no index", slow)):
        print(f"\n### {title}")
        markdown(head, [(d, n, f"{a:.1f}", f"{b:.1f}", f"{r:.2f}") for d, n, a, b, r in times])
    print("\n### Logging an incident")
    markdown(
        ["database", "ms, one incident", "ms, a bare row", "x as often"],
        [(d, f"{a * 1e3:.1f}", f"{b * 1e3:.2f}", f"{b / a:.3f}") for d, (a, b) in posts.items()],
    )
    print("\n### Goals")
    markdown(["goal", "what", "seen", "met"], list(goals(found, posts)))
    print(
        f"\nPython {platform.python_version()}, SQLAlchemy {sa.__version__}, SQLite "
        f"{sqlite3.sqlite_version}, PostgreSQL {server}; {os.cpu_count()} cores."
    )
    print(f"Load average before {before:.2f}, after {os.getloadavg()[0]:.2f} (this run included).")


if __name__ == "__main__":
    main()
