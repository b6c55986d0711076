"""The roster as a file: looked at, taken in whole or not at all, and given out."""

import csv
import io
import zipfile

import pytest

from incident_app.extensions import db
from incident_app.integrations import roster_csv
from incident_app.models import Event, Posting
from incident_app.services import postings, rosters
from incident_app.vocabulary import Role

HEAD = "name,email,agency,license_number,schools,assumed_duties_on,substitute\n"


@pytest.fixture
def school(make):
    return make.school("EHS", "Eagle High School")


@pytest.fixture
def officer(make, school):
    return make.account(Role.OFFICER, schools=[school], email="sam@lake.example")


@pytest.fixture
def page(pages, make, school):
    make.contract(make.agency("Lake Police"), schools=[school])
    client = pages.sign_in(make.account(Role.COORDINATOR))
    client.get("/officers/import")
    return client


def row(officer, **over):
    cells = {
        "name": officer.name, "email": officer.email, "agency": "Lake Police", "license_number": "111",
        "schools": "EHS", "assumed_duties_on": "2025-08-25", "substitute": "no",
    }  # fmt: skip
    return ",".join((cells | over).values()) + "\n"


def look(page, text):
    """Choose a file and look at it."""
    content = text if isinstance(text, bytes) else text.encode()
    return page.submit("/officers/import", file=(io.BytesIO(content), "roster.csv"))


def kept():
    db.session.rollback()
    return db.session.scalars(db.select(Posting).order_by(Posting.seq)).all()


def events(name):
    return db.session.scalar(db.select(db.func.count(Event.seq)).where(Event.name == name))


def test_a_roster_is_looked_at_first_and_imported_whole_and_again_changes_nothing(
    page, make, school, officer
):
    middle = make.school("WMS")
    other = make.account(Role.OFFICER, schools=[school])
    text = (
        HEAD
        + row(officer, email="Sam@Lake.example", schools="ehs; WMS", substitute="yes")
        + "\n"
        + row(other, license_number="222", agency="lake police")
        + row(other, name="Di Fox", email="di@lake.example", license_number="333")
    )
    shown = look(page, text)
    assert "2 added, 0 changed, 0 left as they are, 1 without an account, 0 refused." in shown.text
    assert "5 Di Fox Not imported. No account yet: ask the system administrator." in shown.text
    assert kept() == []
    done = page.submit("/officers/import", button=("confirm", "yes"))
    assert page.path == "/officers"
    assert "The roster is imported: 2 added, 0 changed." in done.text
    first, _ = kept()
    assert (first.account_id, first.license_number, first.substitute) == (officer.id, "111", True)
    assert {each.id for each in first.account.schools} == {school.id, middle.id}
    assert events("officer roster imported") == 1
    page.get("/officers/import")
    again = look(page, text)
    assert "0 added, 0 changed, 2 left as they are, 1 without an account" in again.text
    assert "There is nothing to import." in again.text
    assert "confirm" not in {name for form in again.forms for name in form["names"]}


def test_a_change_is_told_cell_by_cell(page, school, officer):
    look(page, HEAD + row(officer))
    page.submit("/officers/import", button=("confirm", "yes"))
    page.get("/officers/import")
    shown = look(page, HEAD + row(officer, license_number="112", assumed_duties_on="2025-09-01"))
    assert (
        "Changed. license_number: 111 becomes 112 ; assumed_duties_on: 2025-08-25 becomes 2025-09-01"
        in shown.text
    )
    page.submit("/officers/import", button=("confirm", "yes"))
    assert [each.license_number for each in kept()] == ["111", "112"]


