"""What the invented district's officers were shown. All of it is invented."""

from __future__ import annotations

from dataclasses import dataclass

from incident_app.services.force import ForceAndCare
from incident_app.vocabulary import (
    Basis,
    Declined,
    Disposition,
    Force,
    ForcedBy,
    Value,
)

SANTORO, BRIGHTWATER = "Miguel Santoro", "Odessa Brightwater"
CUFFED = ForceAndCare(
    used=Value.YES,
    kinds=(Force.HANDCUFFS,),
    by=(ForcedBy.OFFICER,),
    why="He reached for the backpack again.",
    handcuffs=Value.YES,
    custody=Value.YES,
    injury=Value.NO,
)
UNTOUCHED = ForceAndCare(used=Value.NO, custody=Value.NO, injury=Value.NO)


@dataclass(frozen=True, eq=False, kw_only=True)
class Shared:
    """Sent to an officer: ``about`` is the school and moment of an incident, then which matter."""

    at: str
    about: str
    matter: int = 0
    to: str = SANTORO
    asks: str
    summary: str
    read: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Referred(Shared):
    """A referral, and how it went on; one that names no end is open, or a new route ended it."""

    basis: Basis = Basis.SCHOOL_OFFICIAL
    threat: str = ""
    accepted: str = ""
    done: str = ""
    disposition: Disposition = Disposition.NO_ACTION
    case: str = ""
    force: ForceAndCare = UNTOUCHED
    declined: str = ""
    reason: Declined = Declined.SCHOOL_RULE


@dataclass(frozen=True, eq=False, kw_only=True)
class Asked(Shared):
    """A consultation that names nobody, with the advice or why it was taken back."""

    advised: str = ""
    advice: str = ""
    withdrawn: str = ""


