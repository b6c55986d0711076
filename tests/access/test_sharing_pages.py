"""Whoever asks: only a law-enforcement matter has a page to refer it, only an administrator-led one a page to consult."""

import pytest

from incident_app.policy.outcome import Outcome
from incident_app.vocabulary import Role
from tests.make import CRIME, PETTY, RULE

GAP = {
    "firearm": False, "crime": True, "bodily_harm": False, "threat": False, "victim_request": False,
    "guardian_request": False, "juvenile": True, "petty_offense": False,
}  # fmt: skip
NOTHING = dict.fromkeys(
    ("firearm", "crime", "bodily_harm", "threat", "petty_offense", "school_rule"), False
)
ANSWERS = {
    Outcome.LAW_ENFORCEMENT: CRIME, Outcome.ADMINISTRATOR_LED: PETTY, Outcome.DISCIPLINE_ONLY: RULE,
    Outcome.UNDETERMINED: {}, Outcome.POLICY_GAP: GAP, Outcome.NO_VIOLATION: NOTHING,
}  # fmt: skip
MAY = """
viewer                          | refer           | consult
an administrator of the school  | law_enforcement | administrator_led
an administrator of two schools | law_enforcement | administrator_led
another school's administrator  |                 |
the coordinator                 | law_enforcement |
an officer of the school        |                 |
an auditor                      |                 |
the system administrator        |                 |
"""


def rows():
    for line in MAY.strip().splitlines()[1:]:
        viewer, refer, consult = (cell.strip() for cell in line.split("|"))
        yield viewer, {"refer": refer, "consult": consult}


@pytest.fixture
def cast(make):
    school, other = make.school("EHS"), make.school("WMS")
    return {
        "an administrator of the school": make.administrator(school),
        "an administrator of two schools": make.administrator(school, other),
        "another school's administrator": make.administrator(other),
        "the coordinator": make.account(Role.COORDINATOR),
        "an officer of the school": make.officer(school),
        "an auditor": make.account(Role.AUDITOR, schools=[school]),
        "the system administrator": make.account(Role.SYSTEM_ADMINISTRATOR, schools=[school]),
    }


def test_the_table_names_every_role_and_every_outcome(cast):
    assert {viewer for viewer, _ in rows()} == set(cast)
    assert {account.role for account in cast.values()} == set(Role)
    assert set(ANSWERS) == set(Outcome)


def test_every_role_at_every_outcome_opens_and_sends_what_the_table_says(make, pages, cast):
    owner = cast["an administrator of the school"]
    conducts = [("assault", answers) for answers in ANSWERS.values()]
    matters = make.incident(owner, *conducts).matters
    assert [each.decisions[-1].outcome for each in matters] == list(ANSWERS)
    addresses = {outcome: matter.id for outcome, matter in zip(ANSWERS, matters, strict=True)}
    for viewer, may in rows():
        window = pages.sign_in(cast[viewer])
        token = dict(window.page.values("/sign-out"))["csrf_token"]
        for outcome, matter_id in addresses.items():
            for page, allowed in may.items():
                path = f"/matters/{matter_id}/{page}"
                expected = 200 if outcome.value == allowed else 404
                answers = [
                    window.request("GET", path),
                    window.request("POST", path, data={"csrf_token": token, "send": "yes"}),
                ]
                assert [each.status_code for each in answers] == [expected] * 2, (viewer, path)
