"""Contacts of officers as tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from flask import url_for

from incident_app.policy.outcome import Outcome
from incident_app.vocabulary import Starter
from incident_app.web.audit.table import Table
from incident_app.web.words import day

if TYPE_CHECKING:
    from incident_app.reports.audit.contacts import Contacts, Met
    from incident_app.web.audit.shared_tables import Told
    from incident_app.web.audit.table import Cell


def of_contacts(found: Contacts, told: Told, address: Mapping[str, object]) -> list[Table]:
    """By outcome, by who started them, and those to open."""
    return [
        _to_open(found, told, address),
        _by_outcome(found, told),
        _by_starter(found, told),
        _without_incident(found, told, address),
    ]


def _to_open(found: Contacts, told: Told, address: Mapping[str, object]) -> Table:
    return Table(
        name="contacts-to-open",
        title="Contacts to open",
        method="Every contact on a matter that was discipline-only or a hold when it was recorded, "
        "or is now, and every one in which the officer took part in discipline. Open one by its "
        "day. A mark says why to look; it does not say that anything was wrong.",
        head=(
            "Day", "School", "Started by", "The officer", "When recorded", "Now", "IV.C claimed",
            "Marks",
        ),
        rows=[
            (*_beginning(met), _outcomes(met.then), _outcomes(met.now), *_ending(met))
            for met in found.listed
        ],
        labels=8,
        opens=_links(found.listed, address),
        empty=told.none("No such contact is recorded in this period."),
    )  # fmt: skip


def _by_outcome(found: Contacts, told: Told) -> Table:
    then = found.by_outcome(lambda met: met.then)
    now = found.by_outcome(lambda met: met.now)
    return Table(
        name="contacts-by-outcome",
        title="Contacts by outcome",
        method="Contacts that happened in the period, by the outcome of their matters: as it stood "
        "when the contact was recorded, and as it stands now. A contact about several matters "
        "counts once in each of their outcomes. Those recorded without an incident stand apart.",
        head=("Outcome", "When recorded", "Now"),
        rows=[
            *((each.title, told.count(then[each]), told.count(now[each])) for each in Outcome),
            ("No incident known", *[told.count(len(found.without_incident))] * 2),
        ],
    )


def _by_starter(found: Contacts, told: Told) -> Table:
    counts = found.by_starter
    return Table(
        name="contacts-by-starter",
        title="Contacts by who started them",
        method="Contacts that happened in the period, by who is recorded to have started them.",
        head=("Started by", "Contacts"),
        rows=[(each.title, told.count(counts[each])) for each in Starter],
        totals=True,
    )


def _without_incident(found: Contacts, told: Told, address: Mapping[str, object]) -> Table:
    some = found.without_incident
    return Table(
        name="contacts-without-incident",
        title="Contacts without an incident",
        method="What an officer did under IV.C and recorded without sight of an incident, or what "
        "the coordinator recorded so. No outcome is known for these.",
        head=("Day", "School", "Started by", "The officer", "IV.C claimed", "Marks"),
        rows=[(*_beginning(met), *_ending(met)) for met in some],
        labels=6,
        opens=_links(some, address),
        empty=told.none("None is recorded in this period."),
    )


def _beginning(met: Met) -> tuple[Cell, ...]:
    acts = "; ".join(act.title for act in met.acts)
    return day(met.on), met.school, met.started_by.title, acts


def _ending(met: Met) -> tuple[Cell, ...]:
    marks = "; ".join(f"{mark.says} ({mark.cite})" for mark in met.marks)
    return "Yes" if met.iv_c else "No", marks or "None"


def _outcomes(outcomes: Collection[Outcome]) -> str:
    return "; ".join(each.title for each in Outcome if each in outcomes) or "No incident known"


def _links(some: Sequence[Met], address: Mapping[str, object]) -> list[str]:
    return [url_for("audit.contact", contact_id=met.id, **address) for met in some]
