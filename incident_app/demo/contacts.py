"""What the invented district's officers did. All of it is invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from incident_app.vocabulary import Act, Starter

from .officers import BRIGHTWATER, CUFFED, SANTORO, UNTOUCHED

if TYPE_CHECKING:
    from incident_app.services.force import ForceAndCare


@dataclass(frozen=True, eq=False, kw_only=True)
class Met:
    """A contact. ``about`` nothing: the officer records it themselves, at ``school``."""

    at: str
    recorded: str
    about: str = ""
    matters: tuple[int, ...] = (0,)
    school: str = ""
    by: str = SANTORO
    started: Starter = Starter.SCHOOL
    purpose: str
    acts: tuple[Act, ...]
    force: ForceAndCare = UNTOUCHED
    iv_c: str = ""
    case: str = ""


MET = (
    Met(
        at="2025-09-08 08:10",
        recorded="2025-09-08 09:00",
        about="THS 2025-09-05 10:22",
        purpose="Sat in on the talk about the phone rule, and spoke of consequences.",
        acts=(Act.PRESENT, Act.DISCIPLINED),
    ),
    Met(
        at="2025-09-16 14:20",
        recorded="2025-09-17 08:00",
        about="THS 2025-09-16 11:52",
        matters=(0, 1),
        purpose="Heard both.",
        acts=(Act.INTERVIEWED,),
    ),
    Met(
        at="2025-10-28 15:20",
        recorded="2025-10-28 16:10",
        about="THS 2025-10-28 15:05",
        started=Starter.OFFICER,
        purpose="Looked into the truck before the father came.",
        acts=(Act.PRESENT, Act.SEARCHED),
    ),
    Met(
        at="2025-11-18 15:40",
        recorded="2025-11-18 16:05",
        school="THS",
        started=Starter.OFFICER,
        purpose="Parted two adults in the pick-up lane.",
        acts=(Act.PRESENT, Act.REMOVED),
        iv_c="They were about to strike each other.",
    ),
    Met(
        at="2025-12-12 09:30",
        recorded="2025-12-12 10:15",
        about="THS 2025-12-11 14:20",
        started=Starter.VICTIM,
        purpose="Took the report.",
        acts=(Act.INTERVIEWED,),
        case="25-13377",
    ),
    Met(
        at="2026-02-04 09:40",
        recorded="2026-02-04 11:00",
        about="THS 2026-02-04 09:20",
        purpose="Secured the restroom.",
        acts=(Act.PRESENT,),
        iv_c="A threat to everyone in the building.",
    ),
    Met(
        at="2026-02-11 09:00",
        recorded="2026-02-11 09:30",
        about="BES 2026-02-10 10:10",
        by=BRIGHTWATER,
        purpose="Said what the law calls misuse of a computer.",
        acts=(Act.ADVISED,),
    ),
    Met(
        at="2026-03-12 08:00",
        recorded="2026-03-12 08:45",
        about="HMS 2026-03-11 15:25",
        started=Starter.PARENT,
        purpose="A mother asked him to speak with the boy.",
        acts=(Act.INTERVIEWED,),
    ),
    Met(
        at="2026-03-17 08:50",
        recorded="2026-03-17 12:00",
        about="THS 2026-03-17 08:40",
        purpose="Found the handgun and made it safe.",
        acts=(Act.SEARCHED, Act.ARRESTED),
        force=CUFFED,
        iv_c="A gun in the building.",
        case="26-03102",
    ),
)
"""One is the officer's own (IV.C), two are on holds, two on discipline; IV.B forbids the first."""
