"""``incident-app classify``: other programs send answers and get routes."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from incident_app.cli import main


def classify(*lines, args=()):
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    result = CliRunner().invoke(main, ["classify", *args, "-"], input=text)
    return result, [json.loads(line) for line in result.stdout.splitlines()]


def test_the_worked_vignettes_give_their_outcome_and_their_questions(samples):
    file = samples / "vignettes.jsonl"
    result = CliRunner().invoke(main, ["classify", str(file)])
    assert result.exit_code == 0
    said = [json.loads(line) for line in result.stdout.splitlines()]
    cases = [json.loads(line) for line in file.read_text().splitlines()]
    assert len(said) == len(cases) == 25
    for line, case in zip(said, cases, strict=True):
        assert list(line) == ["id", "outcome", "cites", "ask", "because"]
        assert line["id"] == case["id"]
        assert line["outcome"] == case["outcome"]
        assert set(line["ask"]) == set(case["deciding"])


def test_a_fact_left_out_is_unknown_and_other_keys_are_ignored():
    _, (line,) = classify({"id": 7, "answers": {"firearm": "yes"}, "severity": "high"})
    assert (line["id"], line["outcome"], line["ask"]) == (7, "law_enforcement", [])


def test_nothing_known_asks_everything():
    _, (line,) = classify({"id": "x", "answers": {}})
    assert line["outcome"] == "undetermined"
    assert len(line["ask"]) == 11


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON (nested too deeply)"),
        ("[]", "is not a JSON object"),
        ('{"answers": {}}', "id: is missing"),
        ('{"id": 1}', "answers: must be an object"),
        ('{"id": 1, "answers": []}', "answers: must be an object"),
        ('{"id": 1, "answers": {"race": "no"}}', "answers.race: is not a fact"),
        (
            '{"id": 1, "answers": {"crime": "maybe"}}',
            'answers.crime: must be yes, no or unknown, not "maybe"',
        ),
        (
            '{"id": 1, "answers": {"crime": null}}',
            "answers.crime: must be yes, no or unknown, not null",
        ),
        (
            '{"id": 1, "answers": {"crime": true}}',
            "answers.crime: must be yes, no or unknown, not true",
        ),
        ('{"id": 1, "answers": {"crime": "yes", "crime": "no"}}', "crime: stands there twice"),
        (
            '{"id": 1, "answers": {"firearm": "yes", "crime": "no"}}',
            "answers.firearm and answers.crime",
        ),
    ],
)
def test_a_bad_line_is_named_and_the_rest_still_runs(bad, said):
    good = {"id": "good", "answers": {}}
    result, lines = classify(good, bad, good)
    assert result.exit_code == 2
    assert [line["id"] for line in lines] == ["good", "good"]
    assert result.stderr.startswith("line 2: ")
    assert said in result.stderr


def test_bytes_that_are_no_text_are_one_bad_line():
    result = CliRunner().invoke(main, ["classify", "-"], input=b'\xff\n{"id": 1, "answers": {}}\n')
    assert result.exit_code == 2
    assert "line 1: is not UTF-8 text." in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_a_byte_order_mark_and_blank_lines_are_no_fault():
    text = '\ufeff{"id": 1, "answers": {}}\n\n'.encode()
    result = CliRunner().invoke(main, ["classify", "-"], input=text)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1


def test_another_edition_is_chosen_by_name():
    theft = {"id": 1, "answers": {"firearm": "no", "crime": "yes"}}
    _, (line,) = classify(theft, args=["--edition", "minnesota_626_8482"])
    assert line["outcome"] == "law_enforcement"
    result, _ = classify(theft, args=["--edition", "nowhere"])
    assert result.exit_code == 2
    assert "Choose one of: edina_273, minnesota_626_8482." in result.stderr


def test_it_needs_no_settings_no_database_and_no_web(tmp_path):
    """A process of its own: importing Flask or SQLAlchemy would fail it."""
    program = (
        "import sys; sys.modules.update(flask=None, sqlalchemy=None, wtforms=None)\n"
        "from incident_app.cli import main; main(['classify', '-'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input='{"id": 1, "answers": {"firearm": "yes"}}',
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["outcome"] == "law_enforcement"
