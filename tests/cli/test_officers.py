"""The roster of officers from the command line."""

import csv
import zipfile
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from incident_app import viewing
from incident_app.cli import main
from incident_app.extensions import db
from incident_app.models import Posting
from incident_app.services import accounts, agencies, district
from incident_app.vocabulary import Role

HEAD = "name,email,agency,license_number,schools,assumed_duties_on,substitute\n"
SAM = "Sam Ito,sam@lake.example,Lake Police,111,EHS,2025-08-25,no\n"
NOW = datetime(2025, 9, 2, 17, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path, monkeypatch, make_app):
    """A district with one agency, one school and one officer's account."""
    url = f"sqlite:///{tmp_path / 'incident.db'}"
    monkeypatch.setenv("INCIDENT_SECRET_KEY", "s" * 40)
    monkeypatch.setenv("INCIDENT_DATABASE_URL", url)
    run("migrate")
    with make_app(url).app_context(), viewing.operator(date(2025, 9, 2)):
        school = district.open_school(viewer=None, name="Eagle High", code="EHS", now=NOW)
        agencies.add("Lake Police", agencies.Reached(chief="Chief Roe"), viewer=None, now=NOW)
        accounts.create(
            viewer=None, name="Sam Ito", email="sam@lake.example", role=Role.OFFICER,
            password="fifteen odd characters", schools=[school], now=NOW,
        )  # fmt: skip
        db.session.remove()
        db.engine.dispose()
    return tmp_path


def run(*args, typed=""):
    return CliRunner().invoke(main, args, input=typed, catch_exceptions=False)


def roster(settings, text):
    file = settings / "roster.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def kept(settings, make_app):
    app = make_app(f"sqlite:///{settings / 'incident.db'}")
    with app.app_context():
        found = db.session.scalars(select(Posting)).all()
        db.session.remove()
        db.engine.dispose()
        return found


def test_a_roster_is_told_asked_about_and_imported_once(settings, make_app):
    file = roster(settings, HEAD + SAM)
    no = run("officers", "import", file, typed="n\n")
    assert (no.exit_code, "row 2: Sam Ito: added." in no.stdout) == (0, True)
    assert no.stdout.endswith("Nothing was imported.\n")
    assert kept(settings, make_app) == []
    assert run("officers", "import", file, typed="y\n").stdout.endswith("The roster is imported.\n")
    again = run("officers", "import", file, "--yes")
    assert "row 2: Sam Ito: left as it is." in again.stdout
    assert again.stdout.endswith("There is nothing to import.\n")
    (posting,) = kept(settings, make_app)
    assert (posting.license_number, posting.by_id) == ("111", None)
    changed = run("officers", "import", roster(settings, HEAD + SAM.replace("111", "112")), "--yes")
    assert "changed. license_number: 111 becomes 112." in changed.stdout


def test_a_refused_row_stops_the_whole_file(settings, make_app):
    text = HEAD + SAM + SAM.replace("sam@", "bo@").replace("111", "112").replace("EHS", "ZZZ")
    refused = run("officers", "import", roster(settings, text), "--yes")
    assert refused.exit_code == 2
    assert (
        "row 3: Sam Ito: refused. schools: There is no school with the code ZZZ." in refused.stdout
    )
    assert "Nothing was imported" in refused.stderr
    assert kept(settings, make_app) == []


def test_a_row_without_an_account_is_left_out_and_told_by_the_exit_status(settings, make_app):
    text = HEAD + SAM + "Bo Poe,bo@lake.example,Lake Police,112,EHS,2025-08-25,yes\n"
    done = run("officers", "import", roster(settings, text), "--yes")
    assert done.exit_code == 2
    assert (
        "row 3: Bo Poe: not imported. No account yet: ask the system administrator." in done.stdout
    )
    assert len(kept(settings, make_app)) == 1


def test_a_file_that_is_no_roster_is_said_in_a_sentence(settings):
    wrong = run("officers", "import", roster(settings, "name;email\n"), "--yes")
    assert wrong.exit_code == 1
    assert "roster.csv: The header lacks name, email, agency" in wrong.stderr


def test_the_roster_is_written_as_csv_and_as_a_workbook(settings):
    run("officers", "import", roster(settings, HEAD + SAM), "--yes")
    out = settings / "out.csv"
    said = run("officers", "export", str(out))
    assert said.stdout == "Wrote 1 officer to out.csv.\n"
    with out.open(encoding="utf-8-sig", newline="") as lines:
        assert list(csv.reader(lines)) == [HEAD.strip().split(","), SAM.strip().split(",")]
    assert run("officers", "import", str(out), "--yes").stdout.endswith("nothing to import.\n")
    book = settings / "out.xlsx"
    run("officers", "export", str(book))
    assert b"sam@lake.example" in zipfile.ZipFile(book).read("xl/sharedStrings.xml")
    wrong = run("officers", "export", str(settings / "out.pdf"))
    assert "Enter a file name that ends in .csv or .xlsx." in wrong.stderr
