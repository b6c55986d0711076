"""The words a decision can end in."""

from __future__ import annotations

from enum import Enum


class Outcome(Enum):
    """A route (the first three) or a hold. The value is the word used everywhere."""

    LAW_ENFORCEMENT = "law_enforcement"
    ADMINISTRATOR_LED = "administrator_led"
    DISCIPLINE_ONLY = "discipline_only"
    UNDETERMINED = "undetermined"
    POLICY_GAP = "policy_gap"
    NO_VIOLATION = "no_violation"

    @property
    def is_hold(self) -> bool:
        """A hold is never shown to an officer and is not a fourth route."""
        return self in _HOLDS

    @property
    def title(self) -> str:
        """As a heading: *Law enforcement*."""
        return self.value.replace("_", " ").replace("tor led", "tor-led").capitalize()

    @property
    def noun(self) -> str:
        """As the end of *this would become ...*."""
        return _WORDS[self][0]

    @property
    def meaning(self) -> str:
        """One sentence on what it means for the officer and for the administrator."""
        return _WORDS[self][1]


_HOLDS = frozenset({Outcome.UNDETERMINED, Outcome.POLICY_GAP, Outcome.NO_VIOLATION})

_WORDS = {
    Outcome.LAW_ENFORCEMENT: (
        "a law-enforcement matter",
        "This matter may be referred to the School Resource Officer.",
    ),
    Outcome.ADMINISTRATOR_LED: (
        "an administrator-led matter",
        "The administrator leads this matter, and may ask the officer's advice.",
    ),
    Outcome.DISCIPLINE_ONLY: (
        "school discipline, with the officer excluded",
        "The school handles this alone. The officer takes no part and sees nothing of it.",
    ),
    Outcome.UNDETERMINED: (
        "undetermined",
        "Not enough is known yet to decide. It is on hold, and no officer sees it.",
    ),
    Outcome.POLICY_GAP: (
        "a policy gap",
        "The policy does not decide this. The coordinator and the administrator must, and record "
        "why. Until then it is held, and no officer sees it.",
    ),
    Outcome.NO_VIOLATION: (
        "a matter with no violation",
        "Neither a crime nor a school rule is in question. Support or safety measures only.",
    ),
}
