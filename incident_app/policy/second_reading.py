"""Every edition once more, written a second time as plain nested questions.

Nothing here is used to decide anything. It is the independent reading that
:mod:`proof` holds against the editions: a row that is lost, swapped or turned round in
one of the two shows as a difference. A reading takes a complete sheet and gives the number
of the row that decides, counted from 1, and the outcome; the contradictory sheets are not
put to it.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

Reading = Callable[[SimpleNamespace], tuple[int, str]]


def edina_273(it: SimpleNamespace) -> tuple[int, str]:
    """The seed district's IV.A.7 and IV.B, read crime first."""
    violent = it.bodily_harm or it.threat
    status_offense_here = (
        it.juvenile and it.petty_offense and (it.school_property or it.school_event)
    )
    if it.firearm:
        return 1, "law_enforcement"
    if it.crime:
        if violent:
            return 2, "law_enforcement"
        if it.victim_request or it.guardian_request:
            return 3, "law_enforcement"
        return (4, "administrator_led") if status_offense_here else (5, "policy_gap")
    if status_offense_here and not violent:
        return 4, "administrator_led"
    return (6, "discipline_only") if it.school_rule else (7, "no_violation")


def minnesota_626_8482(it: SimpleNamespace) -> tuple[int, str]:
    """The plain statute: every crime is the officer's."""
    if it.crime:
        return (1 if it.firearm else 2), "law_enforcement"
    return (3, "discipline_only") if it.school_rule else (4, "no_violation")


READINGS: dict[str, Reading] = {
    "edina_273": edina_273,
    "minnesota_626_8482": minnesota_626_8482,
}


def contradictory(it: SimpleNamespace) -> bool:
    """A firearm at school is always a crime."""
    return bool(it.firearm and not it.crime)
