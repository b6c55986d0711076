"""The words of signing in."""

from __future__ import annotations

from enum import Enum

LONGEST_SOURCE = 60
LONGEST_AGENT = 300
LONGEST_FACTOR_NAME = 60
"""Limits in characters."""


class Ended(Enum):
    """Why somebody ended a session; one that ran out, or whose account changed, has no line."""

    SIGNED_OUT = "signed_out"
    FROM_ELSEWHERE = "from_elsewhere"
    RESTORED = "restored"


class FactorKind(Enum):
    """What somebody proves who they are with, beside a password."""

    PASSKEY = "passkey"
    APP = "app"
    RECOVERY_CODE = "recovery_code"


class FactorEnded(Enum):
    """Why a second factor is worth nothing any more."""

    REMOVED = "removed"
    REPLACED = "replaced"
    RESET = "reset"
