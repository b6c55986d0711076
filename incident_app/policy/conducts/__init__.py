"""The catalogue of conduct: what an administrator picks from when logging a matter.

A conduct suggests answers and never gives them. It suggests only what follows from the kind of
conduct: who asked for the police, how old the actor was and where it happened are never
suggested. Where a statute makes the answer depend on the case, the fact is left open. That a
school rule covers it is suggested only where state law makes every district have that rule.
"""

from __future__ import annotations

import re

from .conduct import Conduct, Suggestion
from .elsewhere import ELSEWHERE
from .property import PROPERTY
from .rules import RULES
from .safety import SAFETY
from .sexual import SEXUAL
from .substances import SUBSTANCES
from .threats import THREATS
from .violence import VIOLENCE
from .weapons import WEAPONS
from .wellbeing import WELLBEING

__all__ = ["BY_CODE", "CATALOGUE", "FAMILIES", "Conduct", "Suggestion", "search"]

FAMILIES: tuple[tuple[str, tuple[Conduct, ...]], ...] = (
    ("Fights and force", VIOLENCE),
    ("Threats and harassment", THREATS),
    ("Sexual conduct and privacy", SEXUAL),
    ("Weapons", WEAPONS),
    ("Tobacco, alcohol and drugs", SUBSTANCES),
    ("Theft and damage", PROPERTY),
    ("Fire, grounds and traffic", SAFETY),
    ("School rules", RULES),
    ("Wellbeing", WELLBEING),
    ("Not in this list", ELSEWHERE),
)
"""Each family's label and its conducts, for grouped select boxes."""

CATALOGUE: tuple[Conduct, ...] = tuple(conduct for _, conducts in FAMILIES for conduct in conducts)
"""Every conduct, family by family."""

BY_CODE: dict[str, Conduct] = {conduct.code: conduct for conduct in CATALOGUE}


def search(words: str) -> tuple[Conduct, ...]:
    """The conducts that everyday words mean; upper and lower case are the same.

    Every typed word must begin some word of the label or of a synonym. A conduct whose label
    alone answers comes before one that needs its synonyms; otherwise catalogue order holds.
    Blank words give the whole catalogue.
    """
    typed = _words(words)
    if not typed:
        return () if words.strip() else CATALOGUE
    by_label = [each for each in CATALOGUE if _begins(typed, each.label)]
    by_synonym = [
        each
        for each in CATALOGUE
        if each not in by_label and _begins(typed, each.label, *each.synonyms)
    ]
    return (*by_label, *by_synonym)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _begins(typed: list[str], *phrases: str) -> bool:
    known = [word for phrase in phrases for word in _words(phrase)]
    return all(any(word.startswith(start) for word in known) for start in typed)
