"""Consultations: only on an administrator-led matter, nobody named unless chosen, and only advice back."""

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Consultation, Disclosure, Event, Notice
from incident_app.services import NotFound, Refused, consultations, matters, referrals
from incident_app.vocabulary import Asked, Basis, News, Role, Seen
from tests.make import CRIME, NOON, PETTY, RULE, known


@pytest.fixture
def school(make):
    return make.school()


@pytest.fixture
def owner(make, school):
    return make.administrator(school)


@pytest.fixture
def officer(make, school):
    return make.officer(school)


@pytest.fixture
def matter(make, owner):
    return make.incident(owner, ("nicotine", PETTY)).matters[0]


def everybody(matter):
    return frozenset(each.id for each in matter.incident.participants)


def test_a_question_and_a_summary_and_nothing_that_leads_back(matter, make, officer):
    asked = make.consultation(matter, officer)
    assert asked.disclosed == {"summary": "A student had a vape."}
    assert (asked.basis, asked.people, asked.identified) == (None, [], False)
    assert consultations.sharing.letter(asked).reference == ""
    preview = consultations.preview(
        matter.id,
        consultations.Question(officer_id=officer.id, purpose="Which?", summary="A vape."),
        viewer=asked.sent_by,
        now=NOON,
    )
    assert preview.reference == ""
    row = db.session.execute(db.select(Consultation.__table__)).one()
    assert "Cafeteria" not in str(row.disclosed)


@pytest.mark.parametrize("answers", [CRIME, RULE, {}, {"firearm": False}])
def test_on_any_other_outcome_nobody_can_be_asked(make, owner, officer, answers):
    matter = make.incident(owner, ("assault", answers)).matters[0]
    with pytest.raises(NotFound):
        make.consultation(matter, officer)
    row = sa.insert(Consultation).values(
        matter_id=matter.id, school_id=matter.incident.school_id, officer_id=officer.id,
        edition="edina_273", cites=[], disclosed={}, threat="", purpose="x", sent_by_id=owner.id, sent_at=NOON,
    )  # fmt: skip
    with pytest.raises(sa.exc.DatabaseError, match="does not stand at administrator_led"):
        db.session.execute(row)
    db.session.rollback()


def test_naming_somebody_needs_a_basis_and_is_told_apart(make, matter, officer):
    with pytest.raises(Refused, match="legal basis on which you name"):
        make.consultation(matter, officer, people=everybody(matter))
    with pytest.raises(Refused, match="Choose whom you name") as refused:
        make.consultation(matter, officer, basis=Basis.CONSENT)
    assert refused.value.fields == ("people",)
    asked = make.consultation(matter, officer, people=everybody(matter), basis=Basis.CONSENT)
    assert asked.identified
    assert asked.people == [each.person for each in matter.incident.participants]


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"purpose": " "}, "purpose"),
        ({"summary": ""}, "summary"),
        ({"summary": "a\0b"}, "summary"),
        ({"purpose": "x" * 2_001}, "purpose"),
        ({"threat": "A knife."}, "threat"),
    ],
)
def test_what_is_not_fit_is_refused_by_its_field(make, matter, officer, over, field):
    with pytest.raises(Refused) as refused:
        make.consultation(matter, officer, **over)
    assert refused.value.fields == (field,)
    assert db.session.scalars(db.select(Consultation)).all() == []


def test_only_an_officer_of_the_school_can_be_asked(make, matter):
    for other in (make.officer(make.school("WMS")), make.administrator(make.school("XYZ"))):
        with pytest.raises(Refused, match="officer of this school"):
            make.consultation(matter, other)


def test_the_coordinator_does_not_ask(make, matter, officer):
    with pytest.raises(NotFound):
        make.consultation(matter, officer, by=make.account(Role.COORDINATOR))


def test_the_same_question_twice_is_one_and_another_is_another(make, matter, officer):
    first = make.consultation(matter, officer)
    assert make.consultation(matter, officer).id == first.id
    assert make.consultation(matter, officer, purpose="Another?").id != first.id
    assert db.session.scalars(db.select(Notice.news)).all() == [News.CONSULTED] * 2


def test_advice_ends_it_and_the_administrator_is_told(make, matter, officer, owner):
    asked = make.consultation(matter, officer)
    with pytest.raises(Refused, match="your advice"):
        consultations.advise(asked.id, "\u200b", viewer=officer, now=NOON)
    consultations.advise(asked.id, " Try the clinic. ", viewer=officer, now=NOON)
    kept = consultations.get(asked.id, viewer=owner)
    assert (kept.state, kept.step.words) == (Asked.ADVISED, "Try the clinic.")
    assert consultations.mine(viewer=officer) == []
    told = db.session.scalars(db.select(Notice).where(Notice.to_id == owner.id)).one()
    assert (told.news, told.consultation_id) == (News.ADVISED, asked.id)
    with pytest.raises(NotFound):
        consultations.advise(asked.id, "More.", viewer=officer, now=NOON)
    with pytest.raises(NotFound):
        consultations.get(asked.id, viewer=officer)


def test_taken_back_with_a_reason_the_officer_finds_nothing(make, matter, officer, owner):
    asked = make.consultation(matter, officer)
    with pytest.raises(Refused) as refused:
        consultations.withdraw(asked.id, " ", viewer=owner, now=NOON)
    assert refused.value.fields == ("why",)
    consultations.withdraw(asked.id, "Settled.", viewer=owner, now=NOON)
    assert consultations.get(asked.id, viewer=owner).state is Asked.WITHDRAWN
    for look in (
        lambda: consultations.advise(asked.id, "Late.", viewer=officer, now=NOON),
        lambda: consultations.reading(asked.id, viewer=officer, now=NOON).__enter__(),
        lambda: consultations.withdraw(asked.id, "Again.", viewer=owner, now=NOON),
    ):
        with pytest.raises(NotFound):
            look()


def test_a_decision_that_leaves_administrator_led_ends_it_at_once(make, matter, officer, owner):
    asked = make.consultation(matter, officer)
    matters.answer(matter.id, known(threat=True, crime=True), viewer=owner, now=NOON)
    kept = consultations.get(asked.id, viewer=owner)
    assert kept.state is Asked.REVOKED
    assert kept.step.words == "The route is now Law enforcement."
    assert consultations.mine(viewer=officer) == []
    assert referrals.mine(viewer=officer) == []
    names = db.session.scalars(db.select(Event.name).where(Event.subject == "consultation")).all()
    assert names == ["advice asked", "consultation revoked"]


def test_what_the_officer_reads_is_in_the_ledger_and_nobody_else_reads_it(
    make, matter, officer, owner, school
):
    asked = make.consultation(matter, officer)
    with consultations.reading(asked.id, viewer=officer, now=NOON, how=Seen.VIEW):
        pass
    line = db.session.scalars(db.select(Disclosure)).one()
    assert (line.to_id, line.consultation_id, line.fields) == (officer.id, asked.id, ["summary"])
    for stranger in (make.officer(school), owner, make.account(Role.AUDITOR)):
        with (
            pytest.raises(NotFound),
            consultations.reading(asked.id, viewer=stranger, now=NOON),
        ):
            pass
    assert len(db.session.scalars(db.select(Disclosure)).all()) == 1
