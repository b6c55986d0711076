"""A row in every table of accounts and of the officers' side, for the tests that walk over all tables."""

from incident_app.extensions import db
from incident_app.models import (
    Assessment,
    AssessmentEnd,
    ContractEnd,
    ContractReading,
    Drill,
    DutyEntry,
    DutyReview,
    Factor,
    FactorEnd,
    FactorReset,
    FactorResetAnswer,
    FactorUse,
    LoginSession,
    PolicyReview,
    Reminder,
    Sighting,
    SightingFile,
    SignInFailure,
    Training,
)  # fmt: skip
from incident_app.policy.duties import Duty
from incident_app.vocabulary import DrillKind, FactorEnded, FactorKind, Occasion, Reviewed
from tests.make import NOON


def of_accounts(account, by):
    """A row in every table of how somebody signs in, which is a record too."""
    app = Factor(account_id=account.id, kind=FactorKind.APP, name="x", secret="x", added_at=NOON)
    reset = FactorReset(account_id=account.id, why="x", by_id=by.id, at=NOON)
    db.session.add_all([app, reset])
    db.session.flush()
    db.session.add_all([
        LoginSession(account_id=account.id, token_sha256="0" * 64, epoch=0, source="x", agent="x", began_at=NOON, seen_at=NOON),
        SignInFailure(email_sha256="0" * 64, source="x", at=NOON),
        FactorUse(factor_id=app.id, proof="x", at=NOON),
        FactorEnd(factor_id=app.id, why=FactorEnded.REMOVED, by_id=by.id, at=NOON),
        FactorResetAnswer(reset_id=reset.id, approved=True, by_id=by.id, at=NOON),
    ])  # fmt: skip
    db.session.commit()


def of_officers(make, school, by):
    """A row in every table of the officers' side that has none yet: for walks over all tables."""
    officer, contract = make.officer(school), make.contract(schools=[school])
    at, day, by = NOON, NOON.date(), by.id
    seen = Sighting(
        account_id=officer.id,
        course="SRO",
        issuer="BCA",
        issued_on=day,
        seen_on=day,
        by_id=by,
        at=at,
    )
    entry = DutyEntry(
        account_id=officer.id,
        school_id=school.id,
        duty=Duty.TEACHING,
        day=day,
        minutes=9,
        by_id=by,
        at=at,
    )
    found = Assessment(
        school_id=school.id,
        finding="x",
        owner_words="The caretaker",
        due_on=day,
        recorded_by_id=by,
        recorded_at=at,
    )
    db.session.add_all([seen, entry, found])
    db.session.flush()
    courses = {f"{name}_course": "SRO" for name in ("prior", "full", "supplemental")}
    days = {f"{name}_on": day for name in courses}
    db.session.add_all([
        ContractReading(contract_id=contract.id, clauses={}, by_id=by, at=at),
        ContractEnd(contract_id=contract.id, from_day=contract.ends_on, why="x", by_id=by, at=at),
        Training(account_id=officer.id, **courses, **days, unable_on=day, unable_why="x", by_id=by, at=at),
        PolicyReview(account_id=officer.id, version="x", reviewed_on=day, by_id=by, at=at),
        SightingFile(sighting_id=seen.id, name="x", media_type="text/plain", size=1, sha256="0" * 64, content=b"x"),
        DutyReview(entry_id=entry.id, verdict=Reviewed.ACCEPTED, by_id=by, at=at),
        Drill(school_id=school.id, kind=DrillKind.FIRE, day=day, minutes=9, by_id=by, at=at),
        AssessmentEnd(assessment_id=found.id, closed_on=day, words="x", by_id=by, at=at),
        Reminder(occasion=Occasion.CONTRACT_ENDS, subject_id=contract.id, ends_on=day, days=7, address="x", says="x", made_at=at),
    ])  # fmt: skip
    db.session.commit()
