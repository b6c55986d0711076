"""Home: what needs an administrator now, with numbers that are links, and one picture."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Asking, Draft
from incident_app.reports import home
from incident_app.reports.home import needs
from incident_app.services import matters
from incident_app.vocabulary import Role
from tests.make import NOON, known

LATER = NOON + timedelta(hours=30)
GAP = ("drug_sale", {
    "firearm": False, "crime": True, "bodily_harm": False, "threat": False, "victim_request": False,
    "guardian_request": False, "petty_offense": False,
})  # fmt: skip


@pytest.fixture
def school(make):
    return make.school("EHS")


@pytest.fixture
def principal(make, school):
    return make.administrator(school)


def ask(matter, *, of, by, fact="crime", at=NOON, note=""):
    db.session.add(
        Asking(matter_id=matter.id, fact=fact, of_id=of.id, by_id=by.id, asked_at=at, note=note)
    )
    db.session.commit()


def draft(account, *fields, at=NOON):
    kept = Draft(account_id=account.id, fields=list(fields), version=1, created_at=at, saved_at=at)
    db.session.add(kept)
    db.session.commit()
    return kept


def test_undetermined_matters_and_gaps_are_counted_and_those_over_a_day_of_them(make, principal):
    make.incident(principal, "fighting", "theft_small", GAP)
    make.incident(principal, "fighting", now=LATER)
    found = needs(viewer=principal, now=LATER)
    assert (found.undetermined, found.over_a_day, found.gaps) == (3, 2, 1)


def test_over_a_day_is_more_than_24_hours_since_it_became_undetermined(make, principal):
    matter = make.incident(principal, ("fighting", {"crime": True, "bodily_harm": True})).matters[0]
    matters.answer(matter.id, known(bodily_harm=None), viewer=principal, now=LATER)
    day = timedelta(days=1)
    assert needs(viewer=principal, now=LATER + day).over_a_day == 0
    assert needs(viewer=principal, now=LATER + day + timedelta(seconds=1)).over_a_day == 1


def test_the_oldest_stand_first_with_the_question_to_ask_next(make, principal):
    newer = make.incident(principal, "fighting", now=LATER).matters[0]
    older = make.incident(principal, "fighting").matters[0]
    matters.answer(older.id, known(firearm=False), viewer=principal, now=NOON)
    found = needs(viewer=principal, now=LATER).to_ask
    assert [each.matter.id for each in found] == [older.id, newer.id]
    for each in found:
        assert each.ask.name == each.matter.decisions[-1].ask[0]


def test_no_more_than_five_are_listed_and_no_more_than_a_hundred_counted(
    make, principal, monkeypatch
):
    monkeypatch.setattr(home, "MOST", 6)
    make.incident(principal, *["fighting"] * 8)
    found = needs(viewer=principal, now=LATER)
    assert len(found.to_ask) == 5
    assert found.undetermined == 7  # one more than is counted, whatever follows


def test_only_the_viewers_own_drafts_the_newest_first(make, school, principal):
    draft(principal, ["place", "Cafeteria"])
    newest = draft(principal, ["place", "Bus"], ["narrative", "  A push. "], at=LATER)
    draft(make.administrator(school), ["narrative", "Somebody else's."])
    found = needs(viewer=principal, now=LATER)
    assert [each.beginning for each in found.begun] == ["A push.", "Cafeteria"]
    assert found.begun[0].id == newest.id
    assert found.drafts == 2


def test_a_question_is_open_until_anyone_answers_it_after_it_was_asked(make, school, principal):
    colleague = make.administrator(school)
    matter = make.incident(principal, ("fighting", {"crime": True})).matters[0]
    ask(matter, of=principal, by=colleague, fact="crime", at=LATER)
    ask(matter, of=principal, by=colleague, fact="threat", at=LATER)
    ask(matter, of=colleague, by=principal, fact="firearm", at=LATER)
    found = needs(viewer=principal, now=LATER)
    assert [each.fact.name for each in found.questions] == ["crime", "threat"]
    answered = LATER + timedelta(minutes=1)
    matters.answer(matter.id, known(threat=None), viewer=colleague, now=answered)
    found = needs(viewer=principal, now=answered)
    assert [each.fact.name for each in found.questions] == ["crime"]
    assert found.asked == 1


def test_nothing_of_another_school_needs_the_viewer(make, principal):
    there = make.administrator(make.school("WMS"))
    matter = make.incident(there, "fighting", GAP).matters[0]
    ask(matter, of=principal, by=there)  # asked before the account lost that school
    draft(there, ["narrative", "Theirs."])
    found = needs(viewer=principal, now=LATER)
    counts = (found.undetermined, found.over_a_day, found.gaps, found.drafts, found.asked)
    assert counts == (0, 0, 0, 0, 0)
    assert [*found.to_ask, *found.begun, *found.questions, *found.latest] == []


def test_the_page_takes_as_many_queries_for_many_records_as_for_few(
    app, pages, make, school, principal
):
    client = pages.sign_in(principal)
    colleague = make.administrator(school)

    def asked():
        count = []

        def counts(*_):
            count.append(1)

        sa.event.listen(db.engine, "before_cursor_execute", counts)
        client.get("/")
        sa.event.remove(db.engine, "before_cursor_execute", counts)
        return len(count)

    def more(number):
        for place in range(number):
            incident = make.incident(principal, "fighting", GAP)
            ask(incident.matters[0], of=principal, by=colleague)
            draft(principal, ["narrative", str(place)])

    more(1)
    few = asked()
    more(4)
    assert asked() == few


def test_the_numbers_are_links_and_a_zero_is_none(pages, make, school, principal):
    matter = make.incident(principal, "fighting").matters[0]
    draft(principal, ["narrative", "<b>A push</b>"])
    ask(matter, of=principal, by=make.administrator(school), note="You were there.")
    page = pages.sign_in(principal).get("/")
    for href in [
        "/incidents/new", "/incidents?outcome=undetermined", "/incidents?waiting=y", "#asked", "/drafts", f"/matters/{matter.id}/answers", f"/incidents/{matter.incident_id}",
    ]:  # fmt: skip
        assert href in page.links, href
    assert "/incidents?outcome=policy_gap" not in page.links
    assert "0 policy gaps waiting" in page.text
    assert "1 matter undetermined" in page.text
    assert "You were there." in page.text
    assert "<b>A push</b>" in page.text
    assert "asked" in page.ids


def test_more_than_a_hundred_is_said_so(pages, make, principal, monkeypatch):
    make.incident(principal, *["fighting"] * 101)
    page = pages.sign_in(principal).get("/")
    assert "more than 100 matters undetermined" in page.text


def test_an_empty_district_is_helped(pages, principal):
    page = pages.sign_in(principal).get("/")
    assert "No incident is logged at your schools yet." in page.text
    assert "/incidents/new" in page.links
    assert "No matter of your schools falls in the school year" in page.text


def test_the_system_administrator_begins_with_the_accounts(pages, make):
    page = pages.sign_in(make.account(Role.SYSTEM_ADMINISTRATOR)).get("/")
    assert page.title.startswith("Accounts")


@pytest.fixture
def drawn(pages, make, principal):
    """The page of a year with matters in three months, as HTML."""
    for day, conducts in {
        datetime(2024, 9, 2, 17, tzinfo=UTC): ["fighting", "fighting", GAP],
        datetime(2024, 10, 2, 17, tzinfo=UTC): [GAP],
        datetime(2025, 6, 2, 17, tzinfo=UTC): [*["fighting"] * 5, ("cheating", {"crime": False, "petty_offense": False, "school_rule": True})],
    }.items():  # fmt: skip
        make.incident(principal, *conducts, occurred_at=day, occurred_on=day.date(), now=day)
    client = pages.sign_in(principal)
    client.get("/?year=2024")
    return client.response.text


def svg(html):
    return ET.fromstring(re.search(r"<svg.*?</svg>", html, re.DOTALL)[0])  # noqa: S314 - our own


def test_the_bars_are_as_tall_as_the_numbers_and_stand_on_each_other(drawn):
    picture = svg(drawn)
    bars = {}
    for rect in picture.iter("rect"):
        month, outcome, count = re.fullmatch(r"(.*), (.*): (\d+)", rect.find("title").text).groups()
        bars.setdefault(month, []).append((outcome, int(count), rect))
    assert {m: [(o, n) for o, n, _ in each] for m, each in bars.items()} == {
        "September 2024": [("undetermined", 2), ("policy gap", 1)],
        "October 2024": [("policy gap", 1)],
        "June 2025": [("discipline only", 1), ("undetermined", 5)],
    }
    units = {
        round(float(rect.get("height")) / count, 2)
        for each in bars.values()
        for _, count, rect in each
    }
    assert len(units) == 1
    for each in bars.values():
        floor = 152.0
        for _, _, rect in each:
            assert float(rect.get("y")) + float(rect.get("height")) == pytest.approx(
                floor, abs=0.01
            )
            floor = float(rect.get("y"))
    assert len({each[0][2].get("x") for each in bars.values()}) == 3


def test_the_picture_has_a_name_a_description_and_a_pattern_for_each_outcome(drawn):
    picture = svg(drawn)
    assert picture.get("role") == "img"
    named = {each.get("id"): each.text for each in picture if each.tag in {"title", "desc"}}
    assert set(picture.get("aria-labelledby").split()) == set(named)
    assert "discipline only 1, undetermined 7, policy gap 2." in named["chart-desc"]
    patterns = {each.get("id"): ET.tostring(each[0]) for each in picture.iter("pattern")}
    assert len(set(patterns.values())) == 3
    assert {rect.get("fill") for rect in picture.iter("rect")} == {
        f"url(#{name})" for name in patterns
    }


def test_the_table_has_the_numbers_of_the_picture(drawn):
    rows = re.findall(r"<tr>(.*?)</tr>", drawn, re.DOTALL)
    table = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    assert table[0] == ["Month", "Discipline only", "Undetermined", "Policy gap", "All"]
    assert table[3] == ["Sep 2024", "0", "2", "1", "3"]
    assert table[5] == ["Nov 2024", "0", "0", "0", "0"]
    assert table[-1] == ["All", "1", "7", "2", "10"]
    assert len(table) == 14
