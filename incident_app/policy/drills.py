"""How many drills the law asks of a school in a school year.

These are defaults that counsel confirms: a district may hold more, and the law may change.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """So many drills of a kind in a school year, and where that is written."""

    kind: str
    count: int
    cite: str


ASKED = (
    Asked(kind="fire", count=5, cite="Minn. Stat. 121A.037"),
    Asked(kind="lockdown", count=5, cite="Minn. Stat. 121A.035; 121A.037"),
    Asked(kind="tornado", count=1, cite="Minn. Stat. 121A.035; 121A.037"),
)
"""By kind. Of other kinds the law names no number."""
