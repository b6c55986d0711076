"""The table for bulk work equals the definition on every sheet."""

import pytest

from incident_app.policy.editions import EDITIONS
from incident_app.policy.editions.edina_273 import EDINA_273
from incident_app.policy.engine import Contradiction, decide
from incident_app.policy.logic import FACTS, sheet
from incident_app.policy.outcome import Outcome
from incident_app.policy.table import (
    OUTCOMES,
    REFUSED,
    SHEETS,
    compiled,
    packed,
    routed,
    shortest,
    unpacked,
)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.name)
def test_the_table_equals_decide_on_every_sheet(edition):
    table = compiled(edition)
    assert len(table) == SHEETS
    for number, byte in enumerate(table):
        answers = unpacked(number)
        try:
            expected = OUTCOMES.index(decide(edition, answers).outcome)
        except Contradiction:
            expected = REFUSED
        assert byte == expected


def test_packing_and_unpacking_are_each_others_reverse():
    assert packed(sheet()) == SHEETS - 1
    assert packed(dict.fromkeys(FACTS, False)) == 0
    for number in range(0, SHEETS, 97):
        assert packed(unpacked(number)) == number


def test_many_sheets_are_routed_in_the_order_given():
    gun, nothing = packed(sheet(firearm=True)), packed(sheet())
    codes = routed(EDINA_273, [nothing, gun, nothing])
    assert [OUTCOMES[code] for code in codes] == [
        Outcome.UNDETERMINED,
        Outcome.LAW_ENFORCEMENT,
        Outcome.UNDETERMINED,
    ]


def _contains(part, answers):
    return all(known is None or answers[fact] is known for fact, known in part.items())


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.name)
def test_the_shortest_sheets_settle_an_outcome_exactly(edition):
    table = compiled(edition)
    for outcome in edition.outcomes:
        parts = shortest(edition, outcome)
        for number in range(0, SHEETS, 11):
            if table[number] != REFUSED:
                settled = any(_contains(part, unpacked(number)) for part in parts)
                assert settled == (OUTCOMES[table[number]] is outcome)
