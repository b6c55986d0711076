"""IV.B put to an officer's contact: what of it looks like discipline.

A mark forbids nothing and blocks nothing. It says why an auditor should look.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from .outcome import Outcome

TOOK_PART = "took_part_in_discipline"
AUTHORITY = frozenset({"interviewed", "searched", "restrained", "cited", "arrested", "removed"})
"""What uses force or the authority of the office."""

HOLDS = frozenset({Outcome.UNDETERMINED, Outcome.POLICY_GAP, Outcome.NO_VIOLATION})


class Mark(NamedTuple):
    """Why a contact should be looked at, with the paragraph that speaks of it."""

    says: str
    cite: str


def marks(
    outcomes: Collection[Outcome], acts: Collection[str], *, claims_iv_c: bool
) -> tuple[Mark, ...]:
    """What of a contact looks like discipline; empty when nothing does.

    :param outcomes: of the matters it was about; empty where no matter is known.
    :param acts: codes of what the officer did.
    :param claims_iv_c: whether a lawful basis outside the route is claimed (IV.C). It is said
        beside the mark and takes none away: whether it holds is for the auditor.
    """
    found = []
    if TOOK_PART in acts:
        found.append(
            Mark("The officer took part in discipline, which is barred on every route.", "IV.B")
        )
    if Outcome.DISCIPLINE_ONLY in outcomes:
        found.append(
            Mark("Force or authority of office was used where only a school rule applies.", "IV.B")
            if AUTHORITY & set(acts)
            else Mark("The officer was part of a matter that is discipline only.", "IV.B")
        )
    if HOLDS & set(outcomes):
        found.append(Mark("No decision made this an officer's matter.", "IV.A.7; IV.B"))
    if found and claims_iv_c:
        found.append(Mark("IV.C is claimed as the basis. Check whether it holds.", "IV.C"))
    return tuple(found)
