"""The district that every page is asked of, by everyone."""

import pytest

from incident_app.extensions import db
from tests.access.matrix import world
from tests.access.matrix.asking import Asker
from tests.access.matrix.state import Kept, without_waiting
from tests.identity_provider import Fake


@pytest.fixture
def district(app, make, pages, monkeypatch):
    """The world, an asker for each relation, and the database to come back to."""
    monkeypatch.setitem(app.config, "SIGN_ON", Fake("Prairie ID"))
    without_waiting()
    built = world.build(make)
    askers = {relation: Asker(app, pages.sign_in(one)) for relation, one in built.people.items()}
    askers["anonymous"] = Asker(app, pages.anonymous())
    built.people["disabled"].active = False
    db.session.commit()
    kept = Kept()
    yield built, askers, kept
    kept.forget()
