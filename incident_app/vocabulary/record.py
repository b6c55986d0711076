"""The words of the record: who, what was learned and answered, and the limits of a text."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incident_app.policy import logic

LONGEST_NARRATIVE = 50_000
LONGEST_PLACE = 200
LONGEST_NAME = 200
LONGEST_NOTE = 2_000
LONGEST_PARAGRAPH = 20_000
LONGEST_FILE_NAME = 150
LONGEST_SEARCH = 200
LONGEST_CASE_NUMBER = 60
"""Limits in characters."""

LARGEST_ATTACHMENT = 10 * 1024 * 1024
LARGEST_AT_ONCE = 50 * 1024 * 1024
"""Limits in bytes, of one file and of all that are sent together."""

MOST_ATTACHMENTS = 20
"""Files of one incident."""


class Role(Enum):
    """What an account is for; each has one role."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"

    @property
    def title(self) -> str:
        """As shown: *School Resource Officer*."""
        special = {
            Role.OFFICER: "School Resource Officer",
            Role.COORDINATOR: "Emergency Management & Safety Coordinator",
        }
        return special.get(self, self.value.replace("_", " ").capitalize())


class PersonKind(Enum):
    """How the district knows someone."""

    STUDENT = "student"
    STAFF = "staff"
    VISITOR = "visitor"
    UNKNOWN = "unknown"


class Learned(Enum):
    """How an incident became known."""

    STAFF = "staff"
    STUDENT = "student"
    FAMILY = "family"
    TIP = "anonymous_tip"
    CAMERA = "camera"
    POLICE = "police"
    OTHER = "other"
    NOT_RECORDED = "not_recorded"


class Precision(Enum):
    """How exactly the moment is known; what is finer than this is not a fact."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Part(Enum):
    """A person's role in one incident."""

    ACTOR = "actor"
    VICTIM = "victim"
    WITNESS = "witness"
    REPORTER = "reporter"


class Value(Enum):
    """What was answered. *Not known yet* is an answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @property
    def known(self) -> logic.Answer:
        """As the policy takes it: ``True``, ``False`` or ``None``."""
        return {Value.YES: True, Value.NO: False, Value.UNKNOWN: None}[self]

    @classmethod
    def of(cls, answer: logic.Answer) -> Value:
        """As the record keeps it."""
        return {True: cls.YES, False: cls.NO, None: cls.UNKNOWN}[answer]
