"""IV.A.1 to IV.A.7 and IV.B, as duties and as a contract's checklist."""

from incident_app.policy.duties import CLAUSES, Duty
from incident_app.policy.training_record import RELIEVED


def test_the_duties_are_those_of_iv_a_in_order():
    assert [duty.cite for duty in Duty] == [f"IV.A.{number}" for number in range(1, 8)]
    assert " ".join(duty.value for duty in Duty) == (
        "climate protection liaison drills assessments teaching enforcement"
    )


def test_a_contract_is_read_against_every_duty_and_the_limit_on_all():
    assert [clause.code for clause in CLAUSES] == [*(duty.value for duty in Duty), "no_discipline"]
    assert [clause.statute.removeprefix("Minn. Stat. 626.8482, subd. ") for clause in CLAUSES] == [
        *(f"2(a)({number})" for number in range(1, 8)), "2(c)",
    ]  # fmt: skip
    assert CLAUSES[-1].cite == "IV.B"


def test_only_enforcement_is_narrower_in_the_policy_than_in_the_statute():
    assert [clause.cite for clause in CLAUSES if clause.note] == ["IV.A.7"]
    assert "may not satisfy the statute" in Duty.ENFORCEMENT.clause.note


def test_a_title_fits_a_phone_and_a_paraphrase_is_one_sentence():
    assert max(len(duty.title) for duty in Duty) <= 14
    for clause in CLAUSES:
        assert clause.says.endswith(".")
        assert clause.says.count(". ") == 0
    assert len({clause.title for clause in CLAUSES}) == len(CLAUSES)


def test_the_duties_not_required_of_an_untrained_officer_are_drills_and_assessments():
    assert (Duty.DRILLS.cite, Duty.ASSESSMENTS.cite) == RELIEVED
