"""Why a route moved is right for every two sheets of answers."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_app.policy.editions import EDITIONS
from incident_app.policy.editions.edina_273 import EDINA_273
from incident_app.policy.editions.minnesota_626_8482 import MINNESOTA_626_8482
from incident_app.policy.engine import Contradiction, decide
from incident_app.policy.logic import CRIME, FACTS, FIREARM, sheet
from incident_app.policy.move import Stand, move

answers = st.fixed_dictionaries({fact: st.sampled_from([True, False, None]) for fact in FACTS})
edition = st.sampled_from(EDITIONS)


@st.composite
def stands(draw, *, editions=edition):
    """Two stands; most often one edition and few answers apart, as a record has them."""
    before = draw(answers)
    turned = draw(
        st.dictionaries(st.sampled_from(FACTS), st.sampled_from([True, False, None]), min_size=1)
    )
    first = draw(edition)
    return (
        Stand(first, possible(before)),
        Stand(draw(st.just(first) | editions), possible({**before, **turned})),
    )


def possible(answers):
    """The same without the one contradiction there is."""
    return {**answers, CRIME: True} if answers[FIREARM] and answers[CRIME] is False else answers


def decided(stand):
    try:
        return decide(*stand)
    except Contradiction:
        return None


@settings(max_examples=250, deadline=None)
@given(stands())
def test_what_is_named_is_exactly_what_differs_and_by_itself_moves_the_route(both):
    before, after = both
    was, now = decided(before), decided(after)
    moved = move(before, after)
    assert (moved.before, moved.after) == (was.outcome, now.outcome)
    assert set(moved.changed) == {f for f in FACTS if before.answers[f] is not after.answers[f]}
    if was.outcome is now.outcome:
        assert (moved.by, moved.by_edition) == ((), False)
        assert moved.sentence.startswith(("The route stays", "Another edition speaks now"))
        return
    assert moved.by or moved.by_edition
    assert set(moved.by) <= set(moved.changed)
    assert outcome_by(before, after, moved.by, moved.by_edition) is now.outcome
    for fewer in fewer_than(moved.by):
        assert outcome_by(before, after, fewer, moved.by_edition) is not now.outcome
        assert outcome_by(before, after, fewer, False) is not now.outcome  # noqa: FBT003
    for fact in moved.by:
        known = after.answers[fact]
        assert (fact.yes if known is None else fact.words(holds=known)) in moved.sentence
    assert moved.by_edition == (
        f"because another edition speaks now: {after.edition.title}" in moved.sentence
    )


def outcome_by(before, after, facts, with_edition):
    """The outcome when only these changes are made; ``None`` if they contradict each other."""
    tried = {**before.answers, **{fact: after.answers[fact] for fact in facts}}
    said = decided(Stand(after.edition if with_edition else before.edition, tried))
    return said and said.outcome


def fewer_than(facts):
    return [some for size in range(len(facts)) for some in combinations(facts, size)]


@settings(max_examples=250, deadline=None)
@given(stands(editions=st.nothing()))
def test_what_is_said_of_a_paragraph_is_so(both):
    before, after = both
    was, now = decided(before), decided(after)
    if was.outcome is now.outcome:
        return  # nothing moved: what a sentence then says is proved above
    said = move(before, after).sentence
    rows = [row for row in before.edition.rows if row.when]
    for row in rows:
        held, holds = row.when.evaluate(before.answers), row.when.evaluate(after.answers)
        cite = f"“{row.cite}”"
        assert f"{cite} no longer holds" not in said or (held, holds) == (True, False)
        assert f"{cite} can no longer hold" not in said or (held, holds) == (None, False)
        assert f"whether {cite} holds" not in said or (held, holds) == (True, None)
        assert f"{cite} holds, but" not in said or holds is True
        # What decided, and held, is never passed over.
        assert was.ask or row not in was.because or held is None or f"{cite} " in said
    for row in now.because:
        assert (
            row.when is None
            or f"“{row.cite}”" in said
            or f"any of {len(now.because)} paragraphs" in said
        )
    if "comes before it" in said:
        still = min(rows.index(row) for row in rows if f"“{row.cite}” holds, but" in said)
        assert all(rows.index(row) < still for row in now.because)


THEFT = {
    "firearm": False, "crime": True, "bodily_harm": False, "threat": False, "victim_request": False,
    "guardian_request": False, "juvenile": True, "petty_offense": True, "school_property": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            THEFT,
            {**THEFT, "guardian_request": True},
            "The route moved from Administrator-led to Law enforcement because a harmed minor's parent "
            "or guardian asked for police help (before: no). “IV.A.7, second sentence” holds, but "
            "“IV.A.7, first sentence: request” comes before it. It is decided now by “IV.A.7, first "
            "sentence: request”.",
        ),
        (
            {"crime": True},
            {"crime": True, "bodily_harm": True},
            "The route moved from Undetermined to Law enforcement because someone other than the actor "
            "felt pain, fell ill or was hurt (before: not known yet). That settles it under “IV.A.7, "
            "first sentence: harm or threat”.",
        ),
        (
            {"crime": True, "threat": True},
            {"crime": True, "threat": None},
            "The route moved from Law enforcement to Undetermined because it is not known any more "
            "whether another person was threatened with bodily harm (before: yes). It is not known any "
            "more whether “IV.A.7, first sentence: harm or threat” holds. It could now fall under "
            "any of 5 paragraphs.",
        ),
        (
            {"crime": False, "petty_offense": False, "school_rule": True},
            {"crime": False, "petty_offense": False, "school_rule": False},
            "The route moved from Discipline only to No violation because no school rule or policy covers "
            "it (before: yes). “IV.B” no longer holds. No paragraph of the policy is engaged now.",
        ),
        (
            {"crime": True, "threat": True},
            {"crime": True, "threat": True, "juvenile": True},
            "The route stays Law enforcement, by “IV.A.7, first sentence: harm or threat”.",
        ),
    ],
)  # fmt: skip
def test_a_move_reads_like_this(before, after, sentence):
    moved = move(Stand(EDINA_273, sheet(**before)), Stand(EDINA_273, sheet(**after)))
    assert moved.sentence == sentence


def test_another_edition_alone_moves_a_route():
    same = sheet(**{**THEFT, "petty_offense": False})
    moved = move(Stand(EDINA_273, same), Stand(MINNESOTA_626_8482, same))
    assert (moved.changed, moved.by, moved.by_edition) == ((), (), True)
    assert moved.sentence == (
        "The route moved from Policy gap to Law enforcement because another edition speaks now: "
        "Minnesota Statutes 626.8482, subdivision 2. It is decided now by "
        "“Minn. Stat. 626.8482, subd. 2(a)(7)”."
    )
