"""Which text speaks on a given day."""

import re
from dataclasses import replace
from datetime import date

import pytest

from incident_app.policy.editions import EDITIONS, doubt, in_force, named
from incident_app.policy.editions.edina_273 import EDINA_273

OLD = replace(EDINA_273, name="old", adopted=date(2024, 7, 1), ended=date(2025, 7, 1))
NEW = replace(EDINA_273, name="new", adopted=date(2025, 7, 1))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 7, 1), "old"),
        (date(2025, 6, 30), "old"),
        (date(2025, 7, 1), "new"),
        (date(2030, 1, 1), "new"),
    ],
)
def test_the_day_of_the_incident_chooses_the_edition(day, name):
    assert in_force(day, (OLD, NEW)).name == name


def test_before_the_first_edition_no_text_speaks():
    with pytest.raises(LookupError, match=r"in force on June 30, 2024"):
        in_force(date(2024, 6, 30), (OLD, NEW))


def test_a_dated_edition_speaks_before_an_undated_one():
    assert in_force(date(2025, 8, 1), (EDINA_273, NEW)) is NEW


def test_an_unknown_day_of_adoption_is_said_out_loud():
    assert in_force(date(2025, 9, 2)) is EDINA_273
    assert "the day is blank" in doubt(EDINA_273)
    assert doubt(NEW) == ""


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
def test_a_row_cites_a_paragraph_the_district_pastes_or_a_statute(edition):
    for row in edition.rows:
        assert edition.cited(row) or re.match(
            r"Minn\. Stat\. |No paragraph is engaged$", row.cite
        ), row.cite
        named = re.findall(r"\b[IVX]+\.[A-Z][\w.]*\b", row.cite)
        assert list(edition.cited(row)) == named, row.cite
    cited = {paragraph for row in edition.rows for paragraph in edition.cited(row)}
    assert cited == set(edition.paragraphs)


def test_a_paragraph_is_not_mistaken_for_one_whose_number_begins_alike():
    (row,) = (row for row in EDINA_273.rows if row.cite == "IV.B")
    longer = replace(EDINA_273, paragraphs=("IV", "IV.B", "IV.B.1"))
    assert longer.cited(row) == ("IV.B",)
    assert longer.cited(replace(row, cite="IV.B.1, first sentence")) == ("IV.B.1",)


def test_editions_are_found_by_name():
    assert {named(edition.name) for edition in EDITIONS} == set(EDITIONS)
    with pytest.raises(LookupError, match="Choose one of: edina_273"):
        named("edina")
