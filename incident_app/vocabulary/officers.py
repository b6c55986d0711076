"""The words of the officers' registry, their training and their duties."""

from __future__ import annotations

from enum import Enum

LONGEST_CLAUSE = 100
LONGEST_PHONE = 60
LONGEST_DUTY_WORDS = 300
"""Limits in characters."""

MOST_MINUTES = 720
MOST_AUDIENCE = 5_000
"""Of one duty or drill: half a day and more people than a school has are a slip of the finger."""


class Weekday(Enum):
    """The days of a contract's instructional week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"

    @property
    def title(self) -> str:
        """As shown: *Monday*."""
        return self.value.capitalize()


class Occasion(Enum):
    """Why somebody is reminded by mail."""

    CONTRACT_ENDS = "contract_ends"
    TRAINING_DUE = "training_due"
    CERTIFICATE_UNSEEN = "certificate_unseen"
    HOLDS_UNTRAINED = "holds_untrained"
    ACCOUNT_UNUSED = "account_unused"


class Reviewed(Enum):
    """What the coordinator says of a duty entry."""

    ACCEPTED = "accepted"
    STRUCK = "struck"

    @property
    def title(self) -> str:
        """As shown: *Accepted*."""
        return self.value.capitalize()


class DrillKind(Enum):
    """The drills that a school holds (Minn. Stat. 121A.035, 121A.037, 299F.30)."""

    FIRE = "fire"
    LOCKDOWN = "lockdown"
    TORNADO = "tornado"
    EVACUATION = "evacuation"
    OTHER = "other"

    @property
    def title(self) -> str:
        """As shown: *Lockdown*."""
        return self.value.capitalize()
