"""The words of signing in."""

from __future__ import annotations

from enum import Enum

LONGEST_SOURCE = 60
LONGEST_AGENT = 300
"""Limits in characters."""


class Ended(Enum):
    """Why somebody ended a session; one that ran out, or whose account changed, has no line."""

    SIGNED_OUT = "signed_out"
    FROM_ELSEWHERE = "from_elsewhere"
    RESTORED = "restored"
