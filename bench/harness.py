"""What ``routing.py`` measures with: drawn sheets, turns, tables."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

import numpy as np
from cold import BLOCK

from incident_app.policy.logic import BY_NAME, CRIME, FACTS, FIREARM

REGISTER = {
    "firearm": (0.93, 0.01),
    "crime": (0.45, 0.35),
    "bodily_harm": (0.60, 0.25),
    "threat": (0.60, 0.20),
    "victim_request": (0.30, 0.10),
    "guardian_request": (0.30, 0.10),
    "juvenile": (0.10, 0.80),
    "petty_offense": (0.40, 0.35),
    "school_property": (0.10, 0.85),
    "school_event": (0.60, 0.20),
    "school_rule": (0.10, 0.75),
}
"""The chance of no and of yes; the rest is not known yet. Invented: no real register was used."""

EVEN = dict.fromkeys(BY_NAME, (1 / 3, 1 / 3))


def drawn(rows, chances, seed=273):
    """Packed sheets that no edition refuses: where there is a firearm there is a crime."""
    random = np.random.default_rng(seed)
    sheets = np.zeros(rows, np.int32)
    for start in range(0, rows, BLOCK):
        block = sheets[start : start + BLOCK]
        for fact in FACTS:
            no, yes = chances[fact.name]
            chance = random.random(len(block))
            digit = (chance >= no).astype(np.int32) + (chance >= no + yes)
            if fact is FIREARM:
                firearm = digit == 1
            elif fact is CRIME:
                digit[firearm] = 1
            block *= 3
            block += digit
    return sheets


@dataclass(frozen=True)
class Time:
    """Median seconds of one turn."""

    wall: float
    cpu: float


def race(turns, rounds):
    """Each contender takes a turn in every round; who begins changes. One turn before to warm."""
    for turn in turns.values():
        turn()
    taken = {name: [] for name in turns}
    names = list(turns)
    for number in range(rounds):
        begins = number % len(names)
        for name in names[begins:] + names[:begins]:
            wall, cpu = perf_counter(), process_time()
            turns[name]()
            taken[name].append((perf_counter() - wall, process_time() - cpu))
    return {name: Time(*map(median, zip(*each, strict=True))) for name, each in taken.items()}


def markdown(head, rows):
    """A table; columns of numbers stand to the right."""
    cells = [list(map(str, row)) for row in rows]
    sides = [
        "---:" if all(cell[0].isdigit() for cell in column) else "---"
        for column in zip(*cells, strict=True)
    ]
    print()
    for row in (head, sides, *cells):
        print(f"| {' | '.join(row)} |")
