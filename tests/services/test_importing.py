"""Incidents of another system are imported once, however often it is tried."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from incident_app import viewing
from incident_app.extensions import db
from incident_app.integrations.incident_csv import load_map, read
from incident_app.models import Answer, Decision, Event, Incident, Matter, Person, School
from incident_app.policy.outcome import Outcome
from incident_app.services import NotFound, deciding, importing
from incident_app.vocabulary import Learned, Part, PersonKind, Precision, Role, Value
from tests.make import NOON, TODAY

CHICAGO = ZoneInfo("America/Chicago")
MAPS = Path(__file__).parents[2] / "incident_app" / "maps"
NIBRS = "nibrs_az2016"
KEPT = (Incident, Matter, Person, Answer, Decision, Event)


def sample(samples, map_name, file):
    by = load_map((MAPS / f"{map_name}.toml").read_text(encoding="utf-8"))
    with (samples / file).open(encoding="utf-8", newline="") as opened:
        return list(read(opened, by))


@pytest.fixture(scope="session")
def nibrs(samples):
    return sample(samples, NIBRS, "nibrs_az2016_school.csv")


@pytest.fixture(scope="session")
def los_angeles(samples):
    return sample(samples, "los_angeles", "lapd_school_premises.csv")


@pytest.fixture
def few(nibrs):
    """Ten incidents, some of several matters."""
    incidents = list(dict.fromkeys(row.incident for row in nibrs))[4:14]
    return [row for row in nibrs if row.incident in incidents]


@pytest.fixture
def school(make):
    return make.school()


def run(rows, school, *, source=NIBRS, viewer=None, **over):
    return importing.import_rows(
        rows, school=school, source=source, zone=CHICAGO, viewer=viewer, now=NOON, **over
    )


def counts():
    return {kind.__name__: db.session.scalar(sa.select(sa.func.count(kind.id))) for kind in KEPT}


def incident(external_id):
    return db.session.scalar(sa.select(Incident).where(Incident.external_id == external_id))


def outcomes():
    return Counter(db.session.scalars(sa.select(Decision.outcome)))


def answers(matter):
    return {answer.fact: answer.value for answer in matter.answers}


# --- the two files


def test_the_nibrs_file_is_imported_once(school, nibrs, samples):
    seen = importing.preview(nibrs, school=school, source=NIBRS, now=NOON)
    assert (seen.incidents, seen.matters) == (433, 514)
    assert (seen.incidents_there, seen.matters_there, seen.refused) == (0, 0, {})

    first = run(nibrs, school)
    assert (first.incidents_new, first.matters_new) == (433, 514)
    assert (first.incidents_there, first.matters_there, first.refused) == (0, 0, {})
    kept = counts()
    assert (kept["Incident"], kept["Person"], kept["Matter"], kept["Decision"]) == (
        433,
        433,
        514,
        514,
    )
    assert outcomes() == +Counter(seen.outcomes)
    assert outcomes() == {Outcome.LAW_ENFORCEMENT: 77, Outcome.UNDETERMINED: 437}

    again = run(nibrs, school)
    assert (again.incidents_new, again.matters_new) == (0, 0)
    assert (again.incidents_there, again.matters_there) == (433, 514)
    assert counts() == kept
    there = importing.preview(nibrs, school=school, source=NIBRS, now=NOON)
    assert (there.incidents_there, there.matters_there) == (433, 514)
    assert there.outcomes == seen.outcomes

    _agrees_with_the_vignettes(samples, {"AZ16-0044", "AZ16-0031", "AZ16-0219"})


def test_the_los_angeles_file_is_imported_once(school, los_angeles, samples):
    first = run(los_angeles, school, source="los_angeles")
    assert (first.incidents_new, first.matters_new, first.refused) == (61, 61, {})
    assert outcomes() == {Outcome.LAW_ENFORCEMENT: 5, Outcome.UNDETERMINED: 56}
    kept = counts()
    assert run(los_angeles, school, source="los_angeles").matters_there == 61
    assert counts() == kept
    _agrees_with_the_vignettes(samples, {"LA-042"})


def _agrees_with_the_vignettes(samples, references):
    vignettes = map(json.loads, (samples / "vignettes.jsonl").read_text("utf-8").splitlines())
    for vignette in vignettes:
        for reference in sorted(references):
            if reference in vignette["source"]:
                (matter,) = incident(reference).matters
                assert matter.decisions[-1].outcome.value == vignette["outcome"], vignette["id"]
                assert set(vignette["deciding"]) <= set(matter.decisions[-1].ask)
                references = references - {reference}
    assert not references


# --- what is kept


def test_what_the_file_is_silent_on_has_no_answer(school, few):
    run(few, school)
    facts = set(db.session.scalars(sa.select(Answer.fact)))
    assert not facts & {"school_event", "school_rule"}
    assert not db.session.scalars(sa.select(Answer).where(Answer.value == Value.UNKNOWN)).all()
    for row in few:
        (matter,) = [
            each for each in incident(row.incident).matters if each.external_id == row.matter
        ]
        assert answers(matter) == {
            fact.name: Value.of(answer) for fact, answer in row.answers.items()
        }


def test_an_answer_says_which_rule_gave_it_and_no_account_did(school, few):
    run(few, school)
    for answer in db.session.scalars(sa.select(Answer)):
        assert answer.note.startswith("nibrs_az2016: ")
        assert len(answer.note) > len("nibrs_az2016: ")
        assert answer.given_by_id is None
    assert {each.logged_by_id for each in db.session.scalars(sa.select(Incident))} == {None}
    assert {each.made_by_id for each in db.session.scalars(sa.select(Decision))} == {None}


def test_an_incident_is_as_the_file_tells_it(school, nibrs):
    rows = [row for row in nibrs if row.incident == "AZ16-0013"]
    run(rows, school)
    kept = incident("AZ16-0013")
    assert (kept.source, kept.learned, kept.school_id) == (NIBRS, Learned.POLICE, school.id)
    assert (kept.precision, kept.place) == (Precision.MONTH, rows[0].place)
    assert kept.occurred_on == rows[0].occurred.date()
    assert kept.occurred_at.astimezone(CHICAGO).isoformat()[:19] == rows[0].occurred.isoformat()
    assert kept.narrative == "\n\n".join(row.narrative for row in rows)
    (actor,) = kept.participants
    assert (actor.part, actor.person.kind) == (Part.ACTOR, PersonKind.UNKNOWN)
    assert actor.person.described == rows[0].actor
    assert "AZ16-0013" in actor.person.described
    assert [matter.external_id for matter in kept.matters] == [row.matter for row in rows]
    assert [matter.conduct_words for matter in kept.matters] == [row.conduct_words for row in rows]
    assert {matter.actor_id for matter in kept.matters} == {actor.id}


def test_the_date_is_that_of_the_row_that_knows_it_best(school, nibrs):
    rows = [row for row in nibrs if row.incident == "AZ16-0140"]
    assert [row.precision for row in rows] in (
        [Precision.YEAR, Precision.MONTH],
        [Precision.MONTH, Precision.YEAR],
    )
    run(rows, school)
    assert incident("AZ16-0140").precision is Precision.MONTH


def test_one_event_for_each_incident_and_no_words_of_the_file_in_it(school, few):
    run(few, school)
    run(few, school)
    events = db.session.scalars(sa.select(Event).where(Event.name == "incident imported")).all()
    assert len(events) == len({row.incident for row in few})
    for event in events:
        assert event.account_id is None
        assert set(event.detail) == {"source", "matters"}
    assert sum(event.detail["matters"] for event in events) == len(few)


# --- interrupted, repeated, and piece by piece


class Interrupted(Exception):
    pass


def test_an_interrupted_import_is_finished_by_running_it_again(school, few):
    done = []

    def progress(rows):
        done.append(rows)
        if len(done) == 4:
            raise Interrupted

    with pytest.raises(Interrupted):
        run(few, school, progress=progress)
    assert counts()["Incident"] == 4
    kept = counts()["Matter"]
    assert kept == sum(done)
    done = []
    rest = run(few, school, progress=done.append)
    assert (len(done), sum(done)) == (10, len(few))
    assert (rest.incidents_there, rest.incidents_new) == (4, 6)
    assert rest.matters_new == len(few) - rest.matters_there == len(few) - kept
    assert counts()["Matter"] == counts()["Decision"] == len(few)


def test_an_incident_is_kept_whole_or_not_at_all(school, nibrs, monkeypatch):
    rows = [row for row in nibrs if row.incident == "AZ16-0013"]
    before = counts()
    decided = deciding.decided

    def interrupted(matter, **how):
        if matter.place_in_form == 1:
            raise Interrupted
        return decided(matter, **how)

    monkeypatch.setattr(deciding, "decided", interrupted)
    with pytest.raises(Interrupted):
        run(rows, school)
    assert counts() == before


def test_two_imports_at_one_moment_keep_each_incident_once(app, school, few):
    school_id = school.id
    start = Barrier(2)

    def imported(_):
        with app.app_context(), viewing.operator(TODAY.date()):
            start.wait()
            return run(few, db.session.get(School, school_id))

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(imported, range(2)))
    db.session.rollback()  # look afresh
    assert sum(each.incidents_new for each in done) == counts()["Incident"] == 10
    assert sum(each.matters_new for each in done) == counts()["Matter"] == len(few)
    assert counts()["Decision"] == len(few)


def test_an_incident_that_is_there_gets_only_the_matters_it_lacks(school, nibrs):
    rows = [row for row in nibrs if row.incident == "AZ16-0013"]
    run(rows[:1], school)
    seen = importing.preview(rows, school=school, source=NIBRS, now=NOON)
    assert (seen.incidents_there, seen.matters, seen.matters_there) == (1, 3, 1)
    more = run(rows, school)
    assert (more.incidents_there, more.matters_there, more.matters_new) == (1, 1, 2)
    kept = incident("AZ16-0013")
    assert [matter.external_id for matter in kept.matters] == [row.matter for row in rows]
    assert [matter.place_in_form for matter in kept.matters] == [0, 1, 2]
    assert len(kept.participants) == 1
    assert kept.narrative == rows[0].narrative
    names = db.session.scalars(sa.select(Event.name).where(Event.subject_id == kept.id))
    assert sorted(names) == ["incident imported", "matters imported"]


# --- what is refused, and who may


def test_the_same_source_under_another_school_is_refused(make, school, few):
    run(few, school)
    kept = counts()
    other = make.school("CHS")
    why = {row.incident: "It is already there, under another school." for row in few}
    assert importing.preview(few, school=other, source=NIBRS, now=NOON).refused == why
    done = run(few, other)
    assert done.refused == why
    assert (done.incidents_new, done.incidents_there, done.matters_there) == (0, 0, 0)
    assert counts() == kept | {"Event": kept["Event"] + 1}  # the other school opened


def test_rows_that_give_different_dates_are_refused_and_the_others_kept(school, nibrs):
    rows = [row for row in nibrs if row.incident in {"AZ16-0013", "AZ16-0044"}]
    later = rows[0].occurred.replace(month=rows[0].occurred.month + 1)
    rows[1] = replace(rows[1], occurred=later)
    why = {
        "AZ16-0013": f"Lines {rows[0].number} and {rows[1].number} give different dates.",
    }
    assert importing.preview(rows, school=school, source=NIBRS, now=NOON).refused == why
    done = run(rows, school)
    assert (done.refused, done.incidents_new) == (why, 1)


def test_what_has_not_happened_yet_is_refused(school, few):
    rows = [few[0], replace(few[1], incident="next", occurred=datetime(2025, 10, 1))]  # noqa: DTZ001
    why = {"next": "Its date has not come yet."}
    assert importing.preview(rows, school=school, source=NIBRS, now=NOON).refused == why
    done = run(rows, school)
    assert (done.refused, done.incidents_new) == (why, 1)


def test_an_administrator_imports_in_their_own_name_and_own_schools(make, school, few):
    principal = make.administrator(school)
    run(few, school, viewer=principal)
    assert {each.logged_by_id for each in db.session.scalars(sa.select(Incident))} == {principal.id}
    assert set(db.session.scalars(sa.select(Answer.given_by_id))) == {principal.id}
    with pytest.raises(NotFound):
        run(few, make.school("CHS"), viewer=principal)
    with pytest.raises(NotFound):
        run(few, school, viewer=make.account(Role.OFFICER))
