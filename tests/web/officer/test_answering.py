"""An officer accepts, declines, finishes and advises; what is wrong is named and nothing typed is lost."""

import pytest

from incident_app.extensions import db
from incident_app.models import ReferralStep
from incident_app.services import referrals
from incident_app.services.force import ForceAndCare
from incident_app.vocabulary import (
    Asked,
    Declined,
    Disposition,
    Force,
    ForcedBy,
    Seen,
    State,
    Value,
)
from tests.make import NOON
from tests.web.officer.conftest import lines


def test_accepted_it_stays_and_can_be_finished(page, referral):
    path = f"/referrals/{referral.id}"
    page.get(path)
    assert f"{path}/done" not in {form["action"] for form in page.page.forms}
    page.submit(f"{path}/accept")
    assert page.path == path
    assert "You accepted it on Nov 4, 2025" in page.page.text
    actions = {form["action"] for form in page.page.forms}
    assert f"{path}/done" in actions
    assert f"{path}/accept" not in actions


def test_a_school_rule_matter_is_declined_with_one_tap(page, referral, gone):
    path = f"/referrals/{referral.id}"
    page.get(path)
    assert 'name="reason" value="school_rule">School-rule matter, IV.B<' in page.response.text
    page.post(f"{path}/decline", {"csrf_token": page.token, "reason": "school_rule"})
    assert page.path == "/"
    step = db.session.scalars(db.select(ReferralStep)).one()
    assert (step.state, step.reason) == (State.DECLINED, Declined.SCHOOL_RULE)
    for words in (referral.reference, referral.purpose, "Lee"):
        assert words not in page.response.text
    assert "You declined the matter." in page.page.text
    assert gone(path)


def test_a_decline_says_what_is_missing_and_keeps_what_was_chosen(page, referral):
    path = f"/referrals/{referral.id}"
    page.get(path)
    refused = page.submit(f"{path}/decline")
    assert refused.title.startswith("Error: Matter")
    assert "Why you decline: Choose why you decline." in refused.text
    assert "#reason-0" in refused.links
    before = len(lines())
    refused = page.submit(f"{path}/decline", reason="other", words=" ")
    assert "What the school should know: Enter the reason." in refused.text
    assert "<details open>" in page.response.text
    assert dict(refused.values(f"{path}/decline"))["reason"] == "other"
    assert [each.how for each in lines()[before:]] == [Seen.VIEW]
    page.submit(f"{path}/decline", reason="other", words="We know him.")
    step = db.session.scalars(db.select(ReferralStep)).one()
    assert (step.reason, step.words) == (Declined.OTHER, "We know him.")


DONE = {
    "disposition": "diversion", "case_number": "25-001", "used": "yes", "kinds": ["held", "handcuffs"],
    "by": ["officer"], "why": "He ran.", "began_at": "2025-09-02T11:40", "ended_at": "2025-09-02T11:42",
    "handcuffs": "yes", "custody": "no", "care_at": "2025-09-02T12:00", "parent_told_at": "",
}  # fmt: skip


