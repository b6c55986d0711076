"""Three values, plain English, and one definition that other algebras walk."""

from itertools import product

import pytest

from incident_app.policy.logic import (
    BODILY_HARM,
    CRIME,
    FACTS,
    FIREARM,
    HARM,
    STATUS_OFFENSE,
    THREAT,
    Algebra,
    sheet,
)

YES, NO, OPEN = True, False, None


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (YES, OPEN, OPEN, YES),
        (NO, YES, NO, YES),
        (NO, NO, NO, NO),
        (NO, OPEN, NO, OPEN),
        (OPEN, YES, OPEN, YES),
        (OPEN, NO, NO, OPEN),
        (OPEN, OPEN, OPEN, OPEN),
    ],
)
def test_and_and_or_have_kleenes_three_values(left, right, both, either):
    answers = sheet(crime=left, threat=right)
    assert (CRIME & THREAT).evaluate(answers) is both
    assert (CRIME | THREAT).evaluate(answers) is either


@pytest.mark.parametrize(("value", "opposite"), [(YES, NO), (NO, YES), (OPEN, OPEN)])
def test_the_opposite_of_unknown_is_unknown(value, opposite):
    assert (~CRIME).evaluate(sheet(crime=value)) is opposite


def test_a_left_out_answer_is_an_error_and_never_no():
    with pytest.raises(KeyError):
        CRIME.evaluate({FIREARM: True})


def test_a_sheet_refuses_a_name_that_is_no_fact():
    with pytest.raises(KeyError, match="severity"):
        sheet(severity=True)


def test_an_expression_names_its_facts_each_once():
    assert [fact.name for fact in (CRIME | ~HARM & STATUS_OFFENSE | CRIME & HARM).facts] == [
        "crime", "bodily_harm", "threat", "juvenile", "petty_offense",
    ]  # fmt: skip


def test_words_turn_round_by_de_morgan():
    assert (CRIME & HARM).words() == (
        "a statute could put an adult in jail for it, and either someone other than the actor felt "
        "pain, fell ill or was hurt or another person was threatened with bodily harm"
    )
    assert (
        (~HARM).words()
        == HARM.words(holds=False)
        == (
            "nobody but the actor felt pain, fell ill or was hurt, and no other person was threatened "
            "with bodily harm"
        )
    )
    assert (~~CRIME).words() == CRIME.yes


def test_another_algebra_walks_the_same_expression():
    expression = (CRIME & ~BODILY_HARM) | THREAT
    for crime, harm, threat in product((True, False), repeat=3):
        answers = sheet(crime=crime, bodily_harm=harm, threat=threat)
        bits = expression.walk(
            Algebra(
                lambda fact, now=answers: int(now[fact]),
                int.__and__,
                int.__or__,
                lambda bit: 1 - bit,
            )
        )
        assert bool(bits) is expression.evaluate(answers)


def test_it_reads_as_it_is_written():
    assert repr((CRIME & ~HARM) | FIREARM) == "((CRIME & ~(BODILY_HARM | THREAT)) | FIREARM)"


def test_every_fact_has_its_words_and_its_source():
    for fact in FACTS:
        assert fact.question.endswith("?")
        assert fact.example.startswith("Yes: ")
        assert "No: " in fact.example
        assert fact.explains
        assert fact.source
        assert fact.yes != fact.no
