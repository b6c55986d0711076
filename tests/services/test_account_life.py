"""An account that nobody uses is warned of at 60 days and disabled at 90; an officer's ends with the contract."""

from datetime import UTC, date, datetime, timedelta

import pytest

from incident_app.extensions import db
from incident_app.integrations.mail import Smtp
from incident_app.models import Account, Agency, Contract, Event, Reminder
from incident_app.services import (
    account_changes,
    contracts,
    delivering,
    invitations,
    postings,
    reminding,
)
from incident_app.services.account_life import end_what_is_over
from incident_app.vocabulary import Occasion, Role
from tests.make import TODAY
from tests.postbox import Postbox

DAY = timedelta(days=1)


@pytest.fixture
def keeper(make):
    """A system administrator who signs in every day, so that another one may be disabled."""
    return make.account(Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def dana(make, keeper):
    """An auditor who signed in today, and never again."""
    account = make.account(Role.AUDITOR, email="dana@district.example")
    make.session(account)
    return account


def later(days):
    return TODAY + days * DAY


def passes(make, keeper, days):
    """What the regular run does so many days later."""
    moment = later(days)
    make.session(keeper, at=moment)
    ended = end_what_is_over(today=moment.date(), now=moment)
    warned = reminding.due(moment.date(), now=moment)
    db.session.rollback()
    return ended, warned


def stored(account):
    db.session.rollback()
    return db.session.get(Account, account.id)


def last_event(account):
    found = db.select(Event).where(Event.subject_id == account.id).order_by(Event.seq.desc())
    return db.session.scalars(found).first()


@pytest.mark.parametrize(
    ("days", "ended", "warned"), [(1, 0, 0), (59, 0, 0), (60, 0, 1), (89, 0, 1), (90, 1, 0)]
)
def test_what_each_day_brings(make, keeper, dana, days, ended, warned):
    assert passes(make, keeper, days) == (ended, warned)
    assert stored(dana).active is not bool(ended)


def test_it_is_warned_once_by_mail_and_disabled_with_an_event(make, keeper, dana):
    ended = [(day, passes(make, keeper, day)) for day in range(58, 93)]
    assert [(day, what) for day, what in ended if what != (0, 0)] == [(60, (0, 1)), (90, (1, 0))]
    event = last_event(dana)
    assert (event.name, event.detail, event.account_id) == (
        "account disabled", {"why": "unused"}, None,
    )  # fmt: skip
    (warning,) = db.session.scalars(db.select(Reminder)).all()
    assert (warning.occasion, warning.address) == (Occasion.ACCOUNT_UNUSED, dana.email)


def test_the_mail_says_the_day_and_is_dropped_when_they_signed_in(make, keeper, dana):
    with Postbox() as postbox:
        post = Smtp(url=postbox.url, author="incidents@district.example")

        def sent(days):
            moment = later(days)
            return delivering.deliver(now=moment, today=moment.date(), post=post)

        assert passes(make, keeper, 60) == (0, 1)
        make.session(dana, at=later(60))
        assert sent(60) == delivering.Delivered(mailed=0, dropped=1)
        assert passes(make, keeper, 90) == (0, 0)
        assert passes(make, keeper, 120) == (0, 1)
        assert sent(120) == delivering.Delivered(mailed=1, dropped=0)
        (mail,) = postbox.mails
    assert mail["To"] == dana.email
    said = " ".join(mail.get_content().split())
    assert "You last signed in on January 3, 2026" in said
    assert "On April 3, 2026 your account is disabled" in said


def test_who_was_enabled_again_has_ninety_days_anew(make, keeper, dana):
    assert passes(make, keeper, 90) == (1, 0)
    account_changes.enable(dana.id, viewer=keeper, now=later(100))
    assert passes(make, keeper, 101) == (0, 0)
    assert passes(make, keeper, 189) == (0, 1)
    assert passes(make, keeper, 190) == (1, 0)


def test_who_never_signed_in_is_counted_from_the_day_they_were_made(make, keeper, dana):
    idle = make.account(Role.COORDINATOR)
    idle.created_at = later(10)
    db.session.commit()
    make.session(dana, at=later(99))
    assert passes(make, keeper, 99) == (0, 1)
    assert passes(make, keeper, 100) == (1, 0)
    assert not stored(idle).active


def test_nobody_is_idle_before_sign_ins_were_counted(make, keeper):
    """After an update from a version that kept none, nobody is put out for it."""
    old = make.account(Role.AUDITOR)
    old.created_at = TODAY - 900 * DAY
    db.session.commit()
    moment = later(0)
    assert end_what_is_over(today=moment.date(), now=moment) == 0
    assert passes(make, keeper, 0) == (0, 0)
    assert stored(old).active


def test_the_last_system_administrator_is_neither_warned_nor_disabled(make, keeper):
    other = make.account(Role.SYSTEM_ADMINISTRATOR)
    make.session(keeper)
    make.session(other, at=later(1))
    moment = later(75)
    assert reminding.due(moment.date(), now=moment) == 2
    moment = later(400)
    assert end_what_is_over(today=moment.date(), now=moment) == 1
    assert (stored(keeper).active, stored(other).active) == (False, True)
    assert end_what_is_over(today=moment.date(), now=moment) == 0
    assert reminding.due(moment.date(), now=moment) == 0


def test_who_is_invited_waits_as_long_as_they_like(make, keeper, dana):
    new = invitations.Invited(name="Bo", email="bo@x.example", role=Role.AUDITOR)
    invited = invitations.invite(new, viewer=keeper, now=TODAY)
    make.session(dana, at=later(200))
    assert passes(make, keeper, 200) == (0, 0)
    assert last_event(invited).name == "account invited"


class TestAnOfficersContract:
    """The account goes when the last contract that made them an SRO has."""

    LAST = date(2026, 6, 30)

    @pytest.fixture
    def school(self, make):
        return make.school()

    @pytest.fixture
    def officer(self, make, school):
        officer = make.account(Role.OFFICER, schools=[school])
        contract = make.contract(schools=[school], ends_on=self.LAST)
        make.posting(officer, contract.agency)
        return officer

    def run(self, day):
        moment = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
        return end_what_is_over(today=day, now=moment)

    def test_it_is_disabled_on_the_day_after(self, officer):
        assert self.run(self.LAST) == 0
        assert self.run(self.LAST + DAY) == 1
        assert not stored(officer).active
        assert last_event(officer).detail == {"why": "contracts_ended"}
        assert self.run(self.LAST + 2 * DAY) == 0

    def test_one_that_goes_on_or_comes_keeps_it(self, make, school, officer):
        agency = db.session.get(Agency, postings.in_force(officer.id).agency_id)
        make.contract(
            agency, schools=[school], starts_on=date(2026, 8, 1), ends_on=date(2027, 6, 30)
        )
        assert self.run(self.LAST + DAY) == 0
        assert self.run(date(2027, 7, 1)) == 1

    @pytest.mark.usefixtures("officer")
    def test_one_that_was_ended_early_counts_from_then(self, make):
        contract = db.session.scalars(db.select(Contract)).one()
        contracts.end(
            contract.id, date(2026, 1, 10), "It was ended.", viewer=make.account(Role.COORDINATOR),
            today=date(2026, 1, 5), now=TODAY,
        )  # fmt: skip
        assert self.run(date(2026, 1, 9)) == 0
        assert self.run(date(2026, 1, 10)) == 1

    @pytest.mark.usefixtures("officer")
    def test_an_officer_who_was_never_under_one_is_left(self, make, school):
        posted = make.account(Role.OFFICER, schools=[school])
        make.posting(posted, make.agency())
        elsewhere = make.account(Role.OFFICER, schools=[make.school("WMS")])
        make.posting(elsewhere, make.contract(schools=[school], ends_on=self.LAST).agency)
        make.account(Role.OFFICER)
        assert self.run(self.LAST + DAY) == 1
        assert stored(posted).active
        assert stored(elsewhere).active

    def test_who_is_let_in_again_after_it_stays(self, officer):
        assert self.run(self.LAST + DAY) == 1
        moment = datetime(2026, 7, 2, 18, tzinfo=UTC)
        account_changes.enable(officer.id, viewer=None, now=moment)
        assert self.run(date(2026, 7, 3)) == 0
        assert stored(officer).active