REFERRED = (
    Referred(
        at="2025-09-16 13:30",
        about="THS 2025-09-16 11:52",
        asks="Speak with him and decide on the assault.",
        summary="Two students hit each other over a seat.",
        read="2025-09-16 14:05",
        accepted="2025-09-16 14:06",
        done="2025-09-19 15:00",
    ),
    Referred(
        at="2025-09-16 13:40",
        about="THS 2025-09-16 11:52",
        matter=1,
        asks="Speak with him and decide on the assault.",
        summary="He hit back after a punch in the shoulder.",
        read="2025-09-16 14:10",
        accepted="2025-09-16 14:12",
        done="2025-09-19 15:05",
        disposition=Disposition.RETURNED,
    ),
    Referred(
        at="2025-10-02 09:00",
        about="THS 2025-09-30 13:40",
        asks="Take the report that the mother asked for.",
        summary="Earbuds worth $130 were taken and given back; one is broken.",
        read="2025-10-02 09:35",
        accepted="2025-10-02 09:40",
        done="2025-10-10 14:20",
        disposition=Disposition.DIVERSION,
        case="25-10417",
    ),
    Referred(
        at="2025-10-07 13:30",
        about="BES 2025-10-07 10:35",
        to=BRIGHTWATER,
        asks="Say whether there is anything here for you.",
        summary="A fourth grader bit a teacher, who has a mark.",
        read="2025-10-07 14:50",
        declined="2025-10-07 15:00",
    ),
    Referred(
        at="2025-11-14 11:00",
        about="HMS 2025-11-12 20:10",
        asks="Look into the threat.",
        summary="One student wrote that he would make another regret it.",
        read="2025-11-14 12:15",
        accepted="2025-11-14 12:20",
        done="2025-11-24 10:00",
        disposition=Disposition.DIVERSION,
        case="25-12260",
    ),
    Referred(
        at="2025-12-12 08:30",
        about="THS 2025-12-11 14:20",
        asks="Take the teacher's report of the theft.",
        summary="A laptop worth $1,100 is gone from the coaches' office.",
        read="2025-12-12 09:10",
        accepted="2025-12-12 09:15",
    ),
    Referred(
        at="2026-01-13 16:40",
        about="HMS 2026-01-13 14:30",
        asks="Take the mother's report.",
        summary="A kick broke a violin's bridge.",
        read="2026-01-14 08:20",
    ),
    Referred(
        at="2026-01-21 11:45",
        about="THS 2026-01-21 10:05",
        asks="Speak with both and decide on the assault.",
        summary="One student slapped another in the face.",
        read="2026-01-21 12:10",
        accepted="2026-01-21 12:15",
        done="2026-01-28 13:00",
        disposition=Disposition.CITATION,
        case="26-00893",
    ),
    Referred(
        at="2026-02-04 10:05",
        about="THS 2026-02-04 09:20",
        asks="Find out who wrote it.",
        summary="A stall wall names Friday for a shooting.",
        basis=Basis.EMERGENCY,
        threat="Writing says that the school would be shot up on Friday.",
        read="2026-02-04 10:08",
        accepted="2026-02-04 10:09",
        done="2026-02-20 15:00",
        case="26-01511",
    ),
    Referred(
        at="2026-02-19 14:00",
        about="HMS 2026-02-19 12:20",
        asks="Decide on the assault.",
        summary="Two students hit each other; one lip bled.",
        read="2026-02-19 14:30",
        declined="2026-02-19 14:40",
        reason=Declined.CONFLICT,
    ),
    Referred(
        at="2026-03-17 11:00",
        about="THS 2026-03-17 08:40",
        asks="Take up the firearm; the law demands this referral.",
        summary="An unloaded handgun was in a backpack.",
        basis=Basis.STATUTE,
        read="2026-03-17 11:05",
        accepted="2026-03-17 11:06",
        done="2026-03-18 09:30",
        disposition=Disposition.ARREST,
        case="26-03102",
        force=CUFFED,
    ),
    Referred(
        at="2026-04-23 09:00",
        about="HMS 2026-04-22 09:30",
        asks="Look into who was hurt by the firecrackers.",
        summary="A string of firecrackers was lit near benches.",
        read="2026-04-23 10:00",
        accepted="2026-04-23 10:05",
    ),
    Referred(
        at="2026-05-12 13:30",
        about="BES 2026-05-12 12:15",
        to=BRIGHTWATER,
        asks="Say whether there is anything here for you.",
        summary="One student hit another on the arm with a stick.",
        read="2026-05-13 09:00",
    ),
    Referred(
        at="2026-05-27 12:10",
        about="HMS 2026-05-27 10:30",
        matter=1,
        asks="Speak with the teacher, who was afraid.",
        summary="A student raised his fist and said that she would be sorry.",
    ),
)
"""The last is still to be answered; a new route took back two of them."""

ASKED = (
    Asked(
        at="2025-10-13 09:00",
        about="THS 2025-10-10 20:45",
        asks="Which class would you suggest?",
        summary="A student drank at a game.",
        read="2025-10-13 10:30",
        advised="2025-10-13 10:40",
        advice="The county's evening class on alcohol takes students without a court.",
    ),
    Asked(
        at="2025-10-15 10:30",
        about="HMS 2025-10-15 09:10",
        asks="Is cleaning it up together enough?",
        summary="A stall door was drawn on.",
        withdrawn="2025-10-15 13:00",
    ),
    Asked(
        at="2025-12-09 11:30",
        about="BES 2025-12-09 08:50",
        to=BRIGHTWATER,
        asks="What has worked elsewhere?",
        summary="Trading cards were taken and came back.",
        read="2025-12-09 12:30",
        advised="2025-12-09 12:40",
        advice="A talk of both families with the school's counselor.",
    ),
    Asked(
        at="2026-04-22 11:00",
        about="HMS 2026-04-22 09:30",
        asks="Is there a class on fireworks?",
        summary="Firecrackers were lit in the courtyard; nobody seems hurt.",
    ),
    Asked(
        at="2026-05-04 08:30",
        about="THS 2026-05-02 21:50",
        asks="Which class would you suggest?",
        summary="Two students shared a flask at prom.",
    ),
)
