"""PostgreSQL by itself, with something of every route."""

import pytest

from incident_app import viewing
from incident_app.extensions import db
from incident_app.services.incidents import NewParticipant
from incident_app.vocabulary import Part, Role
from tests.make import CRIME, PETTY, RULE, TODAY


@pytest.fixture
def app(request, postgres_app):
    """PostgreSQL alone has this wall."""
    from tests.conftest import _emptied

    request.node.kinds = {"PostgreSQL"}
    with postgres_app.app_context(), viewing.operator(TODAY.date()):
        yield postgres_app
        db.session.remove()
        _emptied(db)


@pytest.fixture
def cast(make):
    """A school with something of every route, and who looks."""
    school = make.school()
    owner, officer = make.administrator(school), make.officer(school)
    student = make.person(school)
    people = [
        *make.new_incident(school, ("assault", CRIME), ("nicotine", PETTY), ("cheating", RULE), "fighting").participants,
        NewParticipant(part=Part.VICTIM, person_id=student.id),
    ]  # fmt: skip
    incident = make.incident(owner, participants=people)
    make.attachment(incident)
    return {
        "incident": incident, "officer": officer, "administrator": owner, "other officer": make.officer(school),
        "other administrator": make.administrator(make.school("WMS")),
        **{role.value: make.account(role) for role in (Role.COORDINATOR, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR)},
    }  # fmt: skip
