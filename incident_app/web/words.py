"""How moments and codes are put into words on a page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import ua_parser
from flask import Flask, current_app

from incident_app.policy import editions
from incident_app.policy.conducts import BY_CODE
from incident_app.policy.logic import BY_NAME
from incident_app.reports import matter_record
from incident_app.services import contacts, sharing
from incident_app.services.force import ForceAndCare
from incident_app.vocabulary import Act

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from incident_app.models import Incident
    from incident_app.reports.finding import Row


def init_app(app: Flask) -> None:
    """Give the templates their filters."""
    app.jinja_env.filters["local"] = local
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["local_day"] = local_day
    app.jinja_env.filters["when"] = when
    app.jinja_env.filters["told_when"] = told_when
    app.jinja_env.filters["sentence"] = sentence
    app.jinja_env.filters["answers_in_force"] = matter_record.in_force
    app.jinja_env.filters["steps"] = matter_record.steps
    app.jinja_env.filters["browser"] = browser
    app.jinja_env.filters["letter"] = sharing.letter
    app.jinja_env.filters["force_and_care"] = ForceAndCare.of
    app.jinja_env.filters["marks"] = contacts.marks_of
    app.jinja_env.filters["act"] = lambda code: Act(code).title
    app.jinja_env.filters["conduct"] = lambda code: BY_CODE[code].label
    app.jinja_env.filters["paragraph"] = paragraph
    app.jinja_env.filters["question"] = lambda name: BY_NAME[name].question
    app.context_processor(lambda: {"district": app.config["DISTRICT"], "demo": app.config["DEMO"]})


def now() -> datetime:
    """This moment; the only clock the pages read. A test sets its own."""
    clock = current_app.config.get("CLOCK", _clock)
    return clock()


def today() -> date:
    """The day it is now, in the district's zone."""
    return now().astimezone(current_app.config["ZONE"]).date()


def _clock() -> datetime:
    return datetime.now(UTC)


def browser(agent: str) -> str:
    """What a browser says of itself, in words: *Edge on Windows*; the same where it is unknown."""
    told = ua_parser.parse(agent)
    names = (told.user_agent and told.user_agent.family, told.os and told.os.family)
    return " on ".join(name for name in names if name) or agent or "An unknown browser"


def minutes(left: timedelta) -> str:
    """How long to wait: *4 minutes*, begun ones counted in."""
    whole = -(-int(left.total_seconds()) // 60)
    return "a minute" if whole <= 1 else f"{whole} minutes"


def local(moment: datetime) -> str:
    """A moment in the district's zone: *Sep 2, 2025, 11:40 AM*.

    Where the clocks went back and the time came twice, which of the two: *1:30 AM CDT*.
    """
    there = moment.astimezone(current_app.config["ZONE"])
    came_twice = there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()
    which = f" {there:%Z}" if came_twice else ""
    return f"{day(there)}, {there.hour % 12 or 12}:{there:%M %p}{which}"


def local_day(moment: datetime) -> date:
    """The day of a moment in the district's zone."""
    return moment.astimezone(current_app.config["ZONE"]).date()


def day(there: date) -> str:
    """A day: *Sep 2, 2025*."""
    return f"{there:%b} {there.day}, {there.year}"


def when(incident: Incident | Row) -> str:
    """When an incident happened, no more exactly than it is known."""
    return _when(incident.occurred_at, incident.occurred_on, incident.precision.value)


def told_when(told: Mapping[str, str]) -> str:
    """The same of what was told to an officer (``time`` of a letter)."""
    at, on = datetime.fromisoformat(told["at"]), date.fromisoformat(told["on"])
    return _when(at, on, told["precision"])


def _when(at: datetime, on: date, precision: str) -> str:
    return {
        "minute": local(at),
        "day": day(on),
        "month": f"{on:%B %Y}, day not recorded",
        "year": f"{on:%Y}, day not recorded",
    }[precision]


def paragraph(edition: str, cite: str) -> str:
    """What an edition says in the row of this citation, in our words; empty where it has none."""
    return next((row.says for row in editions.named(edition).rows if row.cite == cite), "")


def sentence(clause: str) -> str:
    """A clause as a sentence."""
    return f"{clause[:1].upper()}{clause[1:]}."
