"""What officers were shown stands in the history of the incident, in words and in order."""

from datetime import timedelta

import pytest

from incident_app.reports.history import events, history
from incident_app.reports.shown import shown
from incident_app.services import consultations, incidents, matters, referrals
from incident_app.vocabulary import Basis, Declined, Disposition, Role
from tests.make import CRIME, NOON, PETTY, RULE, known


def hours(count):
    return NOON + timedelta(hours=count)


@pytest.fixture
def dana(make):
    return make.administrator(make.school())


@pytest.fixture
def officer(make, dana):
    return make.officer(*dana.schools)


def told(incident_id, viewer):
    """Everything after the incident was logged: when, by whom, what."""
    incident = incidents.get(incident_id, viewer=viewer)
    seen = shown([each.id for each in incident.matters], viewer=viewer)
    everything = history(incident, events(incident_id, viewer=viewer), seen)
    return [
        (entry.at, entry.who, entry.what + (f" [{entry.words}]" if entry.words else ""))
        for together in everything
        for entry in together.entries
        if entry.at > NOON
    ]


def test_a_referral_and_what_became_of_it(make, dana, officer):
    matter = make.incident(dana, ("assault", CRIME)).matters[0]
    first = make.referral(matter, officer, now=hours(1))
    referrals.decline(
        first.id, Declined.SCHOOL_RULE, viewer=officer, now=hours(2), words="No crime."
    )
    second = make.referral(matter, officer, now=hours(3))
    referrals.revoke(second.id, "A mix-up.", viewer=dana, now=hours(4))
    third = make.referral(matter, officer, now=hours(5))
    referrals.accept(third.id, viewer=officer, now=hours(6))
    done = referrals.Done(disposition=Disposition.RETURNED, case_number="25-001")
    referrals.finish(third.id, done, viewer=officer, now=hours(7))
    referred = f"referred this to {officer.name} (School official) [Look into the assault.]"
    assert told(matter.incident_id, dana) == [
        (hours(1), dana.name, referred),
        (hours(2), officer.name, "declined the referral: School-rule matter, IV.B [No crime.]"),
        (hours(3), dana.name, referred),
        (hours(4), dana.name, f"took the referral to {officer.name} back [A mix-up.]"),
        (hours(5), dana.name, referred),
        (hours(6), officer.name, "accepted the referral"),
        (hours(7), officer.name, "said what was done: Returned to school, case number [25-001]"),
    ]


def test_advice_asked_given_and_taken_back(make, dana, officer):
    matter = make.incident(dana, ("nicotine", PETTY)).matters[0]
    first = make.consultation(matter, officer, purpose="Which?", now=hours(1))
    consultations.advise(first.id, "The clinic.", viewer=officer, now=hours(2))
    second = make.consultation(
        matter, officer, purpose="Who?", people={matter.actor_id}, basis=Basis.CONSENT, now=hours(3)
    )
    consultations.withdraw(second.id, "Settled.", viewer=dana, now=hours(4))
    assert told(matter.incident_id, dana) == [
        (hours(1), dana.name, f"asked {officer.name} for advice [Which?]"),
        (hours(2), officer.name, "gave advice [The clinic.]"),
        (hours(3), dana.name, f"asked {officer.name} for advice and named people [Who?]"),
        (hours(4), dana.name, f"took the question to {officer.name} back [Settled.]"),
    ]


def test_a_route_that_left_ends_it_after_the_decision_and_at_that_moment(make, dana, officer):
    matter = make.incident(dana, ("assault", CRIME)).matters[0]
    make.referral(matter, officer, now=hours(1))
    matters.answer(matter.id, known(bodily_harm=None), viewer=dana, now=hours(2))
    assert [(at, who, what) for at, who, what in told(matter.incident_id, dana)][-2:] == [
        (hours(2), dana.name, "The route moved from Law enforcement to Undetermined"),
        (hours(2), dana.name, f"took the referral to {officer.name} back [The route is now Undetermined.]"),
    ]  # fmt: skip


def test_out_of_reach_nothing_was_shown(make, dana, officer):
    assault, vape, cheat = make.incident(
        dana, ("assault", CRIME), ("nicotine", PETTY), ("cheating", RULE)
    ).matters
    referral = make.referral(assault, officer)
    make.consultation(vape, officer)
    every = [each.id for each in (assault, vape, cheat)]
    people = {
        "the administrator": dana,
        "a stranger": make.administrator(make.school("WMS")),
        "the coordinator": make.account(Role.COORDINATOR),
        "an auditor": make.account(Role.AUDITOR),
        "the system administrator": make.account(Role.SYSTEM_ADMINISTRATOR),
        "another officer": make.officer(*dana.schools),
    }
    counts = {}
    for name, viewer in people.items():
        seen = shown(every, viewer=viewer)
        counts[name] = len(seen.referrals), len(seen.consultations)
    assert {name for name, count in counts.items() if count != (0, 0)} == {
        "the administrator",
        "the coordinator",
    }
    assert counts["the administrator"] == counts["the coordinator"] == (1, 1)
    mine = shown(every, viewer=dana)
    assert [each.id for each in mine.of(assault.id).referrals] == [referral.id]
    assert mine.of(cheat.id) == mine.of(dana.id)
