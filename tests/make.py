"""Valid records in the fewest words. Anything that matters to a test is said in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import uuid4

from incident_app.extensions import db
from incident_app.models import DutyEntry, Factor, Invitation, LoginSession
from incident_app.policy.duties import Duty
from incident_app.policy.logic import BY_NAME
from incident_app.services import (
    accounts,
    agencies,
    assessments,
    attachments,
    consultations,
    contacts,
    contracts,
    district,
    drills,
    duties,
    identities,
    incidents,
    invitations,
    postings,
    referrals,
    sharing,
    sightings,
    training,
)
from incident_app.vocabulary import (
    Act,
    Basis,
    DrillKind,
    FactorKind,
    Field,
    Learned,
    Part,
    PersonKind,
    Role,
    Starter,
)

NOON = datetime(2025, 9, 2, 17, 0, tzinfo=UTC)
START, REVIEWED = date(2025, 9, 2), date(2025, 8, 1)
TODAY = datetime(2025, 11, 4, 18, 0, tzinfo=UTC)
"""When the pages are used: noon of a Tuesday in Minnesota; each look at the clock is a second later."""
CRIME = {"crime": True, "bodily_harm": True}
PETTY = {
    "firearm": False, "crime": False, "bodily_harm": False, "threat": False, "juvenile": True, "petty_offense": True,
    "school_property": True,
}  # fmt: skip
RULE = {
    "firearm": False, "crime": False, "bodily_harm": False, "threat": False, "juvenile": True, "petty_offense": False,
    "school_rule": True,
}  # fmt: skip
"""Answers that lead to law enforcement, to an administrator-led matter, and to discipline only."""
PASSWORD = "a password of the tests"


class Make:
    """Every record is made by the service that makes it in the product."""

    def __init__(self):
        self._next = count(1)

    def letters(self):
        """Capitals that nobody has had yet, for a school's code."""
        number = next(self._next)
        return "".join(chr(ord("A") + number // 26**place % 26) for place in (2, 1, 0))

    def school(self, code="EHS", name=None):
        return district.open_school(viewer=None, name=name or f"{code} School", code=code, now=NOON)

    def account(self, role=Role.ADMINISTRATOR, *, schools=(), email=None):
        number = next(self._next)
        return accounts.create(
            viewer=None,
            name=f"Person {number}",
            email=email or f"{role.value}{number}@district.example",
            role=role,
            password=PASSWORD,
            schools=schools,
            now=NOON,
        )

    def session(self, account, *, at=TODAY, **over):
        """A session of theirs whose token nobody has."""
        values = {"source": "10.0.0.9", "agent": "", "began_at": at, "seen_at": at}
        found = LoginSession(
            account_id=account.id,
            token_sha256=uuid4().hex * 2,
            epoch=account.epoch,
            **values | over,
        )
        db.session.add(found)
        db.session.commit()
        return found

    def factor(self, account):
        """An authenticator app of theirs."""
        app = Factor(
            account_id=account.id, kind=FactorKind.APP, name="Phone", secret="x", added_at=NOON
        )
        db.session.add(app)
        db.session.commit()
        return app

    def identity(self, account, subject="theirs"):
        """That they are connected with a subject of the district's provider."""
        issuer = "https://id.district.example"
        identities.connect(issuer, subject, viewer=account, now=NOON)
        return identities.mine(issuer, viewer=account)[0]

    def link(self, account=None, *, at=TODAY):
        """A link to choose a password, as if its mail had been sent; it knows its token."""
        account = account or self.account(Role.AUDITOR, email=f"{uuid4().hex}@district.example")
        invitations.send_link(account.id, viewer=None, now=at)
        newest = db.select(Invitation).where(Invitation.account_id == account.id)
        link = db.session.scalars(newest.order_by(Invitation.made_at.desc())).first()
        link.token, link.mailed_at = invitations.token_for(link), at
        db.session.commit()
        return link

    def administrator(self, *schools):
        return self.account(schools=schools or [self.school()])

    def person(self, school, name="Lee, Ana", kind=PersonKind.STUDENT):
        number = str(10_000 + next(self._next))
        return district.enroll(
            viewer=None, school=school, kind=kind, name=name, number=number, now=NOON
        )

    def new_incident(self, school, *conducts, **over):
        """An unknown actor with these conducts; a conduct is a code or (code, answers)."""
        matters = [
            incidents.NewMatter(conduct=conduct)
            if isinstance(conduct, str)
            else incidents.NewMatter(conduct=conduct[0], answers=known(**conduct[1]))
            for conduct in conducts or ("fighting",)
        ]
        values = {
            "school_id": school.id,
            "occurred_at": NOON,
            "occurred_on": date(2025, 9, 2),
            "place": "Cafeteria",
            "narrative": "Two students shouted.",
            "learned": Learned.STAFF,
            "participants": [incidents.NewParticipant(part=Part.ACTOR, matters=matters)],
            "source": "test",
            "external_id": str(next(self._next)),
        }
        return incidents.NewIncident(**values | over)

    def incident(self, by, *conducts, school=None, now=NOON, **over):
        new = self.new_incident(school or by.schools[0], *conducts, **over)
        return incidents.log(new, viewer=by, now=now)

    def attachment(self, incident, content=b"What I saw.", name="notes.txt"):
        sent = attachments.Sent(name=name, content=content)
        by = incident.logged_by
        attachments.add(incident.id, [sent], viewer=by, now=NOON)
        return incident.attachments[0]

    def officer(self, *schools, posted=True, **over):
        """An SRO of these schools: under contract, and trained before their first day."""
        officer = self.account(Role.OFFICER, schools=schools)
        if posted and schools:
            self.posting(officer, self.contract(schools=schools).agency, **over)
        return officer

    def agency(self, name=None):
        reached = agencies.Reached(chief="Chief Roe", chief_email="chief@agency.example")
        name = name or f"Agency {next(self._next)}"
        return agencies.add(name, reached, viewer=None, now=NOON)

    def contract(self, agency=None, *, schools=(), **over):
        """In force for every day that the tests know."""
        values = {
            "starts_on": date(2024, 7, 1),
            "ends_on": date(2032, 6, 30),
            "signed_for_district": "Superintendent Poe",
            "signed_for_agency": "Chief Roe",
            "schools": frozenset(school.id for school in schools),
        }
        new = contracts.NewContract(**values | over)
        return contracts.record((agency or self.agency()).id, new, viewer=None, now=NOON)

    def posting(self, officer, agency=None, *, trained=True, **over):
        """Whose officer they are; besides, that they had the course before their first day."""
        values = {
            "agency_id": (agency or self.agency()).id,
            "license_number": str(20_000 + next(self._next)),
            "assumed_on": date(2025, 8, 18),
            "schools": frozenset(school.id for school in officer.schools),
        }
        new = postings.NewPosting(**values | over)
        posting = postings.record(officer.id, new, viewer=None, now=NOON)
        if trained:
            day = min(new.assumed_on - timedelta(days=10), START)
            self.training(officer, full_course="SRO training", full_course_on=day)
        return posting

    def training(self, officer, *, today=START, **known):
        """What is known of their courses from now on, and nothing else."""
        before = training.newest(officer.id)
        return training.record(
            officer.id, training.Courses(**known), seen=before.id if before else None,
            viewer=None, today=today, now=NOON,
        )  # fmt: skip

    def reviewed(self, officer, day=REVIEWED, *, today=START):
        """That they reviewed their employer's policy."""
        return training.review(officer.id, "2025", day, viewer=None, today=today, now=NOON)

    def worked(self, officer, school, *days, contact_day=True):
        """Entries of the duty log, one a day."""
        entries = [
            DutyEntry(
                account_id=officer.id, school_id=school.id, duty=Duty.TEACHING, day=day, minutes=30,
                contact_day=contact_day, by_id=officer.id, at=NOON,
            )
            for day in days
        ]  # fmt: skip
        db.session.add_all(entries)
        db.session.commit()
        return entries

    def certificate(self, officer, *, today=START, **over):
        values = {
            "course": "SRO training",
            "issuer": "School Safety Center",
            "issued_on": date(2025, 8, 8),
            "seen_on": date(2025, 8, 20),
        }
        new = sightings.NewSighting(**values | over)
        return sightings.record(officer.id, new, viewer=None, today=today, now=NOON)

    def referral(self, matter, officer, *, by=None, now=NOON, **over):
        """The usual referral of a law-enforcement matter."""
        by = by or matter.incident.logged_by
        people = frozenset(each.id for each in sharing.named(matter))
        chosen = sharing.Chosen(
            fields=frozenset({Field.PLACE, Field.TIME, Field.CONDUCT, Field.PEOPLE, Field.SUMMARY}),
            people=people,
            summary="One student hit another.",
        )
        values = {
            "officer_id": officer.id,
            "chosen": chosen,
            "basis": Basis.SCHOOL_OFFICIAL,
            "purpose": "Look into the assault.",
        }
        offer = referrals.Offer(**values | over)
        return referrals.offer(matter.id, offer, viewer=by, now=now)

    def consultation(self, matter, officer, *, by=None, now=NOON, **over):
        """A question on an administrator-led matter that names nobody."""
        values = {
            "officer_id": officer.id,
            "purpose": "Which program would you suggest?",
            "summary": "A student had a vape.",
        }
        question = consultations.Question(**values | over)
        by = by or matter.incident.logged_by
        return consultations.ask(matter.id, question, viewer=by, now=now)

    def duty(self, officer, *, by=None, school=None, today=None, now=TODAY, **over):
        """Three quarters of an hour of teaching, today."""
        today = today or TODAY.date()
        values = {
            "school_id": (school or officer.schools[0]).id,
            "duty": Duty.TEACHING,
            "day": today,
            "minutes": 45,
        }
        new = duties.NewEntry(**values | over)
        return duties.log(officer.id, new, viewer=by or officer, today=today, now=now)

    def drill(self, school, *, by=None, **over):
        """A fire drill of ten minutes, today."""
        values = {"kind": DrillKind.FIRE, "day": TODAY.date(), "minutes": 10}
        new = drills.NewDrill(school_id=school.id, **values | over)
        by = by or self.account(Role.COORDINATOR)
        return drills.record(new, viewer=by, today=TODAY.date(), now=TODAY)

    def assessment(self, school, *, by=None, **over):
        """A door that does not lock, for the custodian to see to in ten days."""
        values = {"finding": "The north door does not lock.", "due_on": date(2025, 11, 14)}
        if not over.get("owner_id"):
            values["owner_words"] = "The custodian"
        new = assessments.NewAssessment(school_id=school.id, **values | over)
        by = by or self.account(Role.COORDINATOR)
        return assessments.record(new, viewer=by, today=TODAY.date(), now=TODAY)

    def contact(self, incident, *matters, by=None, now=NOON, **over):
        """An officer without an account who was present, asked by the school."""
        new = self.new_contact(**{"happened_at": now} | over)
        about = [each.id for each in matters or incident.matters]
        by = by or incident.logged_by
        return contacts.record(incident.id, new, about, viewer=by, now=now)

    def new_contact(self, **over):
        values = {
            "started_by": Starter.SCHOOL,
            "happened_at": NOON,
            "purpose": "Calmed them down.",
            "acts": (Act.PRESENT,),
        }
        if not over.get("officer_id"):
            values["officer_words"] = "Officer Doe of the city"
        return contacts.NewContact(**values | over)


def known(**answers):
    """Answers by fact name."""
    return {BY_NAME[name]: answer for name, answer in answers.items()}