def test_done_keeps_what_became_of_it_with_force_and_care(page, accepted, dana, referral, gone):
    page.get(f"/referrals/{referral.id}")
    assert "No case notes belong here." in page.page.text
    assert "34 CFR 99.8; Minn. Stat. 13.32, subd. 1" in page.page.text
    page.submit(accepted, **DONE)
    assert page.path == "/"
    assert "You are done with the matter." in page.page.text
    assert referral.reference not in page.response.text
    kept = referrals.get(referral.id, viewer=dana).steps[-1]
    assert (kept.state, kept.disposition, kept.case_number) == (
        State.DONE,
        Disposition.DIVERSION,
        "25-001",
    )
    assert ForceAndCare.of(kept.facts) == ForceAndCare(
        used=Value.YES, kinds=(Force.HELD, Force.HANDCUFFS), by=(ForcedBy.OFFICER,), why="He ran.",
        began_at=NOON.replace(hour=16, minute=40), ended_at=NOON.replace(hour=16, minute=42),
        handcuffs=Value.YES, custody=Value.NO, care_at=NOON,
    )  # fmt: skip
    assert gone(f"/referrals/{referral.id}")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"disposition": []}, "What became of it: Choose what became of it."),
        ({"disposition": "released"}, "What became of it: Choose from the list."),
        ({"case_number": "2" * 61}, "case number: Enter a case number of at most 60 characters."),
        ({"why": ""}, "Why force was used: Enter why force was used."),
        ({"used": "no"}, "Was force used?: Say that force was used"),
        ({"used": "perhaps"}, "Was force used?: Choose from the list."),
        ({"kinds": ["tickled"]}, "What kind of force: Choose from the list."),
        ({"ended_at": "2025-09-02T11:39"}, "When it ended: Enter an end that is not before"),
        ({"began_at": "today"}, "When it began: Enter a day and a time, such as"),
        ({"began_at": "2025-03-09T02:30"}, "The clocks went forward over this time."),
        ({"care_at": "2099-09-02T11:39"}, "When care was given: Enter a time that has passed."),
        ({"care_at": "0001-01-01T00:00"}, None),
        ({"care_at": "9999-12-31T23:59"}, "When care was given: Enter a day nearer to today."),
    ],
)
def test_what_is_wrong_of_done_is_named_and_everything_typed_stays(
    page, accepted, referral, changed, message
):
    sent = DONE | changed
    before = len(lines())
    shown = page.submit(accepted, **sent)
    if message is None:
        assert page.path == "/"
        return
    assert message in shown.text
    assert [each.how for each in lines()[before:]] == [Seen.VIEW]
    values = shown.values(accepted)
    for name, value in sent.items():
        for each in value if isinstance(value, list) else [value]:
            if each not in {"released", "perhaps", "tickled"}:
                assert (name, each) in values
    assert db.session.scalars(db.select(ReferralStep.state)).all() == [State.ACCEPTED]


def test_a_matter_is_done_only_once_accepted(page, referral):
    page.get(f"/referrals/{referral.id}")
    token = dict(page.page.values("/sign-out"))["csrf_token"]
    path = f"/referrals/{referral.id}/done"
    refused = page.post(path, DONE | {"csrf_token": token})
    assert "Accept the matter first." in refused.text
    assert "25-001" in dict(refused.values(path)).values()


# Advice.


def test_advice_is_given_and_is_no_action(page, consultation, dana, incident, gone):
    path = f"/consultations/{consultation.id}"
    text = page.get(path).text
    assert "nothing you write here is an action on the matter" in text
    for words in (consultation.purpose, consultation.disclosed["summary"], dana.name):
        assert words in text
    assert incident.matters[1].reference not in page.response.text
    before = len(lines())
    refused = page.submit(f"{path}/advice", words=" ")
    assert "Your advice: Enter your advice." in refused.text
    assert [each.how for each in lines()[before:]] == [Seen.VIEW]
    page.submit(f"{path}/advice", words="Ask the nurse.")
    assert page.path == "/"
    assert "Your advice is sent." in page.page.text
    assert consultation.purpose not in page.response.text
    db.session.refresh(consultation)
    assert (consultation.state, consultation.step.words) == (Asked.ADVISED, "Ask the nurse.")
    assert gone(path)
    assert gone(f"{path}/advice", "POST")


# Out of reach and absent are one.


@pytest.mark.parametrize("kind", ["decline", "done", "advice"])
def test_what_was_typed_outlives_the_sign_in(pages, page, accepted, consultation, officer, kind):
    typed = {
        "decline": (accepted.replace("done", "decline"), {"reason": "other", "words": "We know him."}),
        "done": (accepted, {"disposition": "arrest", "case_number": "25-7", "used": "no"}),
        "advice": (f"/consultations/{consultation.id}/advice", {"words": "Ask the nurse."}),
    }  # fmt: skip
    path, fields = typed[kind]
    client = pages.anonymous()
    client.post(path, fields, status=401)
    client.submit("/sign-in", email=officer.email, password="a password of the tests")
    assert "Go on with what you typed" in client.page.title
    client.submit(path)
    assert fields.items() <= dict(client.page.values(path)).items()
    assert not client.page.title.startswith("Error")
    assert db.session.scalars(db.select(ReferralStep.state)).all() == [State.ACCEPTED]
