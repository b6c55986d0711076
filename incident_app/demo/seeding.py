"""Fills an empty database with the invented district."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from incident_app import viewing
from incident_app.policy.editions import ADOPTED
from incident_app.policy.logic import FACTS
from incident_app.reports.policy_texts import standing
from incident_app.services import Refused, accounts, district, incidents, matters, policy_texts
from incident_app.services.incidents import NewIncident, NewMatter, NewParticipant
from incident_app.vocabulary import PersonKind

from . import involving
from .agencies import STEPS as CONTRACTED
from .agencies import Contracting
from .duties import STEPS as WORKED
from .incidents import INCIDENTS, Did, Later, Told, moment
from .people import ACCOUNTS, LEADS, PEOPLE, SCHOOLS
from .policy import CLERK, PASTES, Paste
from .working import Working

if TYPE_CHECKING:
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from incident_app.models import Account, School

    from .people import DemoAccount, DemoPerson

OPENED = "2025-08-18 08:00"
"""When the schools, accounts and people were entered, in local time."""

STEPS = (
    len(SCHOOLS)
    + len(ACCOUNTS)
    + len(PEOPLE)
    + CONTRACTED
    + len(PASTES)
    + involving.STEPS
    + WORKED
    + sum(1 + sum(len(did.later) for did in told.matters) for told in INCIDENTS)
)
"""How often :func:`seed` reports progress."""


def seed(
    *,
    password: str,
    now: datetime,
    zone: ZoneInfo,
    progress: Callable[[int], object] = lambda done: None,  # noqa: ARG005 - nobody watches
) -> None:
    """Fill an empty database with the demo district, as it stands at a moment.

    What happened is told in the order it was recorded, so the journal reads like a year. What
    would be recorded after ``now`` is left out.

    :param password: of every account.
    :param zone: the district's; the demo's times are local.
    :param progress: told how many of :data:`STEPS` are done, after each.
    :raises Refused: the database is not empty.
    """
    if not district.is_empty():
        raise Refused("The demo district needs an empty database.")
    today = now.astimezone(zone).date()
    seeding = _Seeding(min(now, moment(OPENED, zone)), zone, today)
    for done, (at, step) in enumerate(seeding.steps(password), start=1):
        if at <= now:
            with viewing.operator(at.astimezone(zone).date()):  # who was an SRO, and trained, then
                step()
        progress(done)


Step = tuple[datetime, Callable[[], None]]


class _Seeding:
    """Remembers what is there already, because later steps name it."""

    def __init__(self, opened: datetime, zone: ZoneInfo, today: date) -> None:
        self._opened, self._today = opened, today
        self._zone = zone
        self._schools: dict[str, School] = {}
        self._accounts: dict[str, Account] = {}
        self._people: dict[str, UUID] = {}
        self._matters: dict[Did, UUID] = {}
        self._incidents: dict[Told, UUID] = {}

    def steps(self, password: str) -> list[Step]:
        """Everything there is to do, each with its moment, in order."""
        set_up = [
            *(partial(self._school, code) for code in SCHOOLS),
            *(partial(self._account, new, password) for new in ACCOUNTS),
            *(partial(self._person, new) for new in PEOPLE),
            *Contracting(
                accounts=self._accounts,
                schools=self._schools,
                opened=self._opened,
                today=self._today,
                zone=self._zone,
            ).steps(),
        ]
        year: list[Step] = [
            (moment(new.at, self._zone), partial(self._paste, new)) for new in PASTES
        ]
        for told in INCIDENTS:
            year.append((told.logged(self._zone), partial(self._log, told)))
            for did in told.matters:
                for later in did.later:
                    at = moment(later.at, self._zone)
                    year.append((at, partial(self._answer, told, did, later)))
        officers = involving.Involving(
            zone=self._zone,
            accounts=self._accounts,
            schools=self._schools,
            matters=self._matters,
            incidents=self._incidents,
            led=self._viewer,
        )
        for at, act in officers.acts():
            when = moment(at, self._zone)
            year.append((when, partial(act, when)))
        working = Working(
            accounts=self._accounts, schools=self._schools, zone=self._zone, today=self._today
        )
        year.extend(working.steps())
        return [*((self._opened, step) for step in set_up), *sorted(year, key=lambda step: step[0])]

    def _school(self, code: str) -> None:
        self._schools[code] = district.open_school(
            viewer=None, name=SCHOOLS[code], code=code, now=self._opened
        )

    def _account(self, new: DemoAccount, password: str) -> None:
        self._accounts[new.name] = accounts.create(
            viewer=None,
            name=new.name,
            email=new.email,
            role=new.role,
            password=password,
            schools=[self._schools[code] for code in new.schools],
            now=self._opened,
        )

    def _person(self, new: DemoPerson) -> None:
        person = district.enroll(
            viewer=None,
            school=self._schools[new.school],
            kind=new.kind,
            name=new.name,
            number=new.number,
            grade=new.grade,
            born_on=new.born_on,
            now=self._opened,
        )
        self._people[new.name] = person.id

    def _paste(self, new: Paste) -> None:
        (edition,), clerk = ADOPTED, self._accounts[CLERK]
        seen = {each: line.id for each, line in standing(edition, viewer=clerk).items()}
        at = moment(new.at, self._zone)
        policy_texts.paste(edition, new.texts, seen=seen, viewer=clerk, now=at)

    def _log(self, told: Told) -> None:
        incident = incidents.log(
            NewIncident(
                school_id=self._schools[told.school].id,
                occurred_at=told.occurred(self._zone),
                occurred_on=told.day,
                place=told.place,
                narrative=told.narrative,
                learned=told.learned,
                participants=[
                    NewParticipant(
                        part=took.part,
                        person_id=None if took.kind else self._people[took.name],
                        kind=took.kind or PersonKind.UNKNOWN,
                        name=took.name,
                        described=took.described,
                        matters=[_matter(did) for did in took.did],
                    )
                    for took in told.people
                ],
                source="demo",
                external_id=f"{told.school} {told.at}",
            ),
            viewer=self._viewer(told),
            now=told.logged(self._zone),
        )
        self._incidents[told] = incident.id
        kept = (matter.id for matter in incident.matters)
        self._matters.update(zip(told.matters, kept, strict=True))

    def _answer(self, told: Told, did: Did, later: Later) -> None:
        matters.answer(
            self._matters[did],
            later.answers,
            viewer=self._viewer(told),
            now=moment(later.at, self._zone),
            note=later.note,
        )

    def _viewer(self, told: Told) -> Account:
        return self._accounts[told.by or LEADS[told.school]]


def _matter(did: Did) -> NewMatter:
    """Its answers in form order, as the form gives them."""
    said = did.answers
    in_order = {fact: said[fact] for fact in FACTS if fact in said}
    return NewMatter(conduct=did.conduct, answers=in_order, note=did.note)
