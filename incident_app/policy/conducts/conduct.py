"""One kind of conduct, and what it suggests about the facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incident_app.policy.logic import Fact


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Suggestion:
    """An answer that the kind of conduct itself makes likely; a person still gives it.

    ``reason`` is one sentence for the page, with the statute or paragraph where there is one.
    """

    fact: Fact
    answer: bool
    reason: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Conduct:
    """A kind of conduct that a school meets.

    ``code`` is stored and never changes; ``label`` may be reworded. ``synonyms`` are the words
    people type for it, in lower case. A fact without a suggestion depends on the case.
    """

    code: str
    label: str
    synonyms: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]


def yes(fact: Fact, reason: str) -> Suggestion:
    """Suggest that the fact holds."""
    return Suggestion(fact=fact, answer=True, reason=reason)


def no(fact: Fact, reason: str) -> Suggestion:
    """Suggest that the fact does not hold."""
    return Suggestion(fact=fact, answer=False, reason=reason)
