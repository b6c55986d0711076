"""Valid records in the fewest words. Anything that matters to a test is said in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from incident_app.policy.logic import BY_NAME
from incident_app.services import accounts, attachments, district, incidents
from incident_app.vocabulary import Learned, Part, PersonKind, Role

NOON = datetime(2025, 9, 2, 17, 0, tzinfo=UTC)
TODAY = datetime(2025, 11, 4, 18, 0, tzinfo=UTC)
"""When the pages are used: noon of a Tuesday in Minnesota; each look at the clock is a second later."""
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


def known(**answers):
    """Answers by fact name."""
    return {BY_NAME[name]: answer for name, answer in answers.items()}
