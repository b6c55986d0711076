"""``incident-app import``: another system's incidents, once, with nothing invented."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from incident_app.cli import main
from incident_app.extensions import db
from incident_app.models import Decision, Incident, Matter

PASSWORD = "fifteen odd characters"


@pytest.fixture
def district(tmp_path, monkeypatch):
    monkeypatch.setenv("INCIDENT_SECRET_KEY", "s" * 40)
    monkeypatch.setenv("INCIDENT_DATABASE_URL", f"sqlite:///{tmp_path / 'incident.db'}")
    run("migrate")
    made = run("create-admin", "--email", "a@x.example", "--name", "Ana", "--school", "Prairie High",
               "--code", "PHS", "--password", PASSWORD)  # fmt: skip
    assert made.exit_code == 0, made.output
    return tmp_path


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


def counts(district, make_app):
    app = make_app(f"sqlite:///{district / 'incident.db'}")
    with app.app_context():
        found = tuple(
            db.session.scalar(select(func.count()).select_from(t))
            for t in (Incident, Matter, Decision)
        )
        db.session.remove()
        db.engine.dispose()
    return found


def test_a_dry_run_says_what_would_come_and_writes_nothing(district, make_app, samples):
    result = run(
        "import",
        samples / "nibrs_az2016_school.csv",
        "--map",
        "nibrs_az2016",
        "--school",
        "PHS",
        "--dry-run",
    )
    assert result.exit_code == 0
    assert "514 rows, 0 rejected." in result.stdout
    assert "514 matters in 433 incidents; 0 matters are there already." in result.stdout
    assert "Discipline only           0" in result.stdout
    assert "the day is blank" in result.stdout
    assert "Nothing was written" in result.stdout
    assert counts(district, make_app) == (0, 0, 0)


@pytest.mark.parametrize(
    ("file", "map_name", "rows", "incidents"),
    [
        ("nibrs_az2016_school.csv", "nibrs_az2016", 514, 433),
        ("lapd_school_premises.csv", "los_angeles", 61, 61),
    ],
)
def test_every_row_comes_in_and_nothing_the_second_time(
    district, make_app, samples, file, map_name, rows, incidents
):
    first = run("import", samples / file, "--map", map_name, "--school", "Prairie High")
    assert first.exit_code == 0, first.output
    assert (
        f"Imported {rows} matters in {incidents} new incidents; 0 matters were there already."
        in first.stdout
    )
    assert counts(district, make_app) == (incidents, rows, rows)
    again = run("import", samples / file, "--map", map_name, "--school", "PHS")
    assert (
        f"Imported 0 matters in 0 new incidents; {rows} matters were there already." in again.stdout
    )
    assert counts(district, make_app) == (incidents, rows, rows)


def test_rejected_rows_are_named_and_the_rest_comes_in(district, make_app, samples, tmp_path):
    lines = (samples / "nibrs_az2016_school.csv").read_text().splitlines()
    lines[2] = lines[2].replace("2016-01", "last winter")
    file = tmp_path / "some.csv"
    file.write_text("\n".join(lines[:6]))
    result = run("import", file, "--map", "nibrs_az2016", "--school", "PHS")
    assert result.exit_code == 2
    assert "line 3: " in result.stderr
    assert "last winter" in result.stderr
    assert counts(district, make_app)[1] == 4


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ["--map", "nowhere", "--school", "PHS"],
            "The program comes with: los_angeles, nibrs_az2016.",
        ),
        (
            ["--map", "nibrs_az2016", "--school", "Else"],
            "There is no school Else. There are: Prairie High (PHS).",
        ),
        (["--map", "los_angeles", "--school", "PHS"], "does not have"),
    ],
)
def test_what_does_not_fit_is_one_sentence(district, samples, args, said):
    result = run("import", samples / "nibrs_az2016_school.csv", *args)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_map_that_is_not_fit_names_every_problem(district, samples, tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text("source = 7\n")
    result = run("import", samples / "nibrs_az2016_school.csv", "--map", broken, "--school", "PHS")
    assert result.exit_code == 1
    assert "is not fit" in result.stderr
    assert len(result.stderr.splitlines()) > 3
