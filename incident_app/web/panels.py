"""A matter whose questions are being answered: its route so far, and which questions matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from incident_app.policy.engine import Contradiction, decide
from incident_app.policy.logic import FACTS, sheet
from incident_app.reports.route_panel import route
from incident_app.vocabulary import Value
from incident_app.web.questions import suggested

if TYPE_CHECKING:
    from incident_app.policy.conducts import Conduct, Suggestion
    from incident_app.policy.engine import Edition
    from incident_app.reports.route_panel import Route
    from incident_app.web.questions import AnswerField, Questions


class Panel(NamedTuple):
    """The route of what is answered on the page, and the questions.

    ``route`` is empty while the answers contradict each other; both fields then say so.
    ``front`` are the fields that are answered, wrong, or can still matter, ``folded`` the rest.
    Neither changes its order as answers come, so that nothing moves under a thumb.
    ``unconfirmed`` counts the suggestions to questions that are not answered.
    """

    conduct: Conduct
    route: Route | None
    front: list[AnswerField]
    folded: list[AnswerField]
    suggested: dict[str, Suggestion]
    unconfirmed: int


def panel(form: Questions, edition: Edition, conduct: Conduct) -> Panel:
    """The panel of a form's answers, the most useful questions of a blank sheet first."""
    answers = sheet() | form.answers()
    try:
        now = route(edition, answers)
    except Contradiction as contradiction:
        form.refuse(contradiction)
        now = None
    asked = {each.fact for each in now.ask} if now else set(FACTS)
    front, folded = [], []
    for fact in decide(edition, sheet()).ask:
        field = form[fact.name]
        shown = fact in asked or field.data is not None or field.errors
        (front if shown else folded).append(field)
    hints = suggested(conduct)
    unconfirmed = sum(form[name].data is None for name in hints)
    return Panel(conduct, now, front, folded, hints, unconfirmed)


def confirm(form: Questions, conduct: Conduct) -> None:
    """Answer what the catalogue suggests where nothing is answered."""
    for suggestion in conduct.suggestions:
        field = form[suggestion.fact.name]
        if field.data is None:
            field.data = Value.of(suggestion.answer).value
