"""A route reads alike wherever its answers come from, and a saved one as it read then."""

import pytest

from incident_app.models import Decision
from incident_app.policy.editions.edina_273 import EDINA_273
from incident_app.policy.engine import Contradiction
from incident_app.policy.logic import sheet
from incident_app.policy.outcome import Outcome
from incident_app.reports.route_panel import route, saved


def test_tried_and_saved_answers_give_the_same_route(make):
    answers = {"crime": True, "bodily_harm": False, "threat": False, "victim_request": None}
    (matter,) = make.incident(make.administrator(), ("theft_small", answers)).matters
    assert saved(matter.decisions[-1]) == route(EDINA_273, sheet(**answers))


def test_a_saved_route_shows_its_paragraphs_and_questions_as_they_read_then():
    then = Decision(
        edition="edina_273",
        inputs=dict.fromkeys((fact.name for fact in sheet()), "unknown") | {"firearm": "yes"},
        outcome=Outcome.UNDETERMINED,
        rows=[{"cite": "IV.D", "says": "As it read then."}],
        ask=["threat"],
    )
    shown = saved(then)
    assert shown.outcome is Outcome.UNDETERMINED
    assert [tuple(row) for row in shown.rows] == [("IV.D", "As it read then.")]
    assert [(asked.fact.name, asked.why) for asked in shown.ask] == [("threat", "")]


def test_contradictory_answers_have_no_route():
    with pytest.raises(Contradiction):
        route(EDINA_273, sheet(firearm=True, crime=False))
