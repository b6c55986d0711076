"""Where each matter stands is what its last decision says, since the first of that run."""

from datetime import timedelta
from itertools import groupby

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incident_app.extensions import db
from incident_app.models import Account, Matter, Standing
from incident_app.policy.engine import Contradiction
from incident_app.policy.logic import FACTS
from incident_app.services import matters
from tests.make import NOON


@settings(
    max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    st.lists(st.tuples(st.sampled_from(FACTS), st.sampled_from([True, False, None])), max_size=8)
)
def test_a_matter_stands_as_its_decisions_say(make, given_answers):
    owner = make.administrator(make.school(f"S{make.letters()}"))
    matter_id, viewer = make.incident(owner).matters[0].id, owner.id
    for place, (fact, answer) in enumerate(given_answers, 1):
        try:
            matters.answer(
                matter_id, {fact: answer}, viewer=db.session.get(Account, viewer),
                now=NOON + timedelta(hours=place),
            )  # fmt: skip
        except Contradiction:
            continue
    matter = db.session.get(Matter, matter_id)
    runs = groupby(matter.decisions, key=lambda each: each.outcome)
    outcome, since = [(outcome, next(run).made_at) for outcome, run in runs][-1]
    stands = db.session.get(Standing, matter_id)
    assert (stands.outcome, stands.since) == (outcome, since)
    incident = matter.incident
    assert (stands.incident_id, stands.school_id, stands.occurred_at) == (
        incident.id, incident.school_id, incident.occurred_at
    )  # fmt: skip
