"""The officer and the administrator at one moment: nothing excluded leaves after its exclusion.

Each stops at every step while the other goes on, in both orders, on both databases.
"""

import pytest

from incident_app.extensions import db
from incident_app.models import Account, Consultation, Matter, Referral
from incident_app.policy.outcome import Outcome
from incident_app.services import (
    NotFound,
    consultations,
    matters,
    my_matters,
    referrals,
    revoking,
    sharing,
)
from incident_app.vocabulary import Declined, Disposition, Field, Seen, State
from tests.access.turns import Turns
from tests.make import CRIME, NOON, PETTY, RULE, known

OFFICER, ADMINISTRATOR = "officer", "administrator"


class Both:
    """What each of the two can do; an id of each record, for a session of their own."""

    def __init__(self, make, turns):
        school = make.school()
        owner, officer = make.administrator(school), make.officer(school)
        matter = make.incident(owner, ("assault", CRIME)).matters[0]
        file = make.attachment(matter.incident)
        chosen = sharing.Chosen(
            fields=frozenset({Field.SUMMARY, Field.ATTACHMENTS}),
            attachments=frozenset({file.id}),
            summary="One student hit another.",
        )
        self.referral = make.referral(matter, officer, chosen=chosen).id
        petty = make.incident(owner, ("alcohol", PETTY)).matters[0]
        self.consultation = make.consultation(petty, officer).id
        fresh = make.incident(owner, ("assault", CRIME)).matters[0]
        self.matter, self.petty, self.fresh, self.file = matter.id, petty.id, fresh.id, file.id
        self.owner_id, self.officer_id = owner.id, officer.id
        self.turns, self.make = turns, make

    @property
    def owner(self):
        return db.session.get(Account, self.owner_id)

    @property
    def officer(self):
        return db.session.get(Account, self.officer_id)

    def left(self):
        """Said in the last moment before content is handed over, or where a step is taken."""
        self.turns.at("shown")
        self.turns.log.append("left")

    # The officer.

    def open(self):
        with referrals.reading(self.referral, viewer=self.officer, now=NOON) as referral:
            assert referral.disclosed["summary"]
            self.left()

    def download(self):
        with referrals.reading_attachment(
            self.referral, self.file, viewer=self.officer, now=NOON, how=Seen.ATTACHMENT
        ) as file:
            assert file.content
            self.left()

    def list_matters(self):
        self.list(self.referral)

    def list_advice(self):
        self.list(self.consultation)

    def list(self, shared_id):
        """What waits for the officer, with this on it; not there, it is not found."""
        with my_matters.listing(viewer=self.officer, now=NOON) as mine:
            if shared_id not in {each.id for each in (*mine.referrals, *mine.consultations)}:
                raise NotFound
            self.left()

    def accept(self):
        referrals.accept(self.referral, viewer=self.officer, now=NOON)

    def decline(self):
        referrals.decline(self.referral, Declined.SCHOOL_RULE, viewer=self.officer, now=NOON)

    def finish(self):
        done = referrals.Done(disposition=Disposition.NO_ACTION)
        referrals.finish(self.referral, done, viewer=self.officer, now=NOON)

    def open_consultation(self):
        with consultations.reading(
            self.consultation, viewer=self.officer, now=NOON
        ) as consultation:
            assert consultation.disclosed["summary"]
            self.left()

    def advise(self):
        consultations.advise(self.consultation, "Call home.", viewer=self.officer, now=NOON)

    # The administrator.

    def excluded(self):
        self.turns.log.append("excluded")

    def revoke(self):
        referrals.revoke(self.referral, "Sent in error.", viewer=self.owner, now=NOON)
        self.excluded()

    def reroute(self):
        matters.answer(self.matter, known(**RULE), viewer=self.owner, now=NOON)
        self.excluded()

    def withdraw(self):
        consultations.withdraw(self.consultation, "Not needed.", viewer=self.owner, now=NOON)
        self.excluded()

    def reroute_petty(self):
        matters.answer(self.petty, known(**CRIME), viewer=self.owner, now=NOON)
        self.excluded()

    def reroute_fresh(self):
        matters.answer(self.fresh, known(**RULE), viewer=self.owner, now=NOON)
        self.excluded()

    def offer(self):
        matter = db.session.get(Matter, self.fresh)
        self.make.referral(matter, self.officer, by=self.owner)


@pytest.fixture
def both(app, make, monkeypatch):
    turns = Turns(app)
    for service in (referrals, consultations):
        turns.hook(monkeypatch, service, "reach", "locked")  # asked between the lock and the look
    turns.hook(monkeypatch, referrals.disclosures, "write", "written", after=True)
    turns.hook(monkeypatch, revoking, "after", "decided")
    turns.hook(monkeypatch, revoking, "after", "taken back", after=True)
    turns.hook(monkeypatch, referrals.journal, "record", "recorded", after=True)
    turns.hook(monkeypatch, sharing, "matter", "matter locked")
    return Both(make, turns)


