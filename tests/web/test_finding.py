"""An administrator finds incidents by filters in the address and by words that never stand in one."""

import csv
import io
from contextvars import Context
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_app.extensions import db
from incident_app.integrations.spreadsheet import cell
from incident_app.models import Event
from incident_app.reports import finding
from incident_app.services import incidents
from incident_app.vocabulary import Part, PersonKind
from incident_app.web.incidents import listing
from tests.make import NOON

FIND, SHOWN = "/incidents/search", "/incidents/search#list"


@pytest.fixture
def principal(make):
    return make.administrator(make.school("EHS"), make.school("WMS"))


def test_with_nothing_logged_the_page_says_what_to_do(window):
    assert "No incident is logged at your schools yet." in window.page.text
    assert "0 incidents" in window.page.text
    assert "/incidents/new" in window.page.links


def test_a_row_says_what_when_where_and_who_with_its_routes(window, make, principal):
    ana = make.person(principal.schools[0], "Lee, Ana")
    incident = make.incident(principal, participants=[
        incidents.NewParticipant(part=Part.ACTOR, person_id=ana.id, matters=[incidents.NewMatter(conduct="fighting")]),
    ])  # fmt: skip
    page = window.get("/incidents")
    assert f"/incidents/{incident.id}" in page.links
    assert "1 incident " in page.text
    for words in (incident.reference, "Sep 2, 2025, 12:00 PM", "Cafeteria", "EHS School", "Two students shouted.",
                  "Undetermined", "Lee, Ana", "Fighting"):  # fmt: skip
        assert words in page.text


def test_filters_become_an_address_that_can_be_kept(window, make, principal):
    here, there = principal.schools
    first, second = make.incident(principal, school=here), make.incident(principal, school=there)
    page = window.submit(FIND, school=str(here.id), start="2025-09-01", mine="yes")
    assert window.path == f"/incidents?school={here.id}&start=2025-09-01&mine=yes"
    assert first.reference in page.text
    assert second.reference not in page.text
    assert dict(page.values(FIND))["start"] == "2025-09-01"


def test_words_never_stand_in_an_address(window, make, principal):
    incident = make.incident(principal, narrative="Ana Lee shouted.")
    make.incident(principal)
    page = window.submit(FIND, words="ana lee", outcome="undetermined")
    assert incident.reference in page.text
    assert "1 incident " in page.text
    assert dict(page.values(FIND))["words"] == "ana lee"
    assert not [link for link in page.links if "lee" in link.lower()]
    assert not [form for form in page.forms if "lee" in form["action"].lower()]
    ignored = window.get("/incidents?words=ana")
    assert "2 incidents" in ignored.text


@pytest.mark.parametrize("typed", [{}, {"words": "shouted"}])
def test_pages_follow_one_another_by_link(window, make, principal, typed, monkeypatch):  # fmt: skip
    monkeypatch.setattr(finding, "PAGE", 2)
    references = [
        make.incident(principal, occurred_at=NOON - timedelta(days=n)).reference for n in range(5)
    ]
    window.submit(FIND, outcome="undetermined", **typed)
    seen = []
    for _ in range(3):
        seen.append([each for each in references if each in window.page.text])
        assert "5 incidents" in window.page.text
        older = [link for link in window.page.links if "after=" in (link or "")]
        if older:
            window.get(older[0])
    assert seen == [references[:2], references[2:4], references[4:]]


def test_a_large_count_is_not_counted_out(window, make, principal, monkeypatch):
    monkeypatch.setattr(finding, "COUNTED", 2)
    for _ in range(3):
        make.incident(principal)
    assert "More than 2 incidents" in window.get("/incidents").text


def test_when_nothing_matches_each_filter_can_be_taken_off(window, make, principal):
    make.incident(principal, narrative="Ana shouted.")
    page = window.submit(FIND, words="ana", conduct="arson", waiting="yes", end="2025-09-03")
    assert "No incident at your schools matches all of this." in page.text
    for words in ("“ana”", "Arson", "Undetermined over a day", "To Sep 3, 2025"):
        assert words in page.text
    page = window.submit(SHOWN, button=("without", "conduct"))
    assert "1 incident " in page.text
    page = window.submit(SHOWN, button=("without", "words"))
    assert window.path == "/incidents?end=2025-09-03&waiting=yes"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("school=nowhere", "School: Choose one of your schools."),
        ("outcome=jail", "Route: Choose a route from the list."),
        ("conduct=%00", "Conduct: Choose a conduct from the list."),
        ("start=soon", "First day: Enter a day, such as 9/2/2025."),
        ("end=2025-13-45", "Last day: Enter a day, such as 9/2/2025."),
        ("start=2025-09-03&end=2025-09-02", "Last day: Enter a last day that is not before the first day."),
        ("person=x", "Take the person off"),
        ("person=00000000-0000-4000-8000-000000000000", "Take the person off"),
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_is_named_and_kept(window, make, principal, query, message):
    incident = make.incident(principal)
    page = window.get(f"/incidents?{query}")
    assert message in page.text
    assert page.title.startswith("Error: ")
    assert incident.reference not in page.text
    name, _, typed = query.split("&")[-1].partition("=")
    if name in {"start", "end", "person"}:
        assert dict(page.values(FIND))[name] == typed
    assert message in window.get(f"/incidents?{query}&after=x").text


def test_too_many_letters_are_kept_and_said(window, make, principal):
    page = window.submit(FIND, words="x" * 201)
    assert "Enter at most 200 characters." in page.text
    assert dict(page.values(FIND))["words"] == "x" * 201


