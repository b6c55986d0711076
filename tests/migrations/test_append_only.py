"""The database itself refuses to rewrite the record; Core is used, so no ORM rule helps."""

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import (
    Addition,
    Agency,
    AgencyLine,
    Answer,
    Asking,
    Assessment,
    AssessmentEnd,
    Attachment,
    Consultation,
    ConsultationStep,
    Contact,
    ContactMatter,
    Contract,
    ContractEnd,
    ContractReading,
    Decision,
    Denial,
    Disclosure,
    Drill,
    DutyEntry,
    DutyReview,
    Event,
    Factor,
    FactorEnd,
    FactorReset,
    FactorResetAnswer,
    FactorUse,
    Identity,
    IdentityEnd,
    Incident,
    Look,
    Matter,
    Participant,
    PolicyReview,
    PolicyText,
    Posting,
    Referral,
    ReferralStep,
    Sighting,
    SightingFile,
    SignInFailure,
    SpentState,
    Training,
)
from incident_app.models.consultation import consultation_person
from incident_app.models.contract import contract_school
from incident_app.models.referral import referral_attachment, referral_person
from incident_app.services import consultations, contacts, referrals
from incident_app.services.contacts import NewContact
from incident_app.vocabulary import Act, Basis, Seen, Starter
from tests.every_table import of_accounts, of_officers
from tests.make import CRIME, NOON, PETTY

LINES = (
    Addition, AgencyLine, Answer, Asking, AssessmentEnd, ConsultationStep, ContractEnd, ContractReading, Decision, Denial,
    Disclosure, Drill, DutyEntry, DutyReview, Event, FactorEnd, FactorReset, FactorResetAnswer, FactorUse, Identity, IdentityEnd, Look, PolicyReview, PolicyText, Posting, ReferralStep, SignInFailure, Sighting, SpentState, Training,
)  # fmt: skip
KEPT = (
    Agency, Assessment, Attachment, Consultation, Contact, ContactMatter, Contract, Factor, Incident, Participant, Matter, Referral,
    SightingFile,
)  # fmt: skip
KEPT_WITH = (consultation_person, contract_school, referral_attachment, referral_person)


@pytest.fixture
def record(make):
    """At least one row in every table that is protected."""
    owner = make.administrator()
    incident = make.incident(owner, ("fighting", CRIME))
    colleague = make.administrator(owner.schools[0])
    who, where, what = owner.id, incident.id, incident.matters[0].id
    for line in (
        Addition(incident_id=where, text="Later.", added_by_id=who, added_at=NOON),
        Asking(matter_id=what, fact="threat", of_id=colleague.id, by_id=who, asked_at=NOON),
        Attachment(incident_id=where, name="a.txt", media_type="text/plain", size=1, sha256="0" * 64, content=b"x",
                   added_by_id=who, added_at=NOON),
        PolicyText(edition="edina_273", paragraph="IV.B", text="Adopted.", pasted_by_id=who, pasted_at=NOON),
        SpentState(state_sha256="0" * 64, at=NOON),
        IdentityEnd(identity_id=make.identity(owner).id, by_id=who, at=NOON),
    ):  # fmt: skip
        db.session.add(line)
    db.session.commit()
    _shared(make, incident)
    of_accounts(colleague, owner)
    of_officers(make, incident.school, colleague)
    for table in (*LINES, *KEPT, *KEPT_WITH):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(table)), table
    return incident


def _shared(make, incident):
    """Shown to an officer, and finished; recorded as a contact."""
    owner, officer = incident.logged_by, make.officer(incident.school)
    petty = make.incident(owner, ("nicotine", PETTY), school=incident.school)
    there = make.attachment(incident)
    chosen = referrals.sharing.Chosen(
        fields=frozenset({referrals.sharing.Field.PEOPLE, referrals.sharing.Field.ATTACHMENTS}),
        people=frozenset({incident.participants[0].id}), attachments=frozenset({there.id}),
    )  # fmt: skip
    referral = make.referral(incident.matters[0], officer, chosen=chosen)
    with referrals.reading(referral.id, viewer=officer, now=NOON):
        pass
    referrals.accept(referral.id, viewer=officer, now=NOON)
    consultation = make.consultation(
        petty.matters[0], officer, people=frozenset({petty.participants[0].id}), basis=Basis.CONSENT
    )
    consultations.advise(consultation.id, "Call home.", viewer=officer, now=NOON)
    new = NewContact(
        started_by=Starter.SCHOOL, happened_at=NOON, purpose="To calm them.", acts=(Act.PRESENT,), officer_id=officer.id
    )  # fmt: skip
    contacts.record(incident.id, new, [incident.matters[0].id], viewer=owner, now=NOON)
    db.session.add_all([
        Look(account_id=owner.id, incident_id=incident.id, how=Seen.VIEW, assignment="Administrator, EHS", at=NOON),
        Denial(account_id=officer.id, endpoint="incidents.show", method="GET", asked=incident.id, at=NOON),
    ])  # fmt: skip
    db.session.commit()


def refused(statement, words):
    with pytest.raises(sa.exc.DatabaseError, match=words):
        db.session.execute(statement)
    db.session.rollback()


def words(table):
    name = table.name if table in KEPT_WITH else table.__tablename__
    return f"{name} is append-only" if table in LINES else f"{name} is kept as it was logged"


@pytest.mark.parametrize(
    "table",
    [*LINES, *KEPT, *KEPT_WITH],
    ids=lambda each: getattr(each, "__table__", each).name,
)
def test_what_is_recorded_is_never_changed_and_never_taken_away(record, table):
    refused(sa.delete(table), words(table))
    for column in getattr(table, "__table__", table).columns:
        refused(sa.update(table).values({column.name: column}), words(table))


def test_there_is_no_way_round_by_replace_or_truncate(record):
    for table in (*LINES, *KEPT):
        name = table.__tablename__
        if db.engine.dialect.name == "sqlite":
            columns = ", ".join(column.name for column in table.__table__.columns)
            refused(
                sa.text(f"INSERT OR REPLACE INTO {name} ({columns}) SELECT {columns} FROM {name}"),
                words(table),
            )
        else:
            refused(sa.text(f"TRUNCATE {name} CASCADE"), "append-only|kept as it was logged")


def test_the_actor_of_a_matter_is_in_the_same_incident(record, make):
    other = make.incident(make.administrator(make.school("WMS")))
    matter = record.matters[0]
    stray = sa.insert(Matter).values(
        reference="X", incident_id=matter.incident_id, actor_id=other.participants[0].id,
        conduct="fighting", external_id="2", place_in_form=2,
    )  # fmt: skip
    refused(stray, "(?i)foreign key")
