"""Who may see and end what an account signs in with, as a table."""

import pytest

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Identity
from incident_app.services import identities
from incident_app.vocabulary import Role
from tests.make import NOON

OF_ACCOUNTS = (Action.KEEP_IDENTITY,)
REACH = """
viewer                   | own | another's
an administrator         | yes |
an officer               | yes |
the coordinator          | yes |
an auditor               | yes |
the system administrator | yes | yes
a disabled one           |     |
"""


def rows():
    for line in REACH.strip().splitlines()[1:]:
        viewer, own, other = (
            cell.strip() == "yes" if place else cell.strip()
            for place, cell in enumerate(line.split("|"))
        )
        yield viewer, own, other


@pytest.fixture
def cast(make):
    people = {
        "an administrator": make.administrator(),
        "an officer": make.account(Role.OFFICER),
        "the coordinator": make.account(Role.COORDINATOR),
        "an auditor": make.account(Role.AUDITOR),
        "the system administrator": make.account(Role.SYSTEM_ADMINISTRATOR),
        "a disabled one": make.account(Role.SYSTEM_ADMINISTRATOR),
        "another": make.account(Role.AUDITOR),
    }
    found = {name: make.identity(account, name).id for name, account in people.items()}
    people["a disabled one"].active = False
    db.session.commit()
    return people, found


@pytest.mark.parametrize(("viewer", "own", "other"), list(rows()))
def test_everyone_keeps_their_own_and_the_system_administrator_every_one(cast, viewer, own, other):
    people, found = cast
    asked = db.select(Identity.id).where(reach(people[viewer], Action.KEEP_IDENTITY))
    reached = set(db.session.scalars(asked))
    assert (found[viewer] in reached, found["another"] in reached) == (own, other)


def test_what_is_disconnected_is_nobodys(cast):
    people, found = cast
    admin = people["the system administrator"]
    identities.end(found["another"], viewer=people["another"], now=NOON)
    for viewer in (people["another"], admin):
        asked = db.select(Identity.id).where(reach(viewer, Action.KEEP_IDENTITY))
        assert found["another"] not in set(db.session.scalars(asked))
