"""What is answered, and what changed between two decisions, as they read then."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incident_app.extensions import db
from incident_app.models import Account, Decision
from incident_app.policy.engine import Contradiction
from incident_app.policy.logic import BY_NAME, FACTS
from incident_app.policy.table import packed
from incident_app.reports import matter_record
from incident_app.services import matters
from incident_app.vocabulary import Value
from tests.make import NOON, known


@settings(
    max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    st.lists(
        st.dictionaries(st.sampled_from(FACTS), st.sampled_from([True, False, None]), min_size=1),
        max_size=6,
    )
)
def test_the_steps_name_exactly_what_was_answered_differently(make, rounds):
    owner = make.administrator(make.school(f"S{make.letters()}"))
    matter_id, viewer = make.incident(owner).matters[0].id, owner.id
    sheets = [dict.fromkeys(FACTS)]
    for place, answers in enumerate(rounds, 1):
        try:
            before = len(matters.get(matter_id, viewer=owner).decisions)
            matters.answer(
                matter_id, answers, viewer=db.session.get(Account, viewer), now=NOON + timedelta(hours=place)
            )  # fmt: skip
        except Contradiction:
            continue
        if len(matters.get(matter_id, viewer=owner).decisions) > before:
            sheets.append({**sheets[-1], **answers})
    matter = matters.get(matter_id, viewer=db.session.get(Account, viewer))
    steps = matter_record.steps(matter)
    assert [step.decision.sheet for step in steps] == [packed(each) for each in sheets]
    for step, before, after in zip(steps[1:], sheets, sheets[1:], strict=False):
        assert step.differences == tuple(
            (fact, Value.of(before[fact]), Value.of(after[fact]))
            for fact in FACTS
            if before[fact] is not after[fact]
        )
        assert step.before.outcome.title in step.why
        assert step.decision.outcome.title in step.why
    in_force = {fact: answer.value.known for fact, answer in matter_record.in_force(matter)}
    assert {**dict.fromkeys(FACTS), **in_force} == sheets[-1]


def test_the_first_decision_changed_nothing(make):
    (step,) = matter_record.steps(make.incident(make.administrator()).matters[0])
    assert (step.before, step.differences, step.why, step.other_edition) == (None, (), "", False)


def test_only_the_last_answer_to_a_question_is_in_force(make):
    owner = make.administrator()
    matter = make.incident(owner, ("fighting", {"threat": True, "crime": True})).matters[0]
    matters.answer(matter.id, known(threat=False), viewer=owner, now=NOON, note="He took it back.")
    in_force = matter_record.in_force(matters.get(matter.id, viewer=owner))
    assert [(fact.name, answer.value, answer.note) for fact, answer in in_force] == [
        ("crime", Value.YES, ""),
        ("threat", Value.NO, "He took it back."),
    ]


def test_another_edition_between_two_decisions_is_said(make):
    owner = make.administrator()
    matter = make.incident(owner).matters[0]
    first = matter.decisions[0]
    db.session.add(
        Decision(
            matter=matter, edition="minnesota_626_8482", inputs=first.inputs, sheet=first.sheet,
            outcome=first.outcome, rows=first.rows, ask=first.ask, made_at=NOON + timedelta(days=1),
        )
    )  # fmt: skip
    db.session.commit()
    step = matter_record.steps(matters.get(matter.id, viewer=owner))[-1]
    assert step.other_edition
    assert step.why.startswith("Another edition speaks now: Minnesota Statutes 626.8482")
    assert set(BY_NAME) == set(step.decision.inputs)
