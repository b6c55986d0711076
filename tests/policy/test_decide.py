"""The policy, case by case, as a school lawyer would put it."""

import json
import re
from pathlib import Path

import pytest

from incident_app.policy.editions import EDITIONS
from incident_app.policy.editions.edina_273 import EDINA_273
from incident_app.policy.editions.minnesota_626_8482 import MINNESOTA_626_8482
from incident_app.policy.engine import Contradiction, decide
from incident_app.policy.explain import changes, rests_on, why_ask
from incident_app.policy.logic import BY_NAME, CRIME, FACTS, FIREARM, sheet
from incident_app.policy.outcome import Outcome
from incident_app.policy.table import SHEETS, unpacked

VIGNETTES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "samples" / "vignettes.jsonl").read_text().splitlines()
]
WORD = {"yes": True, "no": False, "unknown": None, "Y": True, "N": False, "U": None}

# domain.md 6.4: firearm, crime, harm, request, petty offense by a juvenile, place, rule.
CASES = """
a punch that hurt                         | N Y Y U U U U | law_enforcement
a raised fist meant to frighten           | N Y Y N N Y Y | law_enforcement
horseplay, no pain and no fear            | N N N U N Y Y | discipline_only
a stolen phone, the owner asks            | N Y N Y Y Y Y | law_enforcement
the same, the owner declines              | N Y N N Y Y Y | administrator_led
the same, the owner not asked yet         | N Y N U Y Y Y | undetermined
a theft of felony value, owner declines   | N Y N N N Y Y | policy_gap
graffiti on the school wall, age 16       | N Y N N Y Y Y | administrator_led
nicotine vape, no ordinance               | N N N U N Y Y | discipline_only
THC vape at school, age 15                | N N N U Y Y Y | administrator_led
beer, a student of 18                     | N Y N N N Y Y | policy_gap
a drug sale                               | N Y N N N Y Y | policy_gap
a knife in a bag, no threat               | N Y N N N Y Y | policy_gap
a handgun in a bag                        | Y U U U U U U | law_enforcement
locker-room recording, the parent asks    | N Y N Y N Y Y | law_enforcement
cheating, another parent wants the police | N N N Y N Y Y | discipline_only
truancy                                   | N N N U N U Y | discipline_only
curfew off campus, no rule                | N N N U Y N N | no_violation
an adult trespasser leaves quietly        | N Y N N N Y N | policy_gap
a teacher strikes a pupil                 | N Y Y U N Y Y | law_enforcement
a statement of self-harm                  | N N N U N Y N | no_violation
beer at prom off site, age 17             | N Y N N Y Y Y | administrator_led
"""


def _case(line):
    name, letters, outcome = (part.strip() for part in line.split("|"))
    f, c, h, r, j, p, v = (WORD[letter] for letter in letters.split())
    answers = sheet(
        firearm=f, crime=c, bodily_harm=h, threat=h, victim_request=r, guardian_request=r,
        juvenile=j, petty_offense=j, school_property=p, school_event=p, school_rule=v,
    )  # fmt: skip
    return pytest.param(answers, outcome, id=name)


@pytest.mark.parametrize(
    ("answers", "outcome"), [_case(line) for line in CASES.strip().splitlines()]
)
def test_counsels_cases(answers, outcome):
    assert decide(EDINA_273, answers).outcome.value == outcome


@pytest.mark.parametrize("case", VIGNETTES, ids=lambda case: case["id"])
def test_the_worked_vignettes(case):
    answers = {BY_NAME[name]: WORD[word] for name, word in case["answers"].items()}
    decision = decide(EDINA_273, answers)
    assert decision.outcome.value == case["outcome"]
    assert {fact.name for fact in decision.ask} == set(case["deciding"])


def test_nothing_known_decides_nothing_and_asks_about_the_firearm_first():
    decision = decide(EDINA_273, sheet())
    assert decision.outcome is Outcome.UNDETERMINED
    assert set(decision.ask) == set(FACTS)
    assert decision.ask[0] is FIREARM
    assert decision.irrelevant == ()


