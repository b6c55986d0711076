"""What the invented district's board adopted, as its system administrator pasted it."""

from __future__ import annotations

from dataclasses import dataclass

CLERK = "Dmitri Halvorsen"
"""Who pastes."""


@dataclass(frozen=True, kw_only=True)
class Paste:
    """Words by paragraph, pasted at a local time."""

    at: str
    texts: dict[str, str]


PASTES = (
    Paste(
        at="2025-08-19 09:15",
        texts={
            "IV.A.2": "The officer looks out for crime that could put people on a Lake Prairie "
            "campus in danger, and acts to stop it.",
            "IV.A.7": "The officer takes up a crime when someone else was hurt by it or was put "
            "in fear of being hurt, and also when the person it was done to, or a parent or "
            "guardian of theirs, wants the police.\n\nPeaceful conduct of a minor that the law "
            "treats as petty, on Lake Prairie property or at a Lake Prairie event, stays with the "
            "principal. The principal and the officer may work on it together.",
            "IV.B": "School rules are for the school to enforce. An officer does not use force or "
            "the badge for a rule alone.",
            "IV.C": "Nothing here takes away a duty that other law gives the officer, or the "
            "officer's own judgment when someone is in danger. It promises no one person more "
            "protection than the officer owes to everyone.",
        },
    ),
    Paste(
        at="2025-10-14 16:40",
        texts={
            "IV.B": "School rules are for the school to enforce. An officer does not use force or "
            "the badge for a rule alone, and has no part in discipline for breaking one: not in "
            "the talk, not in the search for facts, not in the consequence.",
        },
    ),
)
"""The words, and a sentence that was missing from the first paste. All of it is invented."""