REFUSED = {
    "an agency that is unknown": ({"agency": "Hill Police"}, "agency: There is no agency Hill Police."),
    "a school that is unknown": ({"schools": "EHS XXX"}, "schools: There is no school with the code XXX."),
    "a day that is none": ({"assumed_duties_on": "8/25/2025"}, "assumed_duties_on: Enter a day as year-month-day"),
    "a day that never was": ({"assumed_duties_on": "2025-02-30"}, "assumed_duties_on: Enter a day as"),
    "a day long ago": ({"assumed_duties_on": "1950-01-01"}, "assumed_duties_on: Check the first day of duties."),
    "neither yes nor no": ({"substitute": "maybe"}, "substitute: Enter yes or no."),
    "an empty cell": ({"license_number": ""}, "license_number: It is empty."),
    "a long license": ({"license_number": "9" * 21}, "license_number: Enter the license number in at most 20"),
    "somebody else's name": ({"name": "Bo Poe"}, "name: The account of sam@lake.example is"),
    "who is no officer": ({"email": "head@district.example"}, "email: The account of head@district.example is not"),
    "a license of somebody else": ({"license_number": "777"}, "license_number: Another officer has license number 777."),
    "a cell too many": ({"substitute": "no,more"}, "It has more cells than the header has columns."),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_is_told_with_its_row_and_column_and_stops_the_import(
    page, make, school, officer, what
):
    over, said = REFUSED[what]
    make.account(schools=[school], email="head@district.example")
    make.posting(make.account(Role.OFFICER, schools=[school]), license_number="777")
    fine = make.account(Role.OFFICER, schools=[school])
    shown = look(page, HEAD + row(fine, license_number="5") + row(officer, **over))
    assert "3 " in shown.text
    assert f"Refused. {said}" in shown.text, shown.text
    assert "Nothing can be imported until the refused rows are put right." in shown.text
    before = len(kept())
    text = HEAD + row(fine, license_number="5") + row(officer, **over)
    seen = rosters.preview(roster_csv.read(text), viewer=None).digest
    forced = {"text": text, "confirm": "yes", "seen": seen}
    tried = page.post("/officers/import", dict(page.page.values("/officers/import")) | forced)
    assert "Some rows cannot be taken, so nothing was imported." in tried.text
    assert len(kept()) == before


def test_two_rows_of_one_officer_or_one_license_are_refused(page, make, school, officer):
    other = make.account(Role.OFFICER, schools=[school])
    twice = look(page, HEAD + row(officer) + row(officer, license_number="112"))
    assert twice.text.count("email: sam@lake.example stands in more than one row.") == 2
    twice = look(page, HEAD + row(officer) + row(other))
    assert twice.text.count("license_number: 111 stands in more than one row.") == 2


def test_two_officers_may_trade_their_licenses(page, make, school, officer):
    other = make.account(Role.OFFICER, schools=[school])
    look(page, HEAD + row(officer) + row(other, license_number="222"))
    page.submit("/officers/import", button=("confirm", "yes"))
    page.get("/officers/import")
    look(page, HEAD + row(officer, license_number="222") + row(other, license_number="111"))
    page.submit("/officers/import", button=("confirm", "yes"))
    assert postings.in_force(officer.id).license_number == "222"
    assert postings.in_force(other.id).license_number == "111"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "Choose a file that is not empty."),
        ("\n", "The first line has to name the columns: name, email, agency"),
        ("name,email\n", "The header lacks agency, license_number, schools"),
        (HEAD.replace("agency", "angency"), "The header lacks agency. The header names what is no column of a roster: angency."),
        (HEAD.replace("agency", "name"), "The header names a column twice: name."),
        (HEAD + '"never closed', "is not CSV"),
        (b"\xff\xfe\0", "The file is not UTF-8 text."),
        (HEAD.encode() + b"\0", "The file is no text."),
        (b"x" * (256 * 1024 + 1), "The file is larger than 256 KB."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_roster_is_refused_with_what_is_wrong(page, content, said):
    assert said in look(page, content).text


def test_what_changed_since_the_look_is_looked_at_again(page, make, school, officer):
    look(page, HEAD + row(officer))
    make.posting(officer, license_number="999")
    shown = page.submit("/officers/import", button=("confirm", "yes"))
    assert "The registry changed since this was shown." in shown.text
    assert "0 added, 1 changed" in shown.text
    assert len(kept()) == 1
    page.submit("/officers/import", button=("confirm", "yes"))
    assert [each.license_number for each in kept()] == ["999", "111"]


def test_the_roster_comes_out_as_a_file_that_can_be_imported_again(page, make, school, officer):
    look(page, HEAD + row(officer, license_number="=1+1", schools="EHS"))
    page.submit("/officers/import", button=("confirm", "yes"))
    page.get("/officers")
    answer = page.request("POST", "/officers/export", data=sent(page) | {"kind": "csv"})
    assert answer.headers["Content-Disposition"].endswith('filename="officers-2025-11-04.csv"')
    assert answer.mimetype == "text/csv"
    (line,) = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert line["license_number"] == "'=1+1"
    assert events("officer roster exported") == 1
    page.get("/officers/import")
    again = look(page, answer.data)
    assert "0 added, 0 changed, 1 left as they are" in again.text


def sent(page):
    return dict(page.page.values("/officers/export"))


def test_in_the_workbook_nothing_is_a_formula_or_a_link(pages, make, school):
    posted = make.account(Role.OFFICER, schools=[school])
    make.posting(posted, make.agency("=HYPERLINK(1)"), license_number="https://x.example")
    client = pages.sign_in(make.account(Role.AUDITOR))
    client.get("/officers")
    answer = client.request("POST", "/officers/export", data=sent(client) | {"kind": "xlsx"})
    assert answer.status_code == 200
    book = zipfile.ZipFile(io.BytesIO(answer.data))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower()
    assert "=HYPERLINK(1)" in book.read("xl/sharedStrings.xml").decode()
    assert events("officer roster exported") == 1
    client.request("POST", "/officers/export", data=sent(client) | {"kind": "pdf"})
    assert events("officer roster exported") == 1


def test_an_officer_who_is_in_no_registry_is_in_no_file(page, officer):
    page.get("/officers")
    answer = page.request("POST", "/officers/export", data=sent(page))
    assert officer.email not in answer.data.decode()


def test_a_look_that_outlived_its_sign_in_is_looked_at_again_and_saves_nothing(page, officer):
    text = HEAD + row(officer)
    look(page, text)
    digest = dict(page.page.values("/officers/import"))["seen"]
    token = dict(page.page.values("/sign-out"))["csrf_token"]
    back = {"text": text, "seen": digest, "confirm": "yes", "carried": "yes", "csrf_token": token}
    shown = page.post("/officers/import", back)
    assert "1 added, 0 changed" in shown.text
    assert kept() == []
