"""For all 177,147 sheets of every edition; and that the proof would notice."""

from dataclasses import replace

import pytest

from incident_app.policy import proof
from incident_app.policy.editions import EDITIONS
from incident_app.policy.editions.edina_273 import EDINA_273
from incident_app.policy.engine import decide
from incident_app.policy.logic import CRIME, FACTS, HARM, REQUEST


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.name)
def test_every_edition_is_proved(edition):
    assert list(proof.problems(edition)) == []


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.name)
def test_every_complete_sheet_is_counted_once(edition):
    counts = proof.coverage(edition)
    assert sum(counts.values()) == 2**11
    assert all(counts.values())


def test_the_coverage_of_the_seed_policy():
    assert list(proof.coverage(EDINA_273).values()) == [512, 384, 96, 30, 26, 244, 244, 512]


def _with_row(number, **new):
    rows = list(EDINA_273.rows)
    rows[number - 1] = replace(rows[number - 1], **new)
    return replace(EDINA_273, rows=tuple(rows))


def _without(number):
    return replace(
        EDINA_273, rows=tuple(row for at, row in enumerate(EDINA_273.rows, 1) if at != number)
    )


def _swapped(first):
    rows = list(EDINA_273.rows)
    rows[first - 1], rows[first] = rows[first], rows[first - 1]
    return replace(EDINA_273, rows=tuple(rows))


FAULTS = {
    **{f"row {number} removed": _without(number) for number in range(1, 8)},
    **{f"rows {first} and {first + 1} swapped": _swapped(first) for first in range(1, 7)},
    "and turned to or": _with_row(2, when=CRIME | HARM),
    "or turned to and": _with_row(3, when=CRIME & REQUEST.left & REQUEST.right),
    "a fact negated": _with_row(3, when=~CRIME & REQUEST),
    "violence forgotten": _with_row(4, when=EDINA_273.rows[3].when.left),
    "a gap filled in": _with_row(5, then=EDINA_273.rows[0].then),
    "contradictions accepted": replace(EDINA_273, refuses=CRIME & ~CRIME),
}


@pytest.mark.parametrize("faulty", FAULTS.values(), ids=FAULTS.keys())
def test_a_seeded_fault_in_the_rows_is_caught(faulty):
    assert next(proof.problems(faulty), None)


def test_unknown_treated_as_no_is_caught():
    def guessing(edition, answers):
        return decide(edition, {fact: bool(answers[fact]) for fact in FACTS})

    assert next(proof.problems(EDINA_273, guessing), None)


def test_asking_in_form_order_instead_of_the_best_is_caught():
    def dull(edition, answers):
        decision = decide(edition, answers)
        return decision._replace(ask=tuple(fact for fact in FACTS if fact in decision.ask))

    assert "most useful question" in next(proof.problems(EDINA_273, dull))


def test_asking_for_nothing_is_caught():
    def silent(edition, answers):
        return decide(edition, answers)._replace(ask=())

    assert next(proof.problems(EDINA_273, silent), None)


def test_an_edition_that_nobody_read_twice_is_not_proved():
    stranger = replace(EDINA_273, name="stranger")
    assert list(proof.problems(stranger)) == ["stranger has no second reading to be compared with."]
