"""Whether how long a failed sign-in takes tells that an address is somebody's.

Run ``python bench/enumeration.py``; ``--each 50`` is a quick run. It needs nothing beside the
program itself (``make .venv/run``).

Every turn is a whole POST /sign-in through the test client, in process, on SQLite, with a wrong
password and the password hash of the product. The cases take turns in one run, in an order that is
drawn, each from an address of its own, so that nobody is made to wait. Every distribution is compared
with that of a known address by a rank test (Mann-Whitney U, two-sided, by the normal distribution).
The known address takes part twice: what its second one shows is what chance and the machine do.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import random
import sqlite3
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from statistics import NormalDist, median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from flask_migrate import upgrade

from config import Config
from incident_app import create_app, viewing
from incident_app.extensions import db
from incident_app.services import account_changes, accounts, invitations, throttling
from incident_app.services.invitations import Invited
from incident_app.vocabulary import Role
from tests.make import PASSWORD
from tests.page import Page

FEWEST = 200
CASES = {
    "a known address, a wrong password": "known",
    "the same once more": "known",
    "an address that nobody has": "nobody",
    "a disabled account": "closed",
    "invited, no password chosen": "called",
}
"""The first is what the others are compared with."""


def address(name):
    """Of one length, so that no answer is longer."""
    return f"{name:-<8}@district.example"


class Door:
    """The page that signs in, and everybody who may be tried there."""

    def __init__(self, file):
        self.app = create_app(Config(SECRET_KEY="b" * 40, DATABASE_URL=f"sqlite:///{file}"))
        now = datetime.now(UTC) - timedelta(days=1)
        with self.app.app_context(), viewing.operator():
            upgrade()
            for name in ("known", "closed"):
                account = accounts.create(
                    viewer=None, name="Bench", email=address(name), role=Role.COORDINATOR,
                    password=PASSWORD, now=now,
                )  # fmt: skip
            account_changes.disable(account.id, viewer=None, now=now)
            called = Invited(name="Bench", email=address("called"), role=Role.COORDINATOR)
            invitations.invite(called, viewer=None, now=now)
        self._http, self._tries = self.app.test_client(), 0
        page = Page(self._http.get("/sign-in").text)
        self._token = next(f["value"] for f in page.fields if f["name"] == "csrf_token")

    def seconds(self, name):
        """How long one try takes, from where nobody tried before."""
        self._tries += 1
        parts = (self._tries >> 16, self._tries >> 8 & 255, self._tries & 255)
        source = "10." + ".".join(map(str, parts))
        sent = {"email": address(name), "password": "wrong wrong wrong", "csrf_token": self._token}
        began = perf_counter()
        answer = self._http.post("/sign-in", data=sent, environ_base={"REMOTE_ADDR": source})
        taken = perf_counter() - began
        if answer.status_code != 200 or "password is not right" not in answer.text:
            raise AssertionError(f"{name}: {answer.status_code}")
        return taken


def tried(door, each):
    """Seconds of every try of every case."""
    order = [case for case in CASES for _ in range(each)]
    random.shuffle(order)
    for name in CASES.values():
        door.seconds(name)  # to warm
    taken = {case: [] for case in CASES}
    gc.collect()
    gc.disable()
    for case in order:
        taken[case].append(door.seconds(CASES[case]))
    gc.enable()
    return taken


def ranked(first, second):
    """How often one of the second takes longer than one of the first, and p that it is chance."""
    n, m = len(first), len(second)
    both = sorted([(each, False) for each in first] + [(each, True) for each in second])
    before, ranks, ties = 0, 0.0, 0
    for _, group in groupby(both, key=lambda pair: pair[0]):
        alike = [is_second for _, is_second in group]
        ranks += sum(alike) * (before + (len(alike) + 1) / 2)
        ties += len(alike) ** 3 - len(alike)
        before += len(alike)
    u = ranks - m * (m + 1) / 2
    spread = (n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1)))) ** 0.5
    z = max(abs(u - n * m / 2) - 0.5, 0) / spread
    return u / (n * m), 2 * NormalDist().cdf(-z)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--each",
        type=int,
        default=2 * FEWEST,
        help=f"tries of each case; {FEWEST} or more to judge by",
    )
    each = parser.parse_args().each
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        door = Door(Path(folder) / "incident.db")
        taken = tried(door, each)
        with door.app.app_context():
            db.engine.dispose()
    first = next(iter(taken.values()))
    print("\n| case | tries | ms, median | ratio | takes longer | p |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for case, seconds in taken.items():
        middle, ratio = median(seconds), median(seconds) / median(first)
        longer, p = ("", "") if seconds is first else map("{:.3f}".format, ranked(first, seconds))
        print(f"| {case} | {len(seconds)} | {middle * 1e3:.2f} | {ratio:.3f} | {longer} | {p} |")
    print(
        "\n*Takes longer*: how often one of them takes longer than one of the first; 0.5 is alike. "
        f"Of {len(CASES) - 1} comparisons, one below p = {0.05 / (len(CASES) - 1):.4f} would be a "
        f"difference at 5 %. {throttling.FREE} failures from one place cost nothing; here each has its own."
    )
    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; {os.cpu_count()} cores."
    )
    print(f"Load average before {before:.2f}, after {os.getloadavg()[0]:.2f} (this run included).")


if __name__ == "__main__":
    main()
