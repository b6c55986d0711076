"""Importing incidents that another system recorded: a look first, then one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.integrations.incident_csv import as_known
from incident_app.models import Incident, Matter, School
from incident_app.policy import editions
from incident_app.policy.engine import Contradiction, decide
from incident_app.policy.logic import FACTS
from incident_app.policy.outcome import Outcome
from incident_app.vocabulary import Part, Precision

from . import NotFound, Refused, keeping, transaction
from .incidents import NewIncident, NewMatter, NewParticipant

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from incident_app.integrations.incident_csv import Row
    from incident_app.models import Account

FINEST_FIRST = tuple(Precision)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an import would find. The ``there`` counts are part of the others.

    ``outcomes`` are those of every matter of the file by the policy of its day, also where the
    matter is already there and was answered further since. ``refused`` takes an incident's
    external id to why it would be left out; it counts nowhere else.
    """

    incidents: int
    incidents_there: int
    matters: int
    matters_there: int
    outcomes: Mapping[Outcome, int]
    refused: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import did. ``refused`` takes an incident's external id to why it was left out."""

    incidents_new: int
    incidents_there: int
    matters_new: int
    matters_there: int
    refused: Mapping[str, str]


def preview(rows: Sequence[Row], *, school: School, source: str, now: datetime) -> Preview:
    """Count what an import of these rows would do; writes nothing.

    :param now: refuses what lies after it, as the import does.
    """
    there = _there(source)
    counts: Counter[str] = Counter()
    outcomes: Counter[Outcome] = Counter(dict.fromkeys(Outcome, 0))
    refused: dict[str, str] = {}
    for external_id, group in _by_incident(rows):
        try:
            owner, kept = there.get(external_id, (school.id, None))
            _refuse_other_school(owner, school.id)
            new = _incident(group, school.id, source=source, zone=UTC)
            _refuse_future(new, now)
            found = _outcomes(new, group)
        except (Refused, Contradiction) as why:
            refused[external_id] = str(why)
            continue
        outcomes.update(found)
        counts.update(incidents=1, matters=len(group), incidents_there=kept is not None)
        counts["matters_there"] += sum(row.matter in (kept or ()) for row in group)
    return Preview(
        incidents=counts["incidents"],
        incidents_there=counts["incidents_there"],
        matters=counts["matters"],
        matters_there=counts["matters_there"],
        outcomes=outcomes,
        refused=refused,
    )


def import_rows(  # noqa: PLR0913 - what comes, where it goes, and who says so
    rows: Sequence[Row],
    *,
    school: School,
    source: str,
    zone: ZoneInfo,
    viewer: Account | None,
    now: datetime,
    progress: Callable[[int], None] = lambda _rows: None,
) -> Imported:
    """Keep each incident of the rows with its matters, in a transaction of its own.

    An incident that is already there, known by source and external id, gets only the matters it
    lacks and is otherwise left as it is. So an import that was interrupted is finished by
    running it again, and one that was not adds nothing. All matters of an incident are under
    one unknown actor: a row tells what was done, and not which of several people did it.

    :param zone: the district's; the rows tell its wall clock.
    :param viewer: who imports; ``None`` for the operator on the command line.
    :param progress: called once an incident is kept or refused, with the number of its rows.
    :raises NotFound: the school is out of the viewer's reach.
    """
    school_id = school.id
    counts: Counter[str] = Counter()
    refused: dict[str, str] = {}
    for external_id, group in _by_incident(rows):
        try:
            new = _incident(group, school_id, source=source, zone=zone)
            _refuse_future(new, now)
            is_new, added = _kept(new, viewer=viewer, now=now)
        except (Refused, Contradiction) as why:
            refused[external_id] = str(why)
        else:
            counts.update(incidents_new=is_new, incidents_there=not is_new)
            counts.update(matters_new=added, matters_there=len(group) - added)
        progress(len(group))
    return Imported(
        incidents_new=counts["incidents_new"],
        incidents_there=counts["incidents_there"],
        matters_new=counts["matters_new"],
        matters_there=counts["matters_there"],
        refused=refused,
    )


def _kept(new: NewIncident, *, viewer: Account | None, now: datetime) -> tuple[bool, int]:
    """Whether the incident is new, and how many matters were added."""
    try:
        return _kept_once(new, viewer=viewer, now=now)
    except sa.exc.IntegrityError:
        # Another import of the same at one moment: now what it kept is there.
        return _kept_once(new, viewer=viewer, now=now)


