"""What the invented district's officers do besides enforcement, its drills, and its weak points.

Told back from today, so that the log is never old.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from incident_app.policy.duties import Duty
from incident_app.vocabulary import DrillKind

WEEKS = 36
"""So many weeks back the log begins, holidays left out."""


@dataclass(frozen=True, kw_only=True)
class Worked:
    """One piece of work; ``audience`` 0: nobody counted."""

    duty: Duty
    minutes: int
    audience: int = 0
    words: str = ""
    contact_day: bool = True


@dataclass(frozen=True, kw_only=True)
class Held:
    """A drill, so many weeks ago; ``by`` is the administrator's name, ``with_`` the officer's."""

    weeks: int
    school: str
    kind: DrillKind
    minutes: int
    audience: int
    by: str
    with_: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What an assessment found; days are counted from today."""

    school: str
    finding: str
    owner: str
    officer: str
    recorded: int
    due: int
    closed: int | None = None
    how: str = ""


HIGH_SCHOOL = (
    Worked(duty=Duty.CLIMATE, minutes=45, words="Front door and halls before first bell."),
    Worked(duty=Duty.TEACHING, minutes=60, audience=28, words="Driver safety, grade 11."),
    Worked(duty=Duty.LIAISON, minutes=30, contact_day=False, words="Weekly call with patrol."),
    Worked(duty=Duty.CLIMATE, minutes=60, audience=120, words="Both lunches."),
    Worked(duty=Duty.PROTECTION, minutes=45, words="Parking lot after last bell."),
    Worked(duty=Duty.TEACHING, minutes=45, audience=31, words="Rights and duties, civics class."),
    Worked(duty=Duty.ASSESSMENTS, minutes=90, contact_day=False, words="Walked the east wing."),
    Worked(duty=Duty.DRILLS, minutes=30, words="Went over the lockdown plan with staff."),
    Worked(duty=Duty.PROTECTION, minutes=120, audience=900, words="Home game, both gates."),
)
ELEMENTARY = (
    Worked(duty=Duty.CLIMATE, minutes=30, words="Buses and crosswalk."),
    Worked(duty=Duty.TEACHING, minutes=30, audience=22, words="Bicycle helmets, grade 3."),
    Worked(duty=Duty.DRILLS, minutes=30, words="Timed the fire drill."),
    Worked(duty=Duty.CLIMATE, minutes=45, audience=60, words="Reading hour."),
)
"""What comes round, in order."""

OFFICERS = (
    ("Miguel Santoro", "THS", 1, HIGH_SCHOOL),
    ("Miguel Santoro", "HMS", 3, HIGH_SCHOOL[2:] + HIGH_SCHOOL[:2]),
    ("Odessa Brightwater", "BES", 2, ELEMENTARY),
)
"""Who works where, on which day of the week (Monday is 0), and what."""

COORDINATOR = "Helen Voss"
STRUCK = "Entered for the wrong day."

DRILLS = (
    Held(
        weeks=11, school="THS", kind=DrillKind.FIRE, minutes=9, audience=1_140, by="Corinne Maddox"
    ),
    Held(
        weeks=10, school="HMS", kind=DrillKind.FIRE, minutes=8, audience=690, by="Theodore Akande"
    ),
    Held(
        weeks=9,
        school="BES",
        kind=DrillKind.FIRE,
        minutes=6,
        audience=410,
        by="Paula Winterhalter",
        with_="Odessa Brightwater",
        words="Grade 1 used the far door well.",
    ),
    Held(
        weeks=8,
        school="THS",
        kind=DrillKind.LOCKDOWN,
        minutes=20,
        audience=1_120,
        by="Corinne Maddox",
        with_="Miguel Santoro",
        words="Two doors on the second floor stuck.",
    ),
    Held(
        weeks=6,
        school="HMS",
        kind=DrillKind.LOCKDOWN,
        minutes=15,
        audience=684,
        by="Theodore Akande",
        with_="Miguel Santoro",
    ),
    Held(
        weeks=5,
        school="BES",
        kind=DrillKind.LOCKDOWN,
        minutes=12,
        audience=402,
        by="Paula Winterhalter",
    ),
    Held(
        weeks=4, school="THS", kind=DrillKind.FIRE, minutes=8, audience=1_131, by="Corinne Maddox"
    ),
    Held(
        weeks=3,
        school="HMS",
        kind=DrillKind.EVACUATION,
        minutes=35,
        audience=671,
        by="Theodore Akande",
        words="Walked to the church lot.",
    ),
)

FINDINGS = (
    Found(
        school="THS",
        finding="Two classroom doors on the second floor can't be locked from inside.",
        owner="Corinne Maddox",
        officer="Miguel Santoro",
        recorded=40,
        due=-5,
    ),
    Found(
        school="BES",
        finding="The camera over the bus lane does not show the gate.",
        owner="Paula Winterhalter",
        officer="Odessa Brightwater",
        recorded=38,
        due=-10,
        closed=12,
        how="Turned by the maintenance office; the picture was checked.",
    ),
)

STEPS = WEEKS * len(OFFICERS) + 2 + len(DRILLS) + sum(1 + bool(each.how) for each in FINDINGS)


def work() -> Iterator[tuple[int, str, str, int, Worked]]:
    """Each piece of work: how many weeks ago, who, where, on which day of the week, and what."""
    for name, school, weekday, rounds in OFFICERS:
        for weeks, worked in zip(range(WEEKS, 0, -1), cycle(rounds), strict=False):
            yield weeks, name, school, weekday, worked
