"""Enters the officers' work, the drills and what assessments found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from incident_app.services import assessments, drills, duties
from incident_app.vocabulary import Reviewed

from .duties import COORDINATOR, DRILLS, FINDINGS, STRUCK, Found, Held, Worked, work

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from incident_app.models import Account, School

BEGINS = date(2025, 9, 2)
"""The first school day that the demo tells of."""

SUMMER = (6, 6), (9, 1)
"""Month and day between which there is no school."""

Step = tuple[datetime, Callable[[], None]]


class Working:
    """Knows who is there, and remembers what was logged."""

    def __init__(
        self,
        *,
        accounts: Mapping[str, Account],
        schools: Mapping[str, School],
        zone: ZoneInfo,
        today: date,
    ) -> None:
        self._accounts, self._schools = accounts, schools
        self._zone, self._today = zone, today
        self._monday = today - timedelta(days=today.weekday())
        self._logged: list[UUID] = []
        self._findings: dict[Found, UUID] = {}

    def steps(self) -> Iterator[Step]:
        """What there is to do, each with its moment; what falls in the holidays does nothing."""
        for weeks, name, school, weekday, worked in work():
            day = self._monday - timedelta(weeks=weeks) + timedelta(days=weekday)
            at = self._at(day, time(15, 30))
            yield at, partial(self._log, day, at, name, school, worked)
        for held in DRILLS:
            day = self._monday - timedelta(weeks=held.weeks) + timedelta(days=3)
            at = self._at(day, time(14))
            yield at, partial(self._drill, held, day, at)
        for found in FINDINGS:
            at = self._at(self._back(found.recorded), time(10))
            yield at, partial(self._find, found, at)
            if found.closed is not None:
                at = self._at(self._back(found.closed), time(11))
                yield at, partial(self._close, found, at)
        for days, verdict in ((8, Reviewed.ACCEPTED), (7, Reviewed.STRUCK)):
            at = self._at(self._back(days), time(9))
            yield at, partial(self._review, verdict, at)

    def _back(self, days: int) -> date:
        return self._today - timedelta(days=days)

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self._zone)

    def _log(self, day: date, at: datetime, name: str, school: str, worked: Worked) -> None:
        if not is_school_day(day):
            return
        new = duties.NewEntry(
            school_id=self._schools[school].id,
            duty=worked.duty,
            day=day,
            minutes=worked.minutes,
            audience=worked.audience or None,
            contact_day=worked.contact_day,
            words=worked.words,
        )
        officer = self._accounts[name]
        entry = duties.log(officer.id, new, viewer=officer, today=day, now=at)
        self._logged.append(entry.id)

    def _review(self, verdict: Reviewed, at: datetime) -> None:
        """All that was logged until then is accepted, and the last of it struck after all."""
        struck = verdict is Reviewed.STRUCK
        chosen = self._logged[-1:] if struck else self._logged
        if chosen:
            coordinator = self._accounts[COORDINATOR]
            duties.review(chosen, verdict, STRUCK if struck else "", viewer=coordinator, now=at)

    def _drill(self, held: Held, day: date, at: datetime) -> None:
        if not is_school_day(day):
            return
        new = drills.NewDrill(
            school_id=self._schools[held.school].id,
            kind=held.kind,
            day=day,
            minutes=held.minutes,
            audience=held.audience,
            officer_id=self._accounts[held.with_].id if held.with_ else None,
            words=held.words,
        )
        drills.record(new, viewer=self._accounts[held.by], today=day, now=at)

    def _find(self, found: Found, at: datetime) -> None:
        day = at.date()
        if day < BEGINS:
            return
        new = assessments.NewAssessment(
            school_id=self._schools[found.school].id,
            finding=found.finding,
            due_on=self._today + timedelta(days=found.due),
            owner_id=self._accounts[found.owner].id,
            officer_id=self._accounts[found.officer].id,
        )
        coordinator = self._accounts[COORDINATOR]
        kept = assessments.record(new, viewer=coordinator, today=day, now=at)
        self._findings[found] = kept.id

    def _close(self, found: Found, at: datetime) -> None:
        if found in self._findings:
            day, finding = at.date(), self._findings[found]
            coordinator = self._accounts[COORDINATOR]
            assessments.close(finding, day, found.how, viewer=coordinator, today=day, now=at)


def is_school_day(day: date) -> bool:
    """Whether the demo's schools are in session: not before they begin, and not in summer."""
    begins, ends = SUMMER
    return day >= BEGINS and not begins <= (day.month, day.day) <= ends
