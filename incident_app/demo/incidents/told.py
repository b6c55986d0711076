"""How an incident of the demo is written down: short to write, and read aloud as a story.

Moments are local and written ``2025-09-16 11:52``. Questions are named by their facts, with
spaces between; one that is not named has not been answered at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from incident_app.policy.logic import BY_NAME
from incident_app.vocabulary import Learned, Part, PersonKind

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from incident_app.policy.logic import Answer, Fact


@dataclass(frozen=True, eq=False, kw_only=True)
class _Answered:
    """Questions answered at one moment, and why."""

    yes: str = ""
    no: str = ""
    unknown: str = ""
    note: str = ""

    @property
    def answers(self) -> dict[Fact, Answer]:
        """As the services take them."""
        said: dict[Fact, Answer] = {}
        for names, answer in ((self.yes, True), (self.no, False), (self.unknown, None)):
            said |= {BY_NAME[name]: answer for name in names.split()}
        return said


@dataclass(frozen=True, eq=False, kw_only=True)
class Later(_Answered):
    """What became known, or was taken back, some time after."""

    at: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Did(_Answered):
    """One conduct of one actor, with what was answered when it was logged."""

    conduct: str
    later: tuple[Later, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Took:
    """Someone's part. A known person goes by name; ``described`` is for the others."""

    part: Part
    kind: PersonKind | None = None
    name: str = ""
    described: str = ""
    did: tuple[Did, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Told:
    """An incident. ``minutes`` pass before it is logged; ``by`` is another than who leads."""

    school: str
    at: str
    minutes: int
    place: str
    learned: Learned
    narrative: str
    people: tuple[Took, ...]
    by: str = ""

    @property
    def matters(self) -> tuple[Did, ...]:
        """In the order they are logged."""
        return tuple(did for took in self.people for did in took.did)

    @property
    def day(self) -> date:
        """The local day it happened."""
        return datetime.fromisoformat(self.at).date()

    def occurred(self, zone: ZoneInfo) -> datetime:
        """When it happened."""
        return moment(self.at, zone)

    def logged(self, zone: ZoneInfo) -> datetime:
        """When it was logged."""
        return self.occurred(zone) + timedelta(minutes=self.minutes)


def moment(written: str, zone: ZoneInfo) -> datetime:
    """A local moment, in UTC."""
    return datetime.fromisoformat(written).replace(tzinfo=zone).astimezone(UTC)


def actor(name: str, *did: Did) -> Took:
    """A known person who did it, or is said to have."""
    return Took(part=Part.ACTOR, name=name, did=did)


def stranger(described: str, *did: Did) -> Took:
    """An actor nobody has named yet."""
    return Took(part=Part.ACTOR, kind=PersonKind.UNKNOWN, described=described, did=did)


def visitor(part: Part, name: str, described: str, *did: Did) -> Took:
    """Someone named who is neither student nor staff."""
    return Took(part=part, kind=PersonKind.VISITOR, name=name, described=described, did=did)


def victim(name: str) -> Took:
    """A known person who was harmed."""
    return Took(part=Part.VICTIM, name=name)


def witness(name: str) -> Took:
    """A known person who saw or heard it."""
    return Took(part=Part.WITNESS, name=name)


def reporter(name: str) -> Took:
    """A known person who told the school."""
    return Took(part=Part.REPORTER, name=name)
