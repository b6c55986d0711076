"""What is loaded for one of the district's own people is noticed, however it is loaded."""

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Account, Answer, Attachment, Look, Participant, Referral
from incident_app.services import looks
from incident_app.vocabulary import Role, Seen
from tests.make import CRIME, NOON


@pytest.fixture
def matter(make):
    owner = make.administrator(make.school("EHS"))
    matter = make.incident(owner, ("assault", CRIME)).matters[0]
    make.attachment(matter.incident)
    make.referral(matter, make.officer(*owner.schools))
    return matter


def load(table, viewer):
    """Load one table alone, as a page would, and write who looked."""
    viewer_id = viewer.id
    db.session.expunge_all()
    viewer = db.session.get(Account, viewer_id)
    with looks.watching(viewer=viewer) as shown:
        assert db.session.scalars(sa.select(table)).all()
    looks.record(shown, Seen.VIEW, viewer=viewer, now=NOON)


@pytest.mark.parametrize("table", [Answer, Attachment, Participant, Referral])
def test_any_part_of_an_incident_leads_to_it(make, matter, table):
    incident_id = matter.incident_id
    load(table, make.account(Role.COORDINATOR))
    line = db.session.scalars(sa.select(Look)).one()
    assert (line.incident_id, line.assignment) == (incident_id, "Coordinator, district")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR])
def test_an_officer_has_disclosures_instead_and_an_auditor_reads_no_names(make, matter, role):
    load(Referral, make.account(role))
    assert db.session.scalars(sa.select(Look)).all() == []


def test_what_is_loaded_outside_of_a_page_is_no_look(make, matter):
    viewer = matter.incident.logged_by
    with looks.watching(viewer=viewer) as shown:
        pass
    db.session.expunge_all()
    db.session.scalars(sa.select(Answer)).all()
    assert not shown