def test_a_decision_cites_the_row_that_holds_whatever_else_turns_out():
    decision = decide(EDINA_273, sheet(crime=True, threat=True))
    assert decision.cites == ("IV.A.7, first sentence: harm or threat",)


def test_a_contradiction_is_refused_and_names_both_questions():
    with pytest.raises(Contradiction) as refused:
        decide(EDINA_273, sheet(firearm=True, crime=False))
    assert refused.value.facts == (FIREARM, CRIME)


def test_a_left_out_answer_is_an_error():
    with pytest.raises(KeyError):
        decide(EDINA_273, {FIREARM: True})


def test_a_late_request_moves_the_matter_and_the_decision_says_so_before():
    phone = sheet(
        firearm=False, crime=True, bodily_harm=False, threat=False, victim_request=False,
        guardian_request=False, juvenile=True, petty_offense=True, school_property=True,
    )  # fmt: skip
    sentences = [change.sentence for change in changes(EDINA_273, phone)]
    assert (
        "If a person harmed by it asked for police help, this would become a law-enforcement matter."
        in sentences
    )


def test_a_change_is_never_named_that_would_not_happen():
    for case in VIGNETTES:
        answers = {BY_NAME[name]: WORD[word] for name, word in case["answers"].items()}
        before = decide(EDINA_273, answers).outcome
        for change in changes(EDINA_273, answers):
            after = decide(EDINA_273, {**answers, change.fact: change.answer}).outcome
            assert after is change.outcome
            assert after is not before


def test_a_question_says_what_its_answers_would_settle_or_which_paragraphs_need_it():
    theft = sheet(firearm=False, crime=True, bodily_harm=False, threat=False)
    asked = {fact.name: why_ask(EDINA_273, theft, fact) for fact in FACTS}
    assert asked["victim_request"] == "If yes, this is a law-enforcement matter."
    assert asked["juvenile"] == "It is needed for IV.A.7, second sentence."
    assert asked["school_rule"] == ""
    assert asked["crime"] == ""
    assert why_ask(MINNESOTA_626_8482, sheet(crime=False), BY_NAME["school_rule"]) == (
        "If yes, this is school discipline, with the officer excluded. "
        "If no, this is a matter with no violation."
    )


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
def test_every_question_asked_says_why(edition):
    for number in range(0, SHEETS, 211):
        answers = unpacked(number)
        if answers[FIREARM] and answers[CRIME] is False:
            continue
        for fact in decide(edition, answers).ask:
            assert re.fullmatch(
                r"If (yes|no), this is .+\.|It is needed for .{4,}\.",
                why_ask(edition, answers, fact),
            )


def test_what_a_decision_rests_on_is_enough_and_not_more():
    for case in VIGNETTES:
        answers = {BY_NAME[name]: WORD[word] for name, word in case["answers"].items()}
        outcome = decide(EDINA_273, answers).outcome
        needed = rests_on(EDINA_273, answers)
        if outcome is Outcome.UNDETERMINED:
            assert needed == ()
            continue
        kept = {fact: answers[fact] if fact in needed else None for fact in FACTS}
        assert decide(EDINA_273, kept).outcome is outcome
        for fact in needed:
            assert decide(EDINA_273, {**kept, fact: None}).outcome is not outcome


def test_under_the_plain_statute_every_crime_is_the_officers():
    theft = sheet(firearm=False, crime=True, bodily_harm=False, threat=False, victim_request=False)
    assert decide(MINNESOTA_626_8482, theft).outcome is Outcome.LAW_ENFORCEMENT


def test_the_words_of_every_outcome():
    for outcome in Outcome:
        assert outcome.title
        assert outcome.noun
        assert outcome.meaning.endswith(".")
    holds = {outcome for outcome in Outcome if outcome.is_hold}
    assert holds == {Outcome.UNDETERMINED, Outcome.POLICY_GAP, Outcome.NO_VIOLATION}


def test_seven_rows_reach_all_six_outcomes():
    assert {row.then for row in EDINA_273.rows} | {Outcome.UNDETERMINED} == set(Outcome)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.name)
def test_every_row_cites_and_says(edition):
    for row in edition.rows:
        assert row.cite
        assert row.says.endswith(".")
