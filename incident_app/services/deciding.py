"""Puts the answers of a matter to the policy and keeps what it says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Decision
from incident_app.policy import editions
from incident_app.policy.engine import decide
from incident_app.policy.logic import BY_NAME, FACTS
from incident_app.policy.logic import Answer as Known
from incident_app.policy.table import packed
from incident_app.vocabulary import Value

from . import Refused, revoking

if TYPE_CHECKING:
    from incident_app.models import Account, Answer, Matter
    from incident_app.policy.engine import Edition
    from incident_app.policy.logic import Fact


def in_force(answers: Iterable[Answer]) -> dict[Fact, Known]:
    """The whole sheet as it stands: the last answer to each question, else not known yet.

    :param answers: in the order given.
    """
    sheet: dict[Fact, Known] = dict.fromkeys(FACTS)
    for answer in answers:
        sheet[BY_NAME[answer.fact]] = answer.value.known
    return sheet


def edition_for(matter: Matter) -> Edition:
    """The edition that speaks on the day of the incident.

    :raises Refused: none was in force then.
    """
    try:
        return editions.in_force(matter.incident.occurred_on)
    except LookupError as none:
        raise Refused(str(none), "occurred_on") from none


def decided(matter: Matter, *, by: Account | None, at: datetime) -> Decision:
    """Decide a matter on its answers in force and add the decision to the open transaction.

    What an officer was shown of it is taken back with it, where the route leaves them.

    :raises Contradiction: the answers can't all be true.
    """
    edition = edition_for(matter)
    answers = in_force(matter.answers)
    said = decide(edition, answers)
    decision = Decision(
        matter=matter,
        edition=edition.name,
        inputs={fact.name: Value.of(known).value for fact, known in answers.items()},
        sheet=packed(answers),
        outcome=said.outcome,
        rows=[{"cite": row.cite, "says": row.says} for row in said.because],
        ask=[fact.name for fact in said.ask],
        made_by_id=by.id if by else None,
        made_at=at,
    )
    db.session.add(decision)
    if sa.inspect(matter).persistent:  # a new matter was shown to nobody
        revoking.after(decision, matter, by=by, at=at)
    return decision
