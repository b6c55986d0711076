"""One school with a matter of every outcome, and what was shared of each in every state."""

from incident_app.extensions import db
from incident_app.models import Notice
from incident_app.services import consultations, contacts, matters, referrals
from incident_app.vocabulary import Act, Declined, Disposition, Role, Starter
from tests.make import CRIME, NOON, PETTY, RULE, known

GAP = {
    "firearm": False, "crime": True, "bodily_harm": False, "threat": False, "victim_request": False,
    "guardian_request": False, "juvenile": True, "petty_offense": False,
}  # fmt: skip
NONE = RULE | {"school_rule": False}
ANSWERS = {
    "law enforcement": CRIME, "administrator-led": PETTY, "discipline-only": RULE, "undetermined": {},
    "policy gap": GAP, "no violation": NONE,
}  # fmt: skip
"""Answers that lead to each outcome."""
OFFERED = ("offered", "accepted", "declined", "done", "revoked", "taken off law enforcement")
ASKED = ("open", "advised", "withdrawn", "taken off administrator-led")


def accept(referral, officer, owner):
    referrals.accept(referral.id, viewer=officer, now=NOON)


def decline(referral, officer, owner):
    referrals.decline(referral.id, Declined.SCHOOL_RULE, viewer=officer, now=NOON)


def done(referral, officer, owner):
    accept(referral, officer, owner)
    what = referrals.Done(disposition=Disposition.NO_ACTION)
    referrals.finish(referral.id, what, viewer=officer, now=NOON)


def revoke(referral, officer, owner):
    referrals.revoke(referral.id, "It was sent in error.", viewer=owner, now=NOON)


def to_discipline(referral, officer, owner):
    matters.answer(referral.matter_id, known(**RULE), viewer=owner, now=NOON)


def advise(consultation, officer, owner):
    consultations.advise(consultation.id, "Call home.", viewer=officer, now=NOON)


def withdraw(consultation, officer, owner):
    consultations.withdraw(consultation.id, "Not needed.", viewer=owner, now=NOON)


def to_law_enforcement(consultation, officer, owner):
    matters.answer(consultation.matter_id, known(**CRIME), viewer=owner, now=NOON)


THEN = {
    "accepted": accept, "declined": decline, "done": done, "revoked": revoke,
    "taken off law enforcement": to_discipline, "advised": advise, "withdrawn": withdraw,
    "taken off administrator-led": to_law_enforcement,
}  # fmt: skip
"""What brings a referral or a consultation to a state."""


def shared(make, matter, officer, state, *, by, **over):
    """The matter's referral or consultation, brought to a state; None for none."""
    if state not in OFFERED + ASKED:
        return None
    make_it = make.referral if state in OFFERED else make.consultation
    record = make_it(matter, officer, by=by, **over)
    if state in THEN:
        THEN[state](record, officer, by)
    return record


def contact(incident, officer, *, viewer):
    """A contact recorded in an incident, or at a school without sight of one."""
    new = contacts.NewContact(
        started_by=Starter.SCHOOL,
        happened_at=NOON,
        purpose="To calm things down.",
        acts=(Act.PRESENT,),
        officer_id=officer.id,
        iv_c="It was going on.",
    )
    if viewer.role is Role.OFFICER:
        return contacts.record_own(incident.school_id, new, viewer=viewer, now=NOON)
    matter_ids = [each.id for each in incident.matters]
    return contacts.record(incident.id, new, matter_ids, viewer=viewer, now=NOON)


def told(record, account):
    """The notices to an account about a referral or a consultation."""
    about = Notice.referral_id if record.__tablename__ == "referral" else Notice.consultation_id
    return db.session.scalars(
        db.select(Notice).where(about == record.id, Notice.to_id == account.id)
    ).all()
