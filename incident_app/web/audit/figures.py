"""All figures of an audit, in the order of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from incident_app.policy.outcome import Outcome
from incident_app.reports.audit.consultations import consultations
from incident_app.reports.audit.contacts import contacts
from incident_app.reports.audit.denials import denials
from incident_app.reports.audit.disclosures import disclosures
from incident_app.reports.audit.matters import matters
from incident_app.reports.audit.period import recorded
from incident_app.reports.audit.referrals import referrals
from incident_app.reports.audit.waiting import waiting
from incident_app.vocabulary import Declined

from . import contact_tables, matter_tables, shared_tables

if TYPE_CHECKING:
    from collections import Counter

    from incident_app.models import Account
    from incident_app.reports.audit.contacts import Contacts
    from incident_app.reports.audit.matters import Matters
    from incident_app.reports.audit.period import Audited, Period
    from incident_app.web.audit.table import Table


@dataclass(frozen=True, kw_only=True)
class Section:
    """Figures that belong together."""

    name: str
    title: str
    tables: Sequence[Table]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Everything the page of one period shows.

    :ivar unrecorded: the months in which no school chosen kept a record yet.
    :ivar beginnings: the schools whose record begins after the first day.
    :ivar at_a_glance: numbers to begin with: how many, of what, and the section that tells more.
    """

    period: Period
    matters: Matters
    contacts: Contacts
    sections: Sequence[Section]
    unrecorded: frozenset[date]
    beginnings: Sequence[Audited]
    at_a_glance: Sequence[tuple[int, str, str]]

    @property
    def signs(self) -> list[tuple[str, str, Counter[date]]]:
        """What the picture marks below its months: the kind of sign, its words, how many when."""
        met, by_month = self.contacts, self.contacts.by_month
        return [
            ("contact", "Contacts of officers", by_month(met.met)),
            ("to-open", "Of them to open", by_month(met.listed)),
        ]

    @property
    def tables(self) -> list[Table]:
        """Every figure."""
        return [table for section in self.sections for table in section.tables]


def figures(
    period: Period,
    chosen: Sequence[Audited],
    address: Mapping[str, object],
    *,
    viewer: Account,
    now: datetime,
) -> Figures:
    """Every figure of a period at the schools chosen.

    :param address: what leads back to this page.
    """
    counted = matters(period, viewer=viewer, now=now)
    held = waiting(period, viewer=viewer, now=now)
    met = contacts(period, viewer=viewer)
    offered = referrals(period, viewer=viewer)
    told = shared_tables.Told(chosen, period)
    asked = consultations(period, viewer=viewer)
    sections = [
        Section(
            name="matters",
            title="Matters by outcome",
            tables=matter_tables.of_matters(counted, chosen),
        ),
        Section(
            name="waiting",
            title="Not decided yet",
            tables=[matter_tables.of_waiting(held, period.zone)],
        ),
        Section(
            name="contacts",
            title="Contacts of officers",
            tables=contact_tables.of_contacts(met, told, address),
        ),
        Section(
            name="referrals",
            title="Referrals to officers",
            tables=shared_tables.of_referrals(offered, told),
        ),
        Section(
            name="consultations",
            title="Advice asked of officers",
            tables=[shared_tables.of_consultations(asked, told)],
        ),
        Section(
            name="disclosures",
            title="What officers and outsiders were shown",
            tables=[shared_tables.of_disclosures(disclosures(period, viewer=viewer), told)],
        ),
        Section(
            name="denials",
            title="Blocked access attempts",
            tables=[shared_tables.of_denials(denials(period, viewer=viewer), told)],
        ),
    ]
    citing_iv_b = sum(each.reason is Declined.SCHOOL_RULE for each in offered.all)
    return Figures(
        period=period,
        matters=counted,
        contacts=met,
        sections=sections,
        unrecorded=frozenset(
            month for month in counted.months if not recorded(chosen, matter_tables.last_day(month))
        ),
        beginnings=[each for each in chosen if each.since and each.since > period.first],
        at_a_glance=[
            _glance(counted.total + counted.total_by_year_only, "matter", "matters", "matters"),
            (held[Outcome.UNDETERMINED].total, "undetermined now", "waiting"),
            _glance(held[Outcome.POLICY_GAP].total, "policy gap now", "policy gaps now", "waiting"),
            _glance(len(met.met), "contact of officers", "contacts of officers", "contacts"),
            _glance(
                len(met.listed), "contact to open", "contacts to open", "figure-contacts-to-open"
            ),
            _glance(len(offered.all), "referral", "referrals", "referrals"),
            (citing_iv_b, "declined, citing IV.B", "figure-declines"),
        ],
    )


def _glance(count: int, one: str, many: str, section: str) -> tuple[int, str, str]:
    return count, one if count == 1 else many, section