READS = {
    "open": ("revoke", "reroute"),
    "download": ("revoke", "reroute"),
    "open_consultation": ("withdraw", "reroute_petty"),
    "list_matters": ("revoke", "reroute"),
    "list_advice": ("withdraw", "reroute_petty"),
}
ANSWERS = {"accept": ("revoke", "reroute"), "decline": ("revoke", "reroute"), "finish": ("revoke", "reroute"),
           "advise": ("withdraw", "reroute_petty")}  # fmt: skip
EXCLUDES = {"revoke": ("locked", "recorded"), "withdraw": ("locked", "recorded"),
            "reroute": ("decided", "taken back", "recorded"), "reroute_petty": ("decided", "taken back", "recorded")}  # fmt: skip


def orders(acts, points):
    """Every act against every exclusion, either of them stopped at each of its steps."""
    for act, exclusions in acts.items():
        for exclusion in exclusions:
            for point in points:
                yield pytest.param(
                    act, exclusion, OFFICER, point, id=f"{act}, stopped {point}, {exclusion}"
                )
            for point in EXCLUDES[exclusion]:
                yield pytest.param(
                    act, exclusion, ADMINISTRATOR, point, id=f"{exclusion}, stopped {point}, {act}"
                )


def run(both, act, exclusion, first, point):
    """What went wrong for the officer, or None; the administrator's exclusion always comes about."""
    calls = {
        OFFICER: (OFFICER, getattr(both, act)),
        ADMINISTRATOR: (ADMINISTRATOR, getattr(both, exclusion)),
    }
    second = ADMINISTRATOR if first == OFFICER else OFFICER
    both.turns.run(calls[first], point, calls[second])
    return both.turns.errors.pop(OFFICER, None)


@pytest.mark.parametrize(
    ("act", "exclusion", "first", "point"), list(orders(READS, ("locked", "written", "shown")))
)
def test_nothing_excluded_is_shown_after_it_was_excluded(both, act, exclusion, first, point):
    failed = run(both, act, exclusion, first, point)
    log = both.turns.log
    assert both.turns.errors == {}
    assert log.count("excluded") == 1
    if failed is None:
        assert log == ["left", "excluded"]
    else:
        assert isinstance(failed, NotFound), failed
        assert log == ["excluded"]
    with pytest.raises(NotFound):
        getattr(both, act)()


@pytest.mark.parametrize(
    ("act", "exclusion", "first", "point"), list(orders(ANSWERS, ("locked", "recorded")))
)
def test_nothing_is_answered_after_it_was_excluded(both, act, exclusion, first, point):
    if act == "finish":
        both.accept()
    failed = run(both, act, exclusion, first, point)
    assert failed is None or isinstance(failed, NotFound), failed
    theirs = both.turns.errors.pop(ADMINISTRATOR, None)
    # Taken back by hand, it may have been ended by the officer before: then there is nothing to do.
    assert theirs is None or (isinstance(theirs, NotFound) and exclusion in {"revoke", "withdraw"})
    db.session.rollback()
    if act == "advise":
        step = db.session.get(Consultation, both.consultation).step
        assert (step.state.value == "advised") == (failed is None)
    else:
        states = [step.state for step in db.session.get(Referral, both.referral).steps]
        ended = {"accept": State.REVOKED, "decline": State.DECLINED, "finish": State.DONE}[act]
        assert states[-1] is (ended if failed is None else State.REVOKED)
        assert State.REVOKED not in states[:-1]
    with pytest.raises(NotFound):
        getattr(both, act)()


@pytest.mark.parametrize(
    ("first", "point"),
    [
        ("offer", "matter locked"),
        ("offer", "recorded"),
        *(("reroute_fresh", point) for point in EXCLUDES["reroute"][:2]),
    ],
)
def test_nothing_is_offered_after_its_route_left(both, first, point):
    second = "reroute_fresh" if first == "offer" else "offer"
    both.turns.run((first, getattr(both, first)), point, (second, getattr(both, second)))
    failed = both.turns.errors.pop("offer", None)
    assert failed is None or isinstance(failed, NotFound), failed
    assert both.turns.errors == {}
    db.session.rollback()
    matter = db.session.get(Matter, both.fresh)
    assert matter.decisions[-1].outcome is Outcome.DISCIPLINE_ONLY
    assert [referral.state for referral in matter.referrals] == (
        [State.REVOKED] if failed is None else []
    )
