"""What a lawyer reads of an edition is what the edition says."""

from dataclasses import replace
from datetime import date

import pytest

from incident_app.policy import reading
from incident_app.policy.editions import EDITIONS
from incident_app.policy.editions.edina_273 import EDINA_273
from incident_app.policy.editions.minnesota_626_8482 import MINNESOTA_626_8482
from incident_app.policy.engine import decide
from incident_app.policy.logic import FACTS, sheet
from incident_app.policy.outcome import Outcome


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
def test_every_complete_sheet_is_counted_once(edition):
    read = reading.rows(edition)
    assert [each.row for each in read] == list(edition.rows)
    assert sum(each.sheets for each in read) + reading.refused(edition) == 2 ** len(FACTS)


def test_a_row_is_numbered_worded_and_counted():
    first, *_, gap, rule, last = reading.rows(EDINA_273)
    assert (first.number, first.when, first.sheets) == (
        1, "a pupil unlawfully brought a firearm", 512,
    )  # fmt: skip
    assert (gap.paragraphs, gap.sheets) == (("IV.A.2", "IV.C"), 26)
    assert (rule.paragraphs, last.when) == (("IV.B",), "otherwise")


def test_the_gap_is_said_once_with_what_its_ways_share():
    gap = reading.gap(EDINA_273)
    assert "a statute could put an adult in jail for it" in gap.always
    assert gap.one_of == (
        "the actor was 18 or older",
        "the conduct is not on the juvenile petty-offense list",
        "it was not on property the district owns and it was not during a school-sanctioned event",
    )
    clauses = {
        fact.words(holds=holds): (fact.name, holds) for fact in FACTS for holds in (True, False)
    }
    for way in gap.one_of:
        known = dict(clauses[clause] for clause in [*gap.always, *way.split(" and ")])
        assert decide(EDINA_273, sheet(**known)).outcome is Outcome.POLICY_GAP
    assert reading.gap(MINNESOTA_626_8482) is None


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"adopted": date(2024, 7, 1)}, "In force from July 1, 2024."),
        (
            {"adopted": date(2024, 7, 1), "ended": date(2025, 7, 1)},
            "In force from July 1, 2024 until July 1, 2025.",
        ),
        ({}, "in force on a given day."),
        ({"ended": date(2025, 7, 1)}, "in force on a given day. It ended on July 1, 2025."),
    ],
)
def test_when_it_was_in_force_is_said_and_so_is_a_doubt(over, said):
    assert reading.in_force(replace(EDINA_273, **over)).endswith(said)
