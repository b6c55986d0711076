"""What proves who somebody is can be neither guessed nor foretold (OWASP ASVS 5.0, 6.5.2 to 6.5.4)."""

import ast
from pathlib import Path

import pyotp

import incident_app
from incident_app.services import factors
from tests.make import TODAY

SOURCES = sorted(Path(incident_app.__file__).parent.rglob("*.py"))


def test_recovery_codes_are_of_120_bits_and_never_the_same(account, phone):
    made = [
        code.replace("-", "")
        for _ in range(3)
        for code in factors.new_recovery_codes(viewer=account, now=TODAY)
    ]
    assert len(set(made)) == 3 * factors.CODES
    assert {len(each) for each in made} == {24}, "24 letters of 32 kinds"
    assert len({letter for each in made for letter in each}) == 32


def test_an_apps_secret_is_of_160_bits_and_drawn_by_the_system():
    made = {factors.new_secret() for _ in range(50)}
    assert len(made) == 50
    assert {len(each) for each in made} == {32}
    assert type(pyotp.random).__name__ == "SystemRandom"


def test_nothing_of_ours_is_drawn_by_what_can_be_foretold():
    drawn = set()
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text())):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            drawn |= {file.name for name in names if name in {"random", "numpy.random"}}
    assert drawn == set()
