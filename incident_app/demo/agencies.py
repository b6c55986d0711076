"""The agencies of the invented district, their contracts, and whose officer is whose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from incident_app.policy.school_year import school_year
from incident_app.services import agencies, contracts, postings, sightings, training

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from incident_app.models import Account, School

SIGNED_FOR_DISTRICT = "Superintendent Marguerite Oyelaran"
READER = "Helen Voss"
"""Who reads contracts through."""


@dataclass(frozen=True, kw_only=True)
class DemoAgency:
    """An agency with one contract; ``ends_in`` days from today, else with the school year.

    ``read`` is where each clause was found, and ``direct_control`` where that of records was; a
    contract without either was not read through.
    """

    name: str
    chief: str
    contact: str
    phone: str
    starts_on: date
    schools: tuple[str, ...]
    officers: tuple[DemoOfficer, ...]
    ends_in: int | None = None
    read: Mapping[str, str] = field(default_factory=dict)
    direct_control: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoOfficer:
    """Whose officer somebody is; by the name of their account."""

    name: str
    license_number: str
    assumed_on: date
    substitute: bool = False
    prior_course: str = ""
    prior_course_on: date | None = None
    policy_reviewed_on: date | None = None
    certificate: sightings.NewSighting | None = None


AGENCIES = (
    DemoAgency(
        name="Lake Prairie Police Department",
        chief="Chief Ruben Castellanos",
        contact="Sgt. Wanda Ito",
        phone="555-0142",
        starts_on=date(2025, 8, 1),
        schools=("THS", "HMS"),
        officers=(
            DemoOfficer(
                name="Miguel Santoro",
                license_number="21457",
                assumed_on=date(2025, 8, 25),
                prior_course="NASRO basic school resource officer course",
                prior_course_on=date(2024, 6, 14),
                certificate=sightings.NewSighting(
                    course="NASRO basic school resource officer course",
                    issuer="National Association of School Resource Officers",
                    issued_on=date(2024, 6, 14),
                    seen_on=date(2025, 8, 18),
                ),
            ),
        ),
        read={
            "climate": "§2.1",
            "protection": "§2.2",
            "drills": "§2.4",
            "assessments": "§2.5",
            "teaching": "§2.6",
            "enforcement": "§2.7, in the words of the policy",
            "no_discipline": "§3.1",
        },
        direct_control="§5.2: the district decides how its records are used and kept.",
    ),
    DemoAgency(
        name="Prairie County Sheriff's Office",
        chief="Sheriff Alma Thornquist",
        contact="Lt. Peter Amundsen",
        phone="555-0187",
        starts_on=date(2025, 8, 1),
        schools=("BES",),
        officers=(
            DemoOfficer(
                name="Odessa Brightwater",
                license_number="18820",
                assumed_on=date(2025, 8, 25),
                substitute=True,
                prior_course="School Safety Center basic SRO course",
                prior_course_on=date(2023, 7, 21),
                policy_reviewed_on=date(2025, 8, 14),
            ),
        ),
        ends_in=26,
    ),
)
"""The first was read through and lacks something; the second ends soon, so that the coordinator is
warned of one, and nobody saw the certificate of its officer."""

STEPS = sum(2 + 2 * len(each.officers) for each in AGENCIES)


class Contracting:
    """Enters the agencies with what hangs on them."""

    def __init__(
        self,
        *,
        accounts: Mapping[str, Account],
        schools: Mapping[str, School],
        opened: datetime,
        today: date,
        zone: ZoneInfo,
    ) -> None:
        self._accounts, self._schools = accounts, schools
        self._opened, self._today = opened, today
        self._opened_on = opened.astimezone(zone).date()

    def steps(self) -> list[Callable[[], object]]:
        """What there is to do, in order."""
        return [
            step
            for new in AGENCIES
            for step in (
                partial(self._agency, new),
                partial(self._contract, new),
                *(partial(self._posting, new, officer) for officer in new.officers),
                *(partial(self._training, officer) for officer in new.officers),
            )
        ]

    def _agency(self, new: DemoAgency) -> None:
        domain = new.name.split()[0].lower()
        reached = agencies.Reached(
            chief=new.chief,
            chief_email=f"chief@{domain}.example",
            contact=new.contact,
            contact_email=f"schools@{domain}.example",
            contact_phone=new.phone,
        )
        agencies.add(new.name, reached, viewer=None, now=self._opened)

    def _contract(self, new: DemoAgency) -> None:
        _, year_ends = school_year(self._today)
        soon = self._today + timedelta(days=new.ends_in or 0)
        contract = contracts.NewContract(
            starts_on=new.starts_on,
            ends_on=max(soon if new.ends_in else year_ends, new.starts_on),
            signed_for_district=SIGNED_FOR_DISTRICT,
            signed_for_agency=new.chief,
            schools=frozenset(self._schools[code].id for code in new.schools),
            day_begins="07:45",
            day_ends="15:10",
        )
        agency = agencies.named(new.name)
        kept = contracts.record(agency.id, contract, viewer=None, now=self._opened)
        if new.read:
            contracts.read_through(
                kept.id,
                new.read,
                school_official="",
                direct_control=new.direct_control,
                viewer=self._accounts[READER],
                now=self._opened,
            )

    def _posting(self, new: DemoAgency, officer: DemoOfficer) -> None:
        account = self._accounts[officer.name]
        posting = postings.NewPosting(
            agency_id=agencies.named(new.name).id,
            license_number=officer.license_number,
            assumed_on=officer.assumed_on,
            substitute=officer.substitute,
            schools=frozenset(school.id for school in account.schools),
        )
        postings.record(account.id, posting, viewer=None, now=self._opened)

    def _training(self, officer: DemoOfficer) -> None:
        account = self._accounts[officer.name]
        told = {"viewer": None, "today": self._opened_on, "now": self._opened}
        known = training.Courses(
            prior_course=officer.prior_course, prior_course_on=officer.prior_course_on
        )
        training.record(account.id, known, seen=None, **told)
        if officer.policy_reviewed_on:
            training.review(account.id, "August 2025", officer.policy_reviewed_on, **told)
        if officer.certificate:
            sightings.record(account.id, officer.certificate, **told)
