"""The pages beside each other under *Duties*: the log, drills, assessments and the report."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_login import current_user

from incident_app.services import assessments


@dataclass(frozen=True)
class Page:
    """A page beside the one now open, or that one."""

    address: str
    words: str
    current: bool


PAGES = {
    "duties.index": "Log",
    "drills.index": "Drills",
    "assessments.index": "Assessments",
    "duties.report": "Report",
}


def init_app(app: Flask) -> None:
    """Give the templates these links."""
    app.context_processor(lambda: {"beside": beside})


def beside() -> list[Page]:
    """Those that the viewer has: assessments only where one is theirs."""
    theirs = assessments.has_any(viewer=current_user)
    return [
        Page(url_for(endpoint), words, current=request.endpoint == endpoint)
        for endpoint, words in PAGES.items()
        if theirs or endpoint != "assessments.index"
    ]
