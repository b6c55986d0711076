"""What a draft is about, in a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from incident_app.policy.conducts import BY_CODE

SHORT = 140


class Summary(NamedTuple):
    """What to recognise a draft by; each may be empty."""

    place: str
    conducts: str
    narrative: str


def summary(fields: Sequence[Sequence[str]]) -> Summary:
    """Place, conducts and the first words of the narrative of a draft's fields."""
    said = dict(fields)
    codes = [value for name, value in fields if name.endswith("-code")]
    labels = dict.fromkeys(BY_CODE[code].label for code in codes if code in BY_CODE)
    narrative = " ".join(said.get("narrative", "").split())
    short = narrative if len(narrative) <= SHORT else f"{narrative[:SHORT]}…"
    return Summary(said.get("place", "").strip(), "; ".join(labels), short)
