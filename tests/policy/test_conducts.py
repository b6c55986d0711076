"""The catalogue suggests what the law says of a kind of conduct, and nothing about the case."""

import re

import pytest

from incident_app.policy.conducts import BY_CODE, CATALOGUE, FAMILIES, search
from incident_app.policy.editions import EDITIONS
from incident_app.policy.editions.edina_273 import EDINA_273
from incident_app.policy.engine import decide
from incident_app.policy.logic import PETTY_OFFENSE, sheet
from incident_app.policy.outcome import Outcome

CASE_BOUND = {"victim_request", "guardian_request", "juvenile", "school_property", "school_event"}

# Here the kind of conduct is itself all that the policy asks about.
SETTLED = {
    "firearm": Outcome.LAW_ENFORCEMENT,
    "mass_threat": Outcome.LAW_ENFORCEMENT,
    "replica_threat": Outcome.LAW_ENFORCEMENT,
    "self_harm": Outcome.NO_VIOLATION,
}

# domain.md 2.4 and 6.4: the conduct's suggestions, and then what only the case can tell:
# harm or threat, request, under 18, at school, covered by a rule.
CASES = """
a punch that hurt                       | fighting          | Y U Y Y Y | law_enforcement
a fight, harm not known yet             | fighting          | U N Y Y Y | undetermined
a 9-year-old bites an aide              | assault_on_staff  | Y U Y Y Y | law_enforcement
horseplay, no pain and no fear          | horseplay         | N U Y Y Y | discipline_only
a stolen phone, the owner asks          | theft_small       | N Y Y Y Y | law_enforcement
the same, the owner declines            | theft_small       | N N Y Y Y | administrator_led
the same, the owner not asked yet       | theft_small       | N U Y Y Y | undetermined
a theft of felony value, owner declines | theft_large       | N N Y Y Y | policy_gap
graffiti on the school wall, age 16     | damage_small      | N N Y Y Y | administrator_led
a drawing scratched in, $900 to repair  | damage_large      | N N Y Y Y | policy_gap
a false fire alarm, age 13              | false_alarm       | N N Y Y Y | administrator_led
nicotine vape, no ordinance             | nicotine          | N U Y Y Y | discipline_only
THC vape at school, age 15              | thc_vape          | N U Y Y Y | administrator_led
16-year-olds share a joint              | cannabis_small    | N U Y Y Y | administrator_led
beer, a student of 18                   | alcohol           | N N N Y Y | policy_gap
beer at prom off site, age 17           | alcohol           | N N Y Y Y | administrator_led
a drug sale                             | drug_sale         | N N Y Y Y | policy_gap
a knife in a bag, no threat             | knife_or_weapon   | N N Y Y Y | policy_gap
a BB gun in a bag                       | bb_gun_or_replica | N N Y Y Y | policy_gap
a handgun in a bag                      | firearm           | U U U U U | law_enforcement
locker-room recording, the parent asks  | privacy_recording | N Y Y Y Y | law_enforcement
cheating, a parent demands the police   | cheating          | N Y Y Y Y | discipline_only
truancy                                 | truancy           | N U Y U Y | discipline_only
an adult trespasser leaves quietly      | trespass          | N N N Y N | policy_gap
a statement of self-harm                | self_harm         | N U Y Y N | no_violation
"""
WORD = {"Y": True, "N": False, "U": None}


def _named(conducts):
    return [conduct.code for conduct in conducts]


def _suggested(conduct):
    return {each.fact.name: each.answer for each in conduct.suggestions}


def _case(line):
    name, code, letters, outcome = (part.strip() for part in line.split("|"))
    harm, request, young, there, rule = (WORD[letter] for letter in letters.split())
    case = {
        "firearm": False,
        "bodily_harm": harm,
        "threat": harm,
        "victim_request": request,
        "guardian_request": request,
        "juvenile": young,
        "school_property": there,
        "school_event": there,
        "school_rule": rule,
    }
    return pytest.param(case | _suggested(BY_CODE[code]), outcome, id=name)


every_conduct = pytest.mark.parametrize("conduct", CATALOGUE, ids=lambda each: each.code)


