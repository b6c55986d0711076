"""IV.B put to every contact there can be: each outcome, each act, with and without IV.C claimed."""

from itertools import product

import pytest

from incident_app.policy.contacts import AUTHORITY, HOLDS, TOOK_PART, marks
from incident_app.policy.outcome import Outcome
from incident_app.vocabulary import Act


@pytest.mark.parametrize(("outcome", "act", "claims"), list(product(Outcome, Act, (True, False))))
def test_a_contact_is_marked_where_it_looks_like_discipline(outcome, act, claims):
    found = marks([outcome], [act.value], claims_iv_c=claims)
    suspect = act is Act.DISCIPLINED or outcome is Outcome.DISCIPLINE_ONLY or outcome.is_hold
    assert bool(found) == suspect
    assert all(mark.cite for mark in found)
    assert ("IV.C" in {mark.cite for mark in found}) == (suspect and claims)


def test_authority_on_a_school_rule_is_said_apart_from_being_there():
    said = {
        marks([Outcome.DISCIPLINE_ONLY], [act.value], claims_iv_c=False)[-1].says for act in Act
    }
    assert len(said) == 2
    assert {TOOK_PART, *AUTHORITY} <= {act.value for act in Act}
    assert {each for each in Outcome if each.is_hold} == HOLDS
