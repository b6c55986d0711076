"""Referrals, consultations, disclosures and blocked attempts as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from incident_app.reports.audit.disclosures import NoBasis
from incident_app.reports.audit.period import recorded
from incident_app.vocabulary import Basis, Declined, Disposition, Seen, State
from incident_app.web.audit.table import Table

if TYPE_CHECKING:
    from uuid import UUID

    from incident_app.reports.audit.consultations import Consulted
    from incident_app.reports.audit.disclosures import Disclosed
    from incident_app.reports.audit.period import Audited, Period
    from incident_app.reports.audit.referrals import Referrals
    from incident_app.vocabulary import Role
    from incident_app.web.audit.table import Cell

ENDS = {
    State.OFFERED: "None yet: offered",
    State.ACCEPTED: "None yet: accepted",
    State.DECLINED: "Declined",
    State.REVOKED: "Taken back, or the route left",
} | {each: f"Done: {each.title.lower()}" for each in Disposition}

NO_BASIS = {
    NoBasis.NOBODY_NAMED: "None needed: nobody was named",
    NoBasis.NOT_RECORDED: "Not recorded",
}


class Told(NamedTuple):
    """The schools chosen and the period, by which a zero is told from what nobody recorded."""

    chosen: Sequence[Audited]
    period: Period

    def count(self, count: int, school: Audited | None = None) -> Cell:
        """The number; before the record began a zero is *not recorded*."""
        began = recorded([school] if school else self.chosen, self.period.last)
        return count if count or began else None

    def none(self, words: str) -> str:
        """What stands where a list is empty."""
        if recorded(self.chosen, self.period.last):
            return words
        return "Not recorded: the record of these schools begins later."


def of_referrals(found: Referrals, told: Told) -> list[Table]:
    """By limb, legal basis and what became of them; and those declined."""
    offered = "Referrals offered in the period"
    bases, ends = found.by_basis, found.by_end
    return [
        Table(
            name="referrals-by-limb",
            title="Referrals by the paragraph that allowed them",
            method=f"{offered}, by the paragraph of the decision they were offered on. Where "
            "the decision rests on either of several, they are named together and counted once.",
            head=("Paragraph", "Referrals"),
            rows=[
                (" or: ".join(cites), told.count(count)) for cites, count in found.by_limb.items()
            ],
            totals=True,
        ),
        Table(
            name="referrals-by-basis",
            title="Referrals by legal basis",
            method=f"{offered}, by the legal basis chosen for what they disclose.",
            head=("Legal basis", "Source", "Referrals"),
            rows=[(each.title, each.cite, told.count(bases[each])) for each in Basis],
            labels=2,
            totals=True,
        ),
        Table(
            name="referrals-by-disposition",
            title="Referrals by what became of them",
            method=f"{offered}, as they stand now.",
            head=("Disposition", "Referrals"),
            rows=[(words, told.count(ends[each])) for each, words in ENDS.items()],
            totals=True,
        ),
        _declines(found, told),
    ]


def _declines(found: Referrals, told: Told) -> Table:
    counts = found.declined
    return Table(
        name="declines",
        title="Declined referrals, by school and reason",
        method="Referrals offered in the period that an officer sent back. The first reason is "
        "the one that cites IV.B: the officer found only a school rule in it.",
        head=("School", *(each.title for each in Declined)),
        rows=[
            (school.name, *(told.count(counts[school.id, each], school) for each in Declined))
            for school in told.chosen
        ],
        totals=True,
    )


def of_consultations(found: Mapping[UUID, Consulted], told: Told) -> Table:
    """By school."""
    return Table(
        name="consultations",
        title="Consultations by school",
        method="Questions asked in the period, as they stand now. One that names somebody is a "
        "referral to law enforcement as the federal Civil Rights Data Collection (CRDC) counts.",
        head=("School", "Asked", "Named somebody", "Advised", "Taken back", "Open"),
        rows=[
            (
                school.name,
                *(
                    told.count(count, school)
                    for count in (
                        found[school.id].asked,
                        found[school.id].identified,
                        found[school.id].advised,
                        found[school.id].taken_back,
                        found[school.id].open,
                    )
                ),
            )
            for school in told.chosen
        ],
        totals=True,
    )


def of_disclosures(found: Disclosed, told: Told) -> Table:
    """By legal basis, and how it was shown."""
    kinds = {each: each.title for each in Basis} | NO_BASIS
    return Table(
        name="disclosures",
        title="Disclosures by legal basis, and how",
        method="Every showing in the period, one for each time. The last column says how many of "
        "them were views before the route left: the matter has moved away since, and what the "
        "officer saw until then stays counted.",
        head=(
            "Legal basis",
            *(each.value.capitalize() for each in Seen),
            "All",
            "Before the route left",
        ),
        rows=[
            (
                words,
                *(told.count(found.shown.get((basis, how), 0)) for how in Seen),
                told.count(_of(found.shown, basis)),
                told.count(_of(found.before_it_left, basis)),
            )
            for basis, words in kinds.items()
        ],
        totals=True,
    )


def of_denials(found: Mapping[tuple[Role, str], int], told: Told) -> Table:
    """By role and page."""
    return Table(
        name="denials",
        title="Blocked access attempts by role and page",
        method="Requests of people who were signed in, for what is out of their reach or is not "
        "there; the record does not tell these two apart. An attempt has no school, so these are "
        "of the whole district, whichever schools you chose.",
        head=("Role", "Page", "Attempts"),
        rows=[(role.title, _page(endpoint), count) for (role, endpoint), count in found.items()],
        labels=2,
        totals=bool(found),
        empty=told.none("No blocked attempt is recorded in this period."),
    )


def _of(counts: Mapping[tuple[Basis | NoBasis, Seen], int], basis: Basis | NoBasis) -> int:
    return sum(counts.get((basis, how), 0) for how in Seen)


def _page(endpoint: str) -> str:
    """A page by its name in the program: *incidents: show*."""
    return endpoint.replace(".", ": ").replace("_", " ") or "No such page"