@pytest.mark.parametrize(
    ("answers", "outcome"), [_case(line) for line in CASES.strip().splitlines()]
)
def test_suggestions_and_the_case_together_give_counsels_outcome(answers, outcome):
    assert decide(EDINA_273, sheet(**answers)).outcome.value == outcome


@pytest.mark.parametrize(
    "code",
    [
        "fighting",  # 609.224
        "bb_gun_or_replica",  # 609.66
        "privacy_recording",  # 609.746
        "indecent_exposure",  # 617.23
        "arson",  # 609.5632, 609.576
        "reckless_driving",  # major traffic
    ],
)
def test_what_the_petty_list_leaves_out_is_never_suggested_to_be_on_it(code):
    assert _suggested(BY_CODE[code])[PETTY_OFFENSE.name] is False


@pytest.mark.parametrize(
    "code", ["threat", "bullying", "harassment", "hazing", "medicine_misuse", "computer_misuse"]
)
def test_whether_it_is_a_crime_is_left_open_where_the_law_lets_it_depend(code):
    assert not {"crime", "petty_offense"} & set(_suggested(BY_CODE[code]))


def test_there_are_some_fifty_codes_unique_and_stable():
    codes = _named(CATALOGUE)
    assert 40 <= len(codes) <= 60
    assert len(set(codes)) == len(codes) == len(BY_CODE)
    for code in codes:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", code)
        assert len(code) <= 40


def test_families_hold_every_conduct_once_in_order():
    assert tuple(each for _, conducts in FAMILIES for each in conducts) == CATALOGUE
    assert len({label for label, _ in FAMILIES}) == len(FAMILIES)
    assert len({each.label for each in CATALOGUE}) == len(CATALOGUE)


@every_conduct
def test_synonyms_are_a_handful_of_everyday_words(conduct):
    assert 3 <= len(conduct.synonyms) <= 8
    assert len(set(conduct.synonyms)) == len(conduct.synonyms)
    assert all(each == each.casefold().strip() for each in conduct.synonyms)


@every_conduct
def test_every_suggestion_has_its_reason_and_none_is_about_the_case(conduct):
    assert bool(conduct.suggestions) is (conduct.code != "something_else")
    assert len(_suggested(conduct)) == len(conduct.suggestions)
    assert not CASE_BOUND & set(_suggested(conduct))
    for suggestion in conduct.suggestions:
        assert suggestion.reason[0].isupper()
        assert suggestion.reason.endswith(".")


@every_conduct
def test_suggestions_are_in_form_order(conduct):
    names = [fact.name for fact in sheet()]
    assert list(_suggested(conduct)) == sorted(_suggested(conduct), key=names.index)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: each.name)
@every_conduct
def test_suggestions_never_contradict_an_edition(conduct, edition):
    decide(edition, sheet(**_suggested(conduct)))


@every_conduct
def test_a_conduct_alone_decides_only_where_it_is_all_the_policy_asks_about(conduct):
    decision = decide(EDINA_273, sheet(**_suggested(conduct)))
    assert decision.outcome is SETTLED.get(conduct.code, Outcome.UNDETERMINED)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("vape", ["nicotine", "thc_vape"]),
        ("juul", ["nicotine"]),
        ("e-cig", ["nicotine"]),
        ("SKIP class", ["truancy"]),
        ("  class   skip ", ["truancy"]),
        ("bus", ["disruption"]),
        ("drug cough", ["medicine_misuse"]),
        ("gun toy", ["replica_threat", "bb_gun_or_replica"]),
        ("xyzzy", []),
        ("vape xyzzy", []),
        ("?!", []),
    ],
)
def test_everyday_words_find_the_conduct(words, codes):
    assert _named(search(words)) == codes


def test_a_label_answers_before_a_synonym_does():
    assert _named(search("fight")) == ["fighting", "horseplay"]
    assert _named(search("phone")) == ["phone_use", "theft_small", "theft_large"]


@pytest.mark.parametrize("words", ["", "  \t"])
def test_blank_words_give_the_whole_catalogue(words):
    assert search(words) == CATALOGUE


@every_conduct
def test_every_label_and_synonym_finds_its_conduct(conduct):
    for words in (conduct.label, *conduct.synonyms):
        assert conduct in search(words)
