"""The auditor's pages: nothing but reading, for nobody else, and with nobody named."""

import csv
import io
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Denial, Event
from incident_app.services import contacts, matters
from incident_app.services.force import ForceAndCare
from incident_app.vocabulary import Act, Force, ForcedBy, Role, Starter, Value
from incident_app.web.audit.table import Table
from tests.make import CRIME, NOON, RULE, known
from tests.reports.made_district import District

FIGURES = [
    "matters-by-school", "matters", "waiting", "contacts-to-open", "contacts-by-outcome",
    "contacts-by-starter", "contacts-without-incident", "referrals-by-limb", "referrals-by-basis",
    "referrals-by-disposition", "declines", "consultations", "disclosures", "denials",
]  # fmt: skip


@pytest.fixture
def school(make):
    return make.school("EHS", "Eagle High School")


@pytest.fixture
def owner(make, school):
    return make.administrator(school)


@pytest.fixture
def auditor(pages, make):
    return pages.sign_in(make.account(Role.AUDITOR))


def table_of(html, name):
    """The cells of a figure on the page, its sums left out; no rows where there is no table."""
    part = html.partition(f'id="figure-{name}"')[2].partition("Download as CSV")[0]
    rows = [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", part, re.DOTALL)
    ]  # fmt: skip
    return [row for row in rows if row[0] != "All"]


def test_home_is_the_audit_of_the_school_year(auditor, make, owner):
    make.incident(owner, ("fighting", CRIME), ("cheating", RULE), "theft_small")
    page = auditor.get("/")
    assert auditor.path == "/audit"
    assert "Jul 1, 2025 to Jun 30, 2026" in page.text
    assert "3 matters" in page.text
    assert "1 undetermined now" in page.text


def test_to_every_other_role_no_page_of_it_exists(pages, make, owner):
    contact = make.contact(make.incident(owner))
    paths = ["/audit", f"/audit/contacts/{contact.id}", *(f"/audit/{name}.csv" for name in FIGURES)]
    for role in set(Role) - {Role.AUDITOR}:
        client = pages.sign_in(make.account(role, schools=owner.schools))
        for path in paths:
            client.get(path, status=404)


def test_the_auditor_can_only_read(app, auditor):
    from incident_app.web import gate

    writing = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.methods & {"POST", "PUT", "PATCH", "DELETE"}
        and Role.AUDITOR in (gate.declared(app, rule.endpoint) or ())
    } - {"policy.try_it"}  # which keeps nothing
    of_ones_own_account = {"account", "factors", "sign_on"}
    assert {each for each in writing if each.split(".")[0] not in of_ones_own_account} == {
        "officers.export",  # whose taking the journal keeps
    }
    auditor.get("/audit")
    assert [form["action"] for form in auditor.page.forms if form["method"] == "post"] == [
        "/sign-out"
    ]


def test_looking_changes_nothing(auditor, make, owner):
    contact = make.contact(make.incident(owner, ("cheating", RULE)))

    def rows():
        return {
            table.name: db.session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in db.metadata.sorted_tables
        }

    before = rows()
    auditor.get("/audit")
    auditor.get(f"/audit/contacts/{contact.id}")
    for name in FIGURES:
        assert auditor.request("GET", f"/audit/{name}.csv").status_code == 200
    assert rows() == before


def test_a_file_holds_what_the_page_shows(auditor, make):
    District(make).fill()
    html = (auditor.get("/audit"), auditor.response.text)[1]
    shown = 0
    for name in FIGURES:
        answer = auditor.request("GET", f"/audit/{name}.csv?start=2025-07-01&end=2026-06-30")
        assert answer.mimetype == "text/csv"
        file = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
        on_page = table_of(html, name)
        assert file == [[cell.replace("&#39;", "'") for cell in row] for row in on_page], name
        shown += len(file) > 1
    assert shown == len(FIGURES)


def test_a_file_is_read_as_no_formula(pages, make):
    make.administrator(make.school("EHS", "=1+1 School"))
    auditor = pages.sign_in(make.account(Role.AUDITOR))
    assert "\n'=1+1 School," in auditor.request("GET", "/audit/matters-by-school.csv").text


def test_there_is_no_file_of_another_name(auditor):
    auditor.get("/audit/people.csv", status=404)


