"""Two who act at one moment, each stopped at any step while the other goes on."""

from threading import Event, Thread, current_thread

import sqlalchemy as sa

from incident_app import viewing
from incident_app.extensions import db
from tests.make import TODAY
from tests.postgres import unwalled

STUCK = 0.15
"""Seconds after which, on SQLite, the second is taken to wait for the first. No verdict rests on it: right
code passes however long it is; wrong code is found because the second is through long before."""
GLANCE = 0.02
"""Seconds between two looks at who waits."""
WAITING = (
    "SELECT count(*) > 0 FROM pg_stat_activity "
    "WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
PATIENCE = 30
"""Seconds after which something hangs, and the test fails."""


class Turns:
    """The first runs to a point and stops; the second runs; then the first goes on.

    ``log`` holds what happened in the order it happened.
    """

    def __init__(self, app):
        self._app = app
        self.log, self.errors = [], {}
        self._first = self._point = None
        self._reached, self._go = Event(), Event()

    def at(self, point):
        """Called by the hooks: whoever comes to the point where the first is to stop, stops."""
        if (current_thread().name, point) == (self._first, self._point) and not self._go.is_set():
            self._reached.set()
            assert self._go.wait(PATIENCE), "left standing"

    def hook(self, monkeypatch, module, name, point, *, after=False):
        """Stop before a function runs, or after it did."""
        there = getattr(module, name)

        def stopping(*args, **kwargs):
            if not after:
                self.at(point)
            found = there(*args, **kwargs)
            if after:
                self.at(point)
            return found

        monkeypatch.setattr(module, name, stopping)

    def run(self, first, point, second):
        """Run two named calls in this order.

        :param first: and ``second``, a name and what it does.
        """
        self._first, self._point = first[0], point
        db.session.rollback()
        done = Event()
        one = Thread(target=self._in_a_session, name=first[0], args=(first[1], Event()))
        two = Thread(target=self._in_a_session, name=second[0], args=(second[1], done))
        one.start()
        assert self._reached.wait(PATIENCE), f"{first[0]} never came to {point}: {self.errors}"
        two.start()
        self._wait_for_the_second(done)
        self._go.set()
        for each in (one, two):
            each.join(PATIENCE)
            assert not each.is_alive(), f"{each.name} hangs"

    def _wait_for_the_second(self, done):
        """Until it is through or stands at a lock of the first's, however busy the machine is."""
        with self._app.app_context():
            if db.engine.dialect.name == "sqlite":  # tells nobody who waits
                done.wait(STUCK)
                return
            with unwalled(db).connect().execution_options(isolation_level="AUTOCOMMIT") as watch:
                for _ in range(int(PATIENCE / GLANCE)):
                    if done.wait(GLANCE) or watch.scalar(sa.text(WAITING)):
                        return

    def _in_a_session(self, call, done):
        try:
            with self._app.app_context(), viewing.operator(TODAY.date()):
                call()
                db.session.remove()
        except Exception as error:  # noqa: BLE001 - whatever it was, the test looks at it
            self.errors[current_thread().name] = error
        finally:
            done.set()
