"""``docs/security.md`` names a test that is there for every requirement, or says why there is none."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/security.md"
TEST = re.compile(r"`([\w/]+\.py)::((?:\w+::)?test_\w+)`")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+) \| (.+) \|$", re.MULTILINE)
MISSING = re.compile(r"\b(?:Open(?: in part| for [\w ]+)?|Does not apply): \w")
ASKED = {
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "10.1": 2, "10.2": 2, "10.5": 5,
}  # fmt: skip
"""How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; they are its first ones."""


@cache
def named_in(file):
    """What can be run in a file of tests: functions, and those of classes."""
    body = ast.parse((ROOT / "tests" / file).read_text()).body
    classes = [each for each in body if isinstance(each, ast.ClassDef)]
    return {each.name for each in body if isinstance(each, ast.FunctionDef)} | {
        f"{each.name}::{inner.name}"
        for each in classes
        for inner in each.body
        if isinstance(inner, ast.FunctionDef)
    }


def faults(page):
    """What is wrong with the page, by requirement or name."""
    rows = ROW.findall(page)
    found = [
        f"{number}: neither a test nor why there is none"
        for number, _, shown in rows
        if not TEST.search(shown) and not MISSING.search(shown)
    ]
    for file, name in TEST.findall(page):
        there = (ROOT / "tests" / file).is_file()
        if not there or name not in named_in(file):
            found.append(f"{file}::{name} is not there")
    said = Counter(number for number, *_ in rows)
    asked = Counter(f"{section}.{n}" for section, many in ASKED.items() for n in range(1, many + 1))
    found += [f"{number} is left out" for number in asked - said]
    return found + [f"{number} is too much" for number in said - asked]


def test_every_requirement_has_a_test_or_says_why_not():
    assert faults(PAGE.read_text()) == []


def test_every_word_with_colons_in_it_is_read_as_a_test():
    page = PAGE.read_text()
    assert len(TEST.findall(page)) == page.count(".py::") > 70


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("::test_the_shortest_has_fifteen_characters", "::test_nothing", "is not there"),
        ("TestThrottling::test_the_sixth", "TestNothing::test_the_sixth", "is not there"),
        ("`web/test_own_password.py", "`web/test_nowhere.py", "is not there"),
        ("Does not apply: none are sent", "None are sent", "6.6.1: neither a test"),
        ("Does not apply: nothing is |", "Nothing is |", "6.6.2: neither a test"),
        ("Does not apply: none are |", "Does not apply |", "6.6.3: neither a test"),
        ("| 7.4.4 |", "| 7.4.9 |", "7.4.4 is left out"),
        ("| 7.4.4 |", "| 7.4.3 |", "7.4.3 is too much"),
    ],
)
def test_what_is_wrong_with_the_page_is_found(old, new, fault):
    page = PAGE.read_text()
    assert old in page
    assert any(fault in each for each in faults(page.replace(old, new)))
