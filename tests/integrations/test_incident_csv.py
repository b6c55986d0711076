"""Rows of another system become matters by a map, or say why they can't."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_app.integrations.incident_csv import (
    FileError,
    Rejected,
    Row,
    load_map,
    read,
)
from incident_app.policy.logic import BY_NAME
from incident_app.vocabulary import Learned, Precision

MAP = (Path(__file__).parent / "old_system.toml").read_text(encoding="utf-8")
HEADER = ["case", "act", "day", "room", "injuries", "words"]


def lines(*rows, header=HEADER):
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return io.StringIO(text.getvalue(), newline="")


def one(*, case="1", act="Fight", day="2025-09-02", room="Gym", injuries="", words=""):
    (found,) = read(lines([case, act, day, room, injuries, words]), load_map(MAP))
    return found


def answered(row):
    return {fact.name: answer for fact, answer in row.answers.items()}


# --- what a row gives


def test_a_row_is_a_matter_with_only_what_is_known():
    row = one(injuries="cut")
    assert (row.number, row.incident, row.matter) == (2, "1", "Fight")
    assert (row.place, row.learned, row.conduct) == ("Gym", Learned.STAFF, "fighting")
    assert row.conduct_words == "Fight"
    assert row.actor == "Whoever case 1 names."
    assert answered(row) == {"crime": True, "bodily_harm": True, "school_rule": True}
    assert row.notes[BY_NAME["crime"]] == "A fight or a theft is a crime."
    assert set(row.notes) == set(row.answers)


def test_a_part_of_the_narrative_with_a_blank_column_is_left_out():
    assert one(words="saw it").narrative == "Fight in Gym. Staff wrote: saw it."


@pytest.mark.parametrize(
    ("day", "occurred", "precision"),
    [
        ("2025-09-02 11:40", "2025-09-02T11:40:00", Precision.MINUTE),
        ("2025-09-02", "2025-09-02T00:00:00", Precision.DAY),
        ("2025-09", "2025-09-01T00:00:00", Precision.MONTH),
        ("2025", "2025-01-01T00:00:00", Precision.YEAR),
    ],
)
def test_a_date_is_no_finer_than_it_is_known(day, occurred, precision):
    row = one(day=day)
    assert (row.occurred.isoformat(), row.precision) == (occurred, precision)


@pytest.mark.parametrize(
    ("cells", "answers"),
    [
        ({"injuries": ""}, {"crime": True}),
        ({"injuries": "none"}, {"crime": True, "bodily_harm": False, "school_rule": True}),
        ({"injuries": "none; cut"}, {"crime": True, "bodily_harm": True, "school_rule": True}),
        ({"injuries": "burn; ache"}, {"crime": True, "threat": True, "school_rule": True}),
        ({"injuries": "burn;none"}, {"crime": True, "school_rule": True}),
        ({"words": "friends"}, {}),
        ({"words": "no crime"}, {"crime": True}),
        ({"act": "Theft", "words": "large"}, {"crime": True}),
    ],
)
def test_the_first_rule_that_holds_settles_a_fact_and_a_blank_cell_is_silence(cells, answers):
    assert answered(one(**cells)) == answers


def test_a_rule_may_choose_the_conduct():
    assert one(act="Theft").conduct == "theft_small"
    assert one(act="Theft", words="large").conduct == "theft_large"


def test_the_same_record_again_is_a_matter_of_its_own():
    again = ["1", "Fight", "2025", "Gym", "", ""]
    numbered = ["1", "Fight #2", "2025", "Gym", "", ""]
    by = load_map(MAP.replace("[conduct.codes]", '[conduct.codes]\n"Fight #2" = "fighting"'))
    rows = list(read(lines(again, numbered, again, ["2", *again[1:]], again), by))
    assert [(row.incident, row.matter) for row in rows] == [
        ("1", "Fight"),
        ("1", "Fight #2"),
        ("1", "Fight #3"),
        ("2", "Fight"),
        ("1", "Fight #4"),
    ]


def test_a_rejected_row_keeps_its_number_among_the_same():
    wrong = ["1", "Fight", "no day", "Gym", "", ""]
    right = ["1", "Fight", "2025", "Gym", "", ""]
    broken = list(read(lines(right, wrong, right), load_map(MAP)))
    mended = list(read(lines(right, right, right), load_map(MAP)))
    assert broken[2].matter == mended[2].matter == "Fight #3"


def test_a_row_is_numbered_by_the_line_where_it_begins():
    rows = read(
        lines(
            ["1", "Fight", "2025", "Gym", "", "one\ntwo"], ["2", "Fight", "never", "Gym", "", ""]
        ),
        load_map(MAP),
    )
    assert [row.number for row in rows] == [2, 4]


# --- rows that can't be taken


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"case": " "}, "case is blank, so there is no incident."),
        ({"act": ""}, "act is blank, so there is no record."),
        ({"day": ""}, "day is blank, so there is no date."),
        ({"day": "2025-13"}, "day: “2025-13” is not a date in a format of the map."),
        ({"day": "0001"}, "day: 1 can't be the year it happened."),
        ({"room": ""}, "room is blank, so there is no place."),
        ({"room": "x" * 201}, "room: the place is longer than 200 characters."),
        ({"case": "x" * 201}, "case: the incident is longer than 200 characters."),
        ({"act": "Dance"}, "act: “Dance” is not a conduct of the map."),
        ({"act": "x" * 60}, f"act: “{'x' * 40}…” is not a conduct of the map."),
        ({"room": "a\0b"}, "room holds a NUL character, which can't be kept."),
        (
            {"act": "Gun", "words": "no crime"},
            "These answers cannot both be true: a pupil unlawfully brought a firearm and no "
            "statute could put an adult in jail for it. The rules that say so are "
            "firearm: A gun.; crime: Marked as no crime.",
        ),
    ],
)
def test_a_row_that_cannot_be_taken_names_the_column(cells, reason):
    assert one(**cells) == Rejected(2, reason)


def test_a_conduct_that_is_not_listed_takes_the_default():
    by = load_map(MAP.replace('column = "act"', 'column = "act"\ndefault = "disruption"'))
    (row,) = read(lines(["1", "Dance", "2025", "Gym", "", ""]), by)
    assert (row.conduct, row.conduct_words) == ("disruption", "Dance")


def test_too_few_and_too_many_columns_are_rejected_and_reading_goes_on():
    text = ["case,act,day,room,injuries,words\n", "1,Fight\n", "\n", "1,Fight,2025,Gym,,,\n"]
    found = list(read([*text, "1,Fight,2025,Gym,,\n"], load_map(MAP)))
    assert found[:2] == [
        Rejected(2, "It has 2 columns where the header has 6."),
        Rejected(4, "It has 7 columns where the header has 6."),
    ]
    assert isinstance(found[2], Row)


def test_a_broken_quotation_is_rejected_and_not_swallowed():
    text = ["case,act,day,room,injuries,words\n", '1,"Fi"ght,2025,Gym,,\n', "1,Fight,2025,Gym,,\n"]
    bad, good = read(text, load_map(MAP))
    assert bad.number == 2
    assert bad.reason.startswith("Not CSV: ")
    assert isinstance(good, Row)
    (open_ended,) = read([*text[:1], '1,"Fight,2025,Gym,,\n', text[2]], load_map(MAP))
    assert open_ended == Rejected(
        2, "A quotation mark that opens here is never closed; nothing after it was read."
    )


# --- files that can't be read


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ([], "has no header"),
        (["case", "act", "day", "room", "injuries"], "does not have: words."),
        ([*HEADER, "act"], "names a column twice: act."),
        ([*HEADER, "", ""], "names a column twice: (blank)."),
    ],
)
def test_a_header_that_does_not_fit_is_an_error_before_any_row(header, problem):
    with pytest.raises(FileError, match=re.escape(problem)):
        read(lines(header=header), load_map(MAP))


def test_a_byte_order_mark_and_spaces_in_the_header_do_no_harm():
    text = ["\ufeffcase, act ,day,room,injuries,words\n", "1,Fight,2025,Gym,,\n"]
    (row,) = read(text, load_map(MAP))
    assert row.incident == "1"


def test_bytes_that_are_not_utf8_are_told_plainly(tmp_path):
    file = tmp_path / "latin.csv"
    file.write_bytes(b"case,act,day,room,injuries,words\n1,Fight,2025,Caf\xe9,,\n")
    with (
        file.open(encoding="utf-8", newline="") as opened,
        pytest.raises(FileError, match="not UTF-8 text: it holds the byte 0xe9"),
    ):
        list(read(opened, load_map(MAP)))


# --- whatever a file holds


@given(st.lists(st.lists(st.text(), min_size=6, max_size=6)))
def test_whatever_the_cells_hold_a_row_is_taken_or_rejected(rows):
    found = list(read(lines(*rows), load_map(MAP)))
    assert all(isinstance(each, Row | Rejected) for each in found)


@given(st.lists(st.text()))
def test_whatever_the_lines_hold_a_row_is_taken_or_rejected(text):
    found = list(read([",".join(HEADER) + "\n", *text], load_map(MAP)))
    assert all(isinstance(each, Row | Rejected) for each in found)


CELLS = st.sampled_from(
    [
        "",
        "1",
        "Fight",
        "Gun",
        "Theft",
        "2025",
        "2025-09-02",
        "cut",
        "none; cut",
        "no crime",
        "large",
    ]
)


@given(st.lists(st.lists(CELLS, min_size=6, max_size=6)))
def test_no_two_rows_are_the_same_matter(rows):
    taken = [each for each in read(lines(*rows), load_map(MAP)) if isinstance(each, Row)]
    assert len({(row.incident, row.matter) for row in taken}) == len(taken)