def test_a_zero_is_told_from_what_was_not_recorded(auditor, make, owner, school):
    make.incident(owner, "fighting")
    auditor.get("/audit?start=2025-07-01&end=2025-09-30")
    html = auditor.response.text
    months = {row[1]: row[2:] for row in table_of(html, "matters")[1:]}
    assert months["Jul 2025"] == ["not recorded"] * 7  # the school's record begins on September 2
    assert months["Sep 2025"] == ["0", "0", "0", "1", "0", "0", "1"]
    assert "The record of Eagle High School begins on Sep 2, 2025." in auditor.page.text
    page = auditor.get("/audit?start=2024-07-01&end=2025-06-30")
    for name in ("contacts-by-starter", "referrals-by-limb", "declines", "consultations"):
        cells = table_of(auditor.response.text, name)[1][1:]
        assert set(cells) == {"not recorded"}, name
    assert "Not recorded: the record of these schools begins later." in page.text
    auditor.get("/audit?start=2025-10-01&end=2025-10-31")
    assert table_of(auditor.response.text, "matters")[1][2:] == ["0"] * 7
    assert table_of(auditor.response.text, "declines")[1][1:] == ["0"] * 5


def test_who_started_a_contact_may_be_not_recorded(auditor, make, owner):
    make.contact(make.incident(owner), started_by=Starter.NOT_RECORDED)
    auditor.get("/audit")
    rows = dict(table_of(auditor.response.text, "contacts-by-starter")[1:])
    assert rows["Not recorded"] == "1"
    assert rows["Officer"] == "0"


def test_the_schools_chosen_are_the_ones_counted(auditor, make, owner, school):
    other = make.school("WMS", "Wren Middle School")
    make.incident(owner)
    make.incident(make.administrator(other))
    auditor.get(f"/audit?school={school.id}")
    assert [row[0] for row in table_of(auditor.response.text, "matters-by-school")[1:]] == [
        "Eagle High School"
    ]
    assert "1 matter " in auditor.page.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("start=&end=2026-01-01", "Enter a day, such as 9/2/2025."),
        ("end=", "Enter a day, such as 9/2/2025."),
        ("start=soon", "Enter a day, such as 9/2/2025."),
        ("start=2025-09-02&end=2025-09-01", "Enter a last day that is not before the first day."),
        ("start=2026-01-01", "Enter a first day that is not in the future."),
        ("start=1000-01-01", "Enter a first day from 1900 on."),
        ("start=2020-01-01", "Enter a last day at most three years after the first."),
        ("school=no-school", "Choose from the schools of the district."),
    ],
)
def test_what_can_not_be_counted_is_said_beside_its_field(auditor, school, asked, said):
    page = auditor.get(f"/audit?{asked}")
    assert said in page.text
    assert "Nothing is counted until" in page.text
    assert said in auditor.get(f"/audit/matters.csv?{asked}").text


def test_three_years_fit_in_the_picture(auditor, make, owner):
    incident = make.incident(owner, ("cheating", RULE))
    make.contact(incident)
    auditor.get("/audit?start=2023-01-01&end=2025-12-31")
    picture = re.search(r"<svg.*?</svg>", auditor.response.text, re.DOTALL)[0]
    assert "September 2025, contacts of officers: 1" in picture
    assert "September 2025, of them to open: 1" in picture
    edges = [float(x) + float(w) for x, w in re.findall(r'<rect[^>]* x="([\d.]+)"[^>]* width="([\d.]+)"', picture)]  # fmt: skip
    assert edges
    assert max(edges) <= 360


def test_contacts_are_marked_on_the_picture_and_in_its_table(auditor, make, owner):
    incident = make.incident(owner, ("assault", CRIME), ("cheating", RULE))
    make.contact(incident, incident.matters[0])
    make.contact(incident, incident.matters[1])
    auditor.get("/audit")
    assert "Contacts of officers: 2" in auditor.page.text
    assert "Of them to open: 1" in auditor.page.text
    row = next(each for each in re.findall(r"<tr>(.*?)</tr>", auditor.response.text, re.DOTALL) if ">Sep 2025<" in each)  # fmt: skip
    assert re.findall(r">(\d+)<", row)[-3:] == ["2", "2", "1"]


