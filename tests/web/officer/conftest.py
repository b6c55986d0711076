"""An officer, what was referred to them and asked of them, and words they must not read."""

from itertools import count
from uuid import uuid4

import pytest

from incident_app.extensions import db
from incident_app.models import Disclosure
from incident_app.services import additions, referrals, sharing
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import (
    Basis,
    Field,
    Part,
)
from tests.make import CRIME, NOON, PETTY, known
from tests.page import without_tokens

CANARY = "canaryquartz"
"""Begins every word that the officer must not read."""


@pytest.fixture
def incident(make, dana):
    """An incident with a canary in every text of it that is not disclosed."""
    school, words = dana.schools[0], (f"{CANARY}{number}" for number in count())
    ben, di = (make.person(school, f"{next(words)}, Jo") for _ in range(2))
    did = [
        NewMatter(conduct="something_else", conduct_words="Hit him", answers=known(**CRIME), note=next(words)),
        NewMatter(conduct="something_else", conduct_words=next(words), answers=known(**PETTY), note=next(words)),
    ]  # fmt: skip
    kept = make.incident(
        dana,
        narrative=next(words),
        place="Gym <north>",
        external_id=next(words),
        source="test",
        participants=[
            NewParticipant(part=Part.ACTOR, person_id=make.person(school).id, matters=did),
            NewParticipant(part=Part.VICTIM, person_id=ben.id),
            NewParticipant(part=Part.WITNESS, described=next(words)),
            NewParticipant(part=Part.REPORTER, person_id=di.id),
        ],
    )
    additions.add(kept.id, next(words), key=uuid4(), viewer=dana, now=NOON)
    make.attachment(kept, next(words).encode(), f"{next(words)}.txt")
    make.attachment(kept, b"What the camera saw.", "camera <1>.txt")
    return kept


@pytest.fixture
def referral(make, incident, officer):
    """Everything that can be disclosed is, but of the people only the actor, and one file."""
    file = next(each for each in incident.attachments if each.name.startswith("camera"))
    actor = next(each for each in incident.participants if each.part is Part.ACTOR)
    chosen = sharing.Chosen(
        fields=frozenset(Field),
        people=frozenset({actor.id}),
        attachments=frozenset({file.id}),
        summary="He hit him & ran.\n<b>Twice</b>.",
    )
    return make.referral(
        incident.matters[0], officer, chosen=chosen, basis=Basis.EMERGENCY, threat="A knife, he said.",
        purpose="Find out who has the knife.",
    )  # fmt: skip


@pytest.fixture
def consultation(make, incident, officer):
    return make.consultation(incident.matters[1], officer)


@pytest.fixture
def page(pages, officer):
    return pages.sign_in(officer)


def lines():
    db.session.rollback()
    return db.session.scalars(db.select(Disclosure).order_by(Disclosure.seq)).all()


def absent(client, path, method="GET"):
    """The answer to an address, its token masked; and whether it is that of no such page."""
    data = {"csrf_token": client.token} if method == "POST" else None
    answers = [
        client.request(method, each, data=data) for each in (path, f"/referrals/{uuid4()}/nothing")
    ]
    masked = [(each.status_code, without_tokens(each.data)) for each in answers]
    return masked[0] == masked[1] and masked[0][0] == 404


@pytest.fixture
def gone(page):
    """Whether an address answers byte for byte as one where nothing ever was."""
    page.get("/")
    page.token = dict(page.page.values("/sign-out"))["csrf_token"]
    return lambda path, method="GET": absent(page, path, method)


# What waits.


@pytest.fixture
def accepted(referral, officer, page):
    referrals.accept(referral.id, viewer=officer, now=NOON)
    page.get(f"/referrals/{referral.id}")
    return f"/referrals/{referral.id}/done"