def test_everything_of_one_person_and_nothing_of_one_out_of_reach(window, make, principal):
    ana = make.person(principal.schools[0], "Lee, Ana")
    stranger = make.person(make.school("XHS"), "Roe, Sam")
    with_her = make.incident(principal, participants=[
        *make.new_incident(principal.schools[0]).participants,
        incidents.NewParticipant(part=Part.VICTIM, person_id=ana.id),
    ])  # fmt: skip
    make.incident(principal)
    page = window.get(f"/incidents?person={ana.id}")
    assert with_her.reference in page.text
    assert "1 incident " in page.text
    assert "Lee, Ana" in page.text
    page = window.submit(FIND, mine="yes")  # another filter keeps her
    assert f"person={ana.id}" in window.path
    assert "Roe" not in window.get(f"/incidents?person={stranger.id}").text


def test_the_lists_a_tap_away_say_which_is_open(window, make, principal):
    for path, words in [
        ("/incidents", "All"),
        ("/incidents?mine=yes", "Logged by me"),
        ("/incidents?waiting=yes", "Undetermined over a day"),
    ]:
        window.get(path)
        assert f'aria-current="true">{words}</a>' in window.response.text
        assert window.response.text.count('aria-current="true"') == 1
    window.get("/incidents?mine=yes&waiting=yes")
    assert 'aria-current="true"' not in window.response.text


def exported(window):
    """Download what the open page shows, with nothing of the test's around it, as a server does.

    The database session that the tests share would hide that a stream outlives its request.
    """
    data = dict(window.page.values(SHOWN))
    db.session.rollback()
    answer = Context().run(window._http.post, "/incidents/export", data=data, buffered=True)
    return answer, list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_the_list_as_a_file_has_a_line_for_each_matter(window, make, principal):
    incident = make.incident(principal, "fighting", ("cheating", {"school_rule": True, "crime": False, "firearm": False, "petty_offense": False}))  # fmt: skip
    make.incident(principal, "truancy")
    window.submit(FIND, words="shouted", conduct="cheating")
    answer, (head, first, second) = exported(window)
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="incidents-')
    assert answer.headers["Cache-Control"] == "no-store"
    assert head[:3] == ["Incident", "Matter", "When (America/Chicago)"]
    assert first[:9] == [
        incident.reference, incident.matters[0].reference, "2025-09-02 12:00", "EHS School", "Cafeteria",
        "Unknown person", "actor", "Fighting", "Undetermined",
    ]  # fmt: skip
    assert second[8] == "Discipline only"
    assert second[9].startswith("IV.B")
    assert second[10] == "2025-09-02 12:00"


def test_the_journal_has_it_before_the_first_line_is_sent(window, make, principal, monkeypatch):
    make.incident(principal)
    window.submit(FIND, words="shouted", mine="yes")

    def nothing(*_args, **_named):
        raise ConnectionError
        yield

    monkeypatch.setattr(listing.finding, "everything", nothing)
    with pytest.raises(ConnectionError):
        exported(window)
    event = db.session.scalars(db.select(Event).where(Event.name == "incidents exported")).one()
    assert event.account_id == event.subject_id == principal.id
    assert event.detail == {"filters": {"mine": "yes"}, "searched": True, "incidents": 1}


def test_the_file_ends_where_the_page_says(window, make, principal, monkeypatch):
    monkeypatch.setattr(listing, "LARGEST_FILE", 2)
    monkeypatch.setattr(finding, "COUNTED", 1)
    latest = [make.incident(principal, occurred_at=NOON - timedelta(days=n)) for n in range(3)]
    assert "The file holds the latest 2 at most." in window.get("/incidents").text
    _, lines = exported(window)
    assert [line[0] for line in lines[1:]] == [each.reference for each in latest[:2]]
    event = db.session.scalars(db.select(Event).where(Event.name == "incidents exported")).one()
    assert event.detail["incidents"] == 2


def test_a_wrong_filter_gives_no_file(window, make, principal):
    token = dict(window.page.values(FIND))["csrf_token"]
    page = window.post("/incidents/export", {"csrf_token": token, "start": "soon"})
    assert "Enter a day, such as 9/2/2025." in page.text
    assert db.session.scalar(db.select(Event).where(Event.name == "incidents exported")) is None


FORMULAS = set("=+-@\uff1d\uff0b\uff0d\uff20")
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", '"=1', "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x", "\u200b=1",
    "\u00a0 '=cmd|' /C calc'!A0", "\ufeff=1", "“=1”", "\n=1", "''=1",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula_and_the_text_can_be_had_back(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "Gym", "O'Neil", "'twas", "A=B", "10-4", "EHS-7Q4K-2M", "é", "5 @ noon"]
)
def test_a_harmless_cell_stays_as_it_is(text):
    assert cell(text) == text


@given(st.text())
def test_every_cell_comes_back_from_a_file_as_it_was(text):
    file = io.StringIO()
    csv.writer(file).writerow([cell(text), "x"])
    file.seek(0)
    read = next(csv.reader(io.StringIO(file.getvalue(), newline="")))[0]
    assert (read[1:] if read[:1] == "'" and cell(read[1:]) == read else read) == text


def test_hostile_names_and_places_are_written_as_text(window, make, principal):
    for text in HOSTILE:
        make.incident(principal, place=text + "x", participants=[
            incidents.NewParticipant(part=Part.ACTOR, kind=PersonKind.VISITOR, name=text + "x",
                                     matters=[incidents.NewMatter(conduct="fighting")]),
        ])  # fmt: skip
    window.get("/incidents")
    _, (_, *lines) = exported(window)
    assert len(lines) == len(HOSTILE)
    for line in lines:
        for text in line:
            assert text.strip(" \t\r\n'\"")[:1] not in FORMULAS or text[0] == "'"
    assert {line[4] for line in lines} == {cell((text + "x").strip()) for text in HOSTILE}
