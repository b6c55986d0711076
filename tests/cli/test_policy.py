"""``incident-app policy``: prove it, read it, ask it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from incident_app.cli import main
from incident_app.policy import proof
from incident_app.policy.document import document

ROOT = Path(__file__).parents[2]


def run(*args):
    return CliRunner().invoke(main, ["policy", *args])


def test_check_says_that_every_edition_is_proved():
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "edina_273: proved over 177,147 answer sheets.",
        "minnesota_626_8482: proved over 177,147 answer sheets.",
    ]


def test_check_fails_with_what_is_wrong(monkeypatch):
    monkeypatch.setattr(proof, "problems", lambda _edition: ["IV.B decides nothing."])
    result = run("check")
    assert result.exit_code == 1
    assert "edina_273: IV.B decides nothing." in result.stdout


def test_show_prints_rows_and_questions():
    result = run("show")
    assert "1. Law enforcement: Minn. Stat. 121A.05" in result.stdout
    assert "the day is blank" in result.stdout
    assert "guardian_request" in result.stdout


def test_the_document_is_current():
    assert (
        (ROOT / "docs" / "policy.md").read_text() == document() == run("show", "--markdown").stdout
    )


def test_the_document_counts_every_complete_sheet():
    rows = [
        line for line in document().splitlines() if line.startswith("| ") and line.count("|") == 7
    ]
    counts = [
        int(line.split("|")[-2].strip().replace(",", ""))
        for line in rows
        if line.split("|")[-2].strip()[0].isdigit()
    ]
    assert sum(counts) == 2 * 2**11


def test_explain_says_why_and_what_to_ask():
    result = run("explain", "crime=yes", "threat=yes")
    assert result.stdout.startswith("Law enforcement\n")
    assert "IV.A.7, first sentence: harm or threat." in result.stdout
    assert "Was another person threatened with bodily harm? Yes." in result.stdout
    undecided = run("explain", "crime=yes")
    assert "Ask next:\n- firearm:" in undecided.stdout


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("severity=high", "severity is not a fact"),
        ("crime=maybe", "crime must be yes, no or unknown"),
        ("crime", "crime must be yes, no or unknown"),
    ],
)
def test_explain_names_what_it_does_not_understand(given, said):
    result = run("explain", given)
    assert result.exit_code == 2
    assert said in result.stderr


def test_explain_refuses_a_contradiction():
    result = run("explain", "firearm=yes", "crime=no")
    assert result.exit_code == 2
    assert "cannot both be true" in result.stderr
