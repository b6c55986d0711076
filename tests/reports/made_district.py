"""Three schools and a year of everything an auditor counts, made at random and always alike."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from incident_app.extensions import db
from incident_app.models import (
    Denial,
    Standing,
)
from incident_app.policy.outcome import Outcome
from incident_app.services import consultations, contacts, matters, referrals
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import (
    Act,
    Basis,
    Declined,
    Disposition,
    Part,
    Precision,
    Role,
    Starter,
)
from tests.make import CRIME, PETTY, RULE, known

ZONE = ZoneInfo("America/Chicago")
FIREARM = {"firearm": True, "crime": True}
REQUEST = {
    "firearm": False,
    "crime": True,
    "victim_request": True,
    "bodily_harm": False,
    "threat": False,
}
EITHER = {"crime": True, "bodily_harm": True, "victim_request": True}
GAP = {
    "firearm": False, "crime": True, "bodily_harm": False, "threat": False, "victim_request": False,
    "guardian_request": False, "petty_offense": False,
}  # fmt: skip
SHEETS = [CRIME, CRIME, PETTY, PETTY, RULE, RULE, {}, GAP, FIREARM, REQUEST, EITHER]
DAYS = [
    *(date(2025, 7, 1) + timedelta(days=11 * each) for each in range(20)),
    date(2025, 8, 31), date(2025, 9, 1), date(2025, 11, 2), date(2025, 6, 30),
]  # fmt: skip
PERIODS = [
    (date(2025, 7, 1), date(2026, 6, 30)),
    (date(2025, 9, 1), date(2025, 9, 30)),
    (date(2025, 9, 15), date(2025, 11, 2)),
    (date(2025, 11, 2), date(2025, 11, 2)),  # the day with 25 hours
    (date(2024, 7, 1), date(2025, 6, 30)),
]
NOW = datetime(2026, 2, 10, 18, 0, tzinfo=UTC)


class District:
    """What is made, each by the service that makes it in the product."""

    def __init__(self, make, seed=7):
        self.make, self.random = make, random.Random(seed)
        self.schools = [make.school(code) for code in ("EHS", "WMS", "LES")]
        self.owners = {each.id: make.administrator(each) for each in self.schools}
        self.officers = {each.id: make.officer(each) for each in self.schools}
        self.children = {each.id: make.person(each) for each in self.schools}
        self.auditor = make.account(Role.AUDITOR)

    def fill(self, incidents=40):
        """Make everything."""
        for _ in range(incidents):
            self._incident()
        for school in self.schools[:2]:
            self._own_contact(school)
        for _ in range(9):
            self._denied()
        db.session.commit()
        return self

    def _incident(self):
        school, day = self.random.choice(self.schools[:2]), self.random.choice(DAYS)
        precision = self.random.choice([Precision.MINUTE] * 6 + [*Precision])
        if precision in {Precision.MONTH, Precision.YEAR}:
            day = day.replace(day=1)
        if precision is Precision.YEAR:
            day = day.replace(month=1)
        at = datetime(day.year, day.month, day.day, 23, 30, tzinfo=ZONE)
        actor = NewParticipant(
            part=Part.ACTOR,
            person_id=self.children[school.id].id,
            matters=[
                NewMatter(conduct="fighting", answers=known(**sheet))
                for sheet in self.random.sample(SHEETS, self.random.choice([1, 1, 2]))
            ],
        )
        incident = self.make.incident(
            self.owners[school.id], occurred_at=at, occurred_on=day, precision=precision,
            participants=[actor], now=at,
        )  # fmt: skip
        if self.random.random() < 0.4:
            self._contact(incident, at + timedelta(hours=self.random.choice([0, 1])))
        for matter in incident.matters:
            self._matter(incident, matter, school, at + timedelta(minutes=20))

    def _matter(self, incident, matter, school, at):
        owner, officer = self.owners[school.id], self.officers[school.id]
        outcome = db.session.get(Standing, matter.id).outcome
        if outcome is Outcome.LAW_ENFORCEMENT and self.random.random() < 0.8:
            self._referral(matter, owner, officer, at)
        elif outcome is Outcome.ADMINISTRATOR_LED:
            self._consultation(incident, matter, owner, officer, at)
        if self.random.random() < 0.3:
            later = at + timedelta(days=self.random.choice([1, 40]))
            unsure = {"firearm": None, "bodily_harm": None, "victim_request": None}
            matters.answer(matter.id, known(**unsure), viewer=owner, now=later)

    def _referral(self, matter, owner, officer, at):
        basis = self.random.choice([Basis.SCHOOL_OFFICIAL, Basis.SCHOOL_OFFICIAL, Basis.EMERGENCY])
        threat = "He has a knife." if basis is Basis.EMERGENCY else ""
        made = self.make.referral(matter, officer, by=owner, now=at, basis=basis, threat=threat)
        for _ in range(self.random.choice([0, 1, 2])):
            with referrals.reading(made.id, viewer=officer, now=at):
                pass
        way = self.random.choice(["offered", "accepted", "declined", "declined", "done", "done"])
        if way == "declined":
            reason = self.random.choice([Declined.SCHOOL_RULE, Declined.NOT_ON_DUTY])
            referrals.decline(made.id, reason, viewer=officer, now=at)
        elif way != "offered":
            referrals.accept(made.id, viewer=officer, now=at)
        if way == "done":
            done = referrals.Done(disposition=self.random.choice(list(Disposition)))
            referrals.finish(made.id, done, viewer=officer, now=at)

    def _consultation(self, incident, matter, owner, officer, at):
        named = {}
        if self.random.random() < 0.5:
            who = frozenset({incident.participants[0].id})
            named = {"people": who, "basis": Basis.SCHOOL_OFFICIAL}
        made = self.make.consultation(matter, officer, by=owner, now=at, **named)
        with consultations.reading(made.id, viewer=officer, now=at):
            pass
        way = self.random.choice(["open", "advised", "withdrawn"])
        if way == "advised":
            consultations.advise(made.id, "Talk to them.", viewer=officer, now=at)
        elif way == "withdrawn":
            consultations.withdraw(made.id, "Not needed.", viewer=owner, now=at)

    def _contact(self, incident, at):
        self.make.contact(
            incident, now=at, started_by=self.random.choice(list(Starter)),
            acts=tuple(self.random.sample(list(Act), self.random.choice([1, 2]))),
            iv_c=self.random.choice(["", "Somebody was in danger."]),
        )  # fmt: skip

    def _own_contact(self, school):
        officer = self.officers[school.id]
        at = datetime(2025, 9, 30, 23, 59, tzinfo=ZONE)
        new = self.make.new_contact(happened_at=at, officer_id=officer.id, iv_c="A fall.")
        contacts.record_own(school.id, new, viewer=officer, now=at)

    def _denied(self):
        who = self.random.choice([*self.officers.values(), *self.owners.values()])
        day = self.random.choice(DAYS)
        at = datetime(day.year, day.month, day.day, 0, 0, tzinfo=ZONE)
        endpoint = self.random.choice(["incidents.show", "matters.show"])
        db.session.add(Denial(account_id=who.id, endpoint=endpoint, method="GET", at=at))


def every(table):
    """All rows there are."""
    return db.session.scalars(db.select(table)).all()


def falls(moment, first, last):
    """Whether a moment is on one of these days in the district."""
    return first <= moment.astimezone(ZONE).date() <= last