def _kept_once(new: NewIncident, *, viewer: Account | None, now: datetime) -> tuple[bool, int]:
    with transaction():
        school = _school(new.school_id, viewer=viewer)
        there = db.session.scalar(
            sa.select(Incident).where(
                Incident.source == new.source, Incident.external_id == new.external_id
            )
        )
        if there is None:
            incident = keeping.incident(new, school, viewer=viewer, now=now)
            added, event = len(incident.matters), "incident imported"
        else:
            _refuse_other_school(there.school_id, school.id)
            incident = there
            added, event = _lacking_added(there, new, viewer=viewer, now=now), "matters imported"
        if added:
            journal.record(event, incident, by=viewer, at=now, source=new.source, matters=added)
    return there is None, added


def _lacking_added(
    there: Incident, new: NewIncident, *, viewer: Account | None, now: datetime
) -> int:
    kept = {matter.external_id for matter in there.matters}
    (comes,) = new.participants
    lacking = [matter for matter in comes.matters if matter.external_id not in kept]
    actor = next(each for each in there.participants if each.part is Part.ACTOR)
    for matter in lacking:
        keeping.matter(matter, actor, viewer=viewer, now=now)
    return len(lacking)


def _school(school_id: UUID, *, viewer: Account | None) -> School:
    in_reach = reach(viewer, Action.LOG_INCIDENT) if viewer else sa.true()
    school = db.session.scalar(sa.select(School).where(School.id == school_id, in_reach))
    if school is None:
        raise NotFound
    return school


def _there(source: str) -> dict[str, tuple[UUID, set[str]]]:
    """The school and the matters of every incident of a source, by external id."""
    query = (
        sa.select(Incident.external_id, Incident.school_id, Matter.external_id)
        .join(Matter, isouter=True)
        .where(Incident.source == source)
    )
    found: dict[str, tuple[UUID, set[str]]] = {}
    for incident, school_id, matter in db.session.execute(query):
        found.setdefault(incident, (school_id, set()))[1].add(matter)
    return found


def _by_incident(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each incident, both in the order of the file."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.incident, []).append(row)
    yield from groups.items()


def _incident(group: list[Row], school_id: UUID, *, source: str, zone: tzinfo) -> NewIncident:
    """What the rows of one incident say together; place and actor are those of the first.

    :raises Refused: they give different dates, or too long a narrative.
    """
    first, dated = group[0], _finest(group)
    matters = [
        NewMatter(
            conduct=row.conduct,
            conduct_words=row.conduct_words,
            external_id=row.matter,
            answers=row.answers,
            notes={fact: f"{source}: {because}" for fact, because in row.notes.items()},
        )
        for row in group
    ]
    new = NewIncident(
        school_id=school_id,
        occurred_at=dated.occurred.replace(tzinfo=zone).astimezone(UTC),
        occurred_on=dated.occurred.date(),
        precision=dated.precision,
        place=first.place,
        narrative="\n\n".join(dict.fromkeys(row.narrative for row in group)),
        learned=first.learned,
        participants=[NewParticipant(part=Part.ACTOR, described=first.actor, matters=matters)],
        source=source,
        external_id=first.incident,
    )
    keeping.refuse_what_is_no_record(new)
    return new


def _finest(group: list[Row]) -> Row:
    """The row that knows best when it happened; the others may know less, and not otherwise."""
    finest = min(group, key=lambda row: FINEST_FIRST.index(row.precision))
    for row in group:
        if as_known(finest.occurred, row.precision) != row.occurred:
            raise Refused(f"Lines {finest.number} and {row.number} give different dates.")
    return finest


def _outcomes(new: NewIncident, group: list[Row]) -> list[Outcome]:
    try:
        edition = editions.in_force(new.occurred_on)
    except LookupError as none:
        raise Refused(str(none)) from none
    return [decide(edition, {**dict.fromkeys(FACTS), **row.answers}).outcome for row in group]


def _refuse_other_school(owner: UUID, school_id: UUID) -> None:
    if owner != school_id:
        raise Refused("It is already there, under another school.")


def _refuse_future(new: NewIncident, now: datetime) -> None:
    if new.occurred_at > now:
        raise Refused("Its date has not come yet.")