def test_a_contact_opens_with_its_marks_and_every_decision(auditor, make, owner):
    incident = make.incident(owner, ("fighting", RULE))
    force = ForceAndCare(
        used=Value.YES, kinds=(Force.HELD,), by=(ForcedBy.OFFICER,), why="A secret.",
        began_at=NOON, handcuffs=Value.NO,
    )  # fmt: skip
    made = make.contact(
        incident, now=NOON + timedelta(hours=1), acts=(Act.RESTRAINED,), force=force, iv_c="A secret."
    )  # fmt: skip
    later = NOON + timedelta(days=1)
    matters.answer(incident.matters[0].id, known(**CRIME), viewer=owner, now=later)
    auditor.get("/audit")
    link = next(each for each in auditor.page.links if str(made.id) in each)
    page = auditor.get(link)
    for words in (
        "Force or authority of office was used where only a school rule applies. IV.B",
        "IV.C is claimed as the basis. Check whether it holds. IV.C",
        "As they stand now No mark.",
        "IV.C claimed Yes",
        "Force used Yes", "Handcuffs used No", "Kinds of force Held", "Care was given Not recorded",
        "When it happened Discipline only", "When it was recorded Discipline only", "Now Law enforcement",
        "IV.A.7, first sentence: harm or threat Sep 3, 2025, 12:00 PM. Edina Public Schools",
    ):  # fmt: skip
        assert words in page.text, words
    assert "secret" not in page.text
    back = next(each for each in page.links if each.startswith("/audit?"))
    assert "start=2025-07-01" in back


def test_a_contact_before_any_decision_and_one_without_an_incident_say_so(
    auditor, make, owner, school
):
    early = make.contact(make.incident(owner), happened_at=NOON - timedelta(hours=1))
    assert "Nothing was decided by then" in auditor.get(f"/audit/contacts/{early.id}").text
    officer = make.officer(school)
    new = make.new_contact(officer_id=officer.id, iv_c="A fall.")
    alone = contacts.record_own(school.id, new, viewer=officer, now=NOON)
    page = auditor.get(f"/audit/contacts/{alone.id}")
    assert "No incident is known" in page.text
    assert "neither that there was force" in page.text


def test_an_absent_contact_is_not_there(auditor):
    auditor.get("/audit/contacts/00000000-0000-4000-8000-000000000000", status=404)


def test_views_before_the_route_left_stay_counted(auditor, make, owner, school):
    from incident_app.services import referrals

    officer = make.officer(school)
    matter = make.incident(owner, ("assault", CRIME)).matters[0]
    referral = make.referral(matter, officer)
    with referrals.reading(referral.id, viewer=officer, now=NOON):
        pass
    matters.answer(matter.id, known(bodily_harm=None), viewer=owner, now=NOON)
    auditor.get("/audit")
    rows = {row[0]: row[1:] for row in table_of(auditor.response.text, "disclosures")}
    assert rows["School official"] == ["1", "0", "0", "0", "0", "0", "1", "1"]


def test_blocked_attempts_are_said_to_be_the_whole_districts(auditor, make, owner, school):
    assert "No blocked attempt is recorded in this period." in auditor.get("/audit").text
    db.session.add(Denial(account_id=owner.id, endpoint="matters.show", method="GET", at=NOON))
    db.session.commit()
    page = auditor.get("/audit")
    assert ["Administrator", "matters: show", "1"] in table_of(auditor.response.text, "denials")
    assert "An attempt has no school" in page.text


def test_every_figure_says_how_it_is_counted(auditor, owner):
    html = (auditor.get("/audit"), auditor.response.text)[1]
    assert re.findall(r'<h3 id="figure-([\w-]+)"', html) == FIGURES
    for name in FIGURES:
        method = re.search(rf'id="figure-{name}">.*?<p class="quiet">(.*?)</p>', html, re.DOTALL)[1]
        assert method.endswith("."), name


def test_a_district_without_a_school_has_nothing_to_count(auditor):
    assert "0 matters" in auditor.get("/audit").text


def test_as_many_queries_for_many_records_as_for_few(auditor, make):
    district = District(make)

    def asked():
        count = []

        def counts(*_):
            count.append(1)

        sa.event.listen(db.engine, "before_cursor_execute", counts)
        auditor.get("/audit")
        sa.event.remove(db.engine, "before_cursor_execute", counts)
        return len(count)

    district.fill(3)
    few = asked()
    district.fill(12)
    assert asked() == few
    assert db.session.scalar(db.select(db.func.count(Event.seq))) > 20


def test_a_sum_leaves_out_what_is_not_recorded():
    table = Table(
        name="n", title="t", method="m", head=("A", "B", "C"), rows=[("x", 1, None), ("y", 2, 0)]
    )
    assert table.total == (3, 0)
    assert "".join(table.written()) == "\ufeffA,B,C\r\nx,1,not recorded\r\ny,2,0\r\n"
