"""The edition as SQL equals ``decide`` on every sheet, in both databases."""

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.policy.editions import EDITIONS
from incident_app.policy.logic import FACTS
from incident_app.policy.table import OUTCOMES, REFUSED, compiled, packed
from incident_app.reports.compiled import as_sql


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.name)
def test_the_case_equals_decide_on_every_sheet(app, edition):
    answers = [
        sa.union_all(
            *(
                sa.select(sa.literal(known, sa.Boolean).label("known"))
                for known in (False, True, None)
            )
        ).subquery(fact.name)
        for fact in FACTS
    ]
    columns = {fact: answer.c.known for fact, answer in zip(FACTS, answers, strict=True)}
    query = sa.select(*columns.values(), as_sql(edition, columns)).join_from(
        answers[0], answers[1], sa.true()
    )
    for answer in answers[2:]:
        query = query.join(answer, sa.true())
    table = compiled(edition)
    seen = 0
    for *sheet, outcome in db.session.execute(query):
        byte = table[packed(dict(zip(FACTS, sheet, strict=True)))]
        assert outcome == ("refused" if byte == REFUSED else OUTCOMES[byte].value)
        seen += 1
    assert seen == 3**11
