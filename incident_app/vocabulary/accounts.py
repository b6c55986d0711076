"""The words of accounts and of signing in."""

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


class LinkFor(Enum):
    """What a mailed link is for; both set a password, once."""

    INVITATION = "invitation"
    NEW_PASSWORD = "new_password"  # noqa: S105 - a word, not a password


class AccountState(Enum):
    """Where an account stands; never kept, as it follows from what is."""

    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"

    @property
    def title(self) -> str:
        """As shown: *Active*."""
        return self.value.capitalize()
