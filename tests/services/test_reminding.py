"""What a day brings is mailed once, to whom it concerns, and only while it holds."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.integrations.mail import Smtp
from incident_app.models import Account, Reminder
from incident_app.services import contracts, delivering, referrals, reminding
from incident_app.services.agencies import Reached, turn_to
from incident_app.vocabulary import Occasion, Role
from tests.make import CRIME, NOON, START
from tests.postbox import Postbox

DAY = timedelta(days=1)
MAY_31 = date(2027, 5, 31)
COORDINATOR, CHIEF = "coordinator@district.example", "chief@agency.example"


@pytest.fixture
def postbox():
    with Postbox() as box:
        yield box


@pytest.fixture
def school(make):
    return make.school()


@pytest.fixture
def coordinator(make):
    return make.account(Role.COORDINATOR, email=COORDINATOR)


@pytest.fixture
def due_in_may(make, school, coordinator):
    """An officer under V.B whose certificate was seen."""
    officer = make.officer(school, trained=False)
    make.training(officer, prior_course="NASRO", prior_course_on=date(2024, 6, 1))
    make.certificate(officer)
    return officer


def waiting():
    """What the outbox holds, without its ids."""
    db.session.expire_all()
    found = db.session.scalars(sa.select(Reminder)).all()
    return sorted((each.occasion.value, each.days, each.ends_on, each.address) for each in found)


def sent(postbox, today, now=NOON):
    post = Smtp(url=postbox.url, author="incidents@district.example")
    return delivering.deliver(now=now, today=today, post=post, address="https://here.example")


def test_every_occasion_has_a_subject():
    assert set(reminding.SUBJECTS) == set(Occasion)


@pytest.mark.usefixtures("due_in_may")
class TestAnOfficersTimeToTrain:
    @pytest.mark.parametrize(
        ("left", "days"), [(91, None), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)]
    )  # fmt: skip
    def test_coordinator_and_chief_are_told_90_30_and_7_days_ahead(self, left, days):
        made = reminding.due(MAY_31 - left * DAY, now=NOON)
        told = [("training_due", days, MAY_31, to) for to in (CHIEF, COORDINATOR)]
        assert waiting() == (told if days is not None else [])
        assert made == len(waiting())

    def test_the_mail_says_who_until_when_and_by_which_paragraph(self, due_in_may, postbox):
        reminding.due(MAY_31 - 30 * DAY, now=NOON)
        assert sent(postbox, MAY_31 - 30 * DAY).mailed == 2
        mail = next(each for each in postbox.mails if each["To"] == CHIEF)
        assert mail["Subject"] == "The time to train an officer ends soon"
        assert f"{due_in_may.name} of Agency" in mail.get_content()
        assert "by May 31, 2027 (policy V.B)" in mail.get_content()
        assert mail.get_content().endswith("\n\nhttps://here.example\n")

    def test_it_is_put_there_once_and_mailed_once(self, postbox):
        day = MAY_31 - 7 * DAY
        assert [reminding.due(each, now=NOON) for each in (day, day, day + DAY)] == [2, 0, 0]
        assert [sent(postbox, day).mailed for _ in range(2)] == [2, 0]

    def test_trained_meanwhile_it_is_dropped(self, make, due_in_may, postbox):
        day = MAY_31 - 7 * DAY
        reminding.due(day, now=NOON)
        make.training(
            due_in_may, prior_course="NASRO", prior_course_on=date(2024, 6, 1),
            supplemental_course="Update", supplemental_course_on=START,
        )  # fmt: skip
        assert sent(postbox, day) == delivering.Delivered(mailed=0, dropped=2)
        assert postbox.taken == []

    def test_a_warning_overtaken_by_the_next_is_dropped(self, postbox):
        reminding.due(MAY_31 - 8 * DAY, now=NOON)
        reminding.due(MAY_31 - 7 * DAY, now=NOON)
        assert sent(postbox, MAY_31 - 7 * DAY) == delivering.Delivered(mailed=2, dropped=2)

    def test_a_coordinator_out_of_use_is_told_nothing(self, coordinator, postbox):
        reminding.due(MAY_31, now=NOON)
        db.session.get(Account, coordinator.id).active = False
        db.session.commit()
        assert sent(postbox, MAY_31).dropped == 1
        assert [each["To"] for each in postbox.mails] == [CHIEF]

    def test_without_an_address_the_chief_is_told_nothing(self, coordinator):
        (agency,) = contracts.contracts(viewer=coordinator)
        turn_to(agency.agency_id, Reached(chief="Chief Roe"), viewer=coordinator, now=NOON)
        reminding.due(MAY_31, now=NOON)
        assert [each[-1] for each in waiting()] == [COORDINATOR]

    def test_a_server_that_is_away_loses_nothing(self, postbox):
        reminding.due(MAY_31, now=NOON)
        postbox.refuses = "451 come back later"
        assert "come back later" in sent(postbox, MAY_31).unsent
        postbox.refuses = ""
        assert sent(postbox, MAY_31).mailed == 2


@pytest.mark.usefixtures("coordinator", "contract")
class TestAContractsEnd:
    ENDS = date(2026, 6, 30)

    @pytest.fixture
    def contract(self, make, school):
        return make.contract(schools=[school], ends_on=self.ENDS)

    @pytest.mark.parametrize(("left", "days"), [(91, None), (90, 90), (30, 30), (7, 7)])
    def test_coordinators_are_told_90_30_and_7_days_ahead(self, left, days):
        reminding.due(self.ENDS - left * DAY, now=NOON)
        told = [("contract_ends", days, self.ENDS, COORDINATOR)]
        assert waiting() == (told if days is not None else [])

    def test_one_that_goes_on_with_a_new_contract_is_no_news(self, make, school, contract):
        make.contract(contract.agency, schools=[school], starts_on=self.ENDS + DAY)
        reminding.due(self.ENDS, now=NOON)
        assert waiting() == []

    def test_a_new_contract_for_another_school_does_not_go_on_with_it(self, make, contract):
        make.contract(contract.agency, schools=[make.school("WMS")], starts_on=self.ENDS + DAY)
        reminding.due(self.ENDS, now=NOON)
        assert len(waiting()) == 1

    def test_an_end_brought_forward_is_the_end(self, contract, coordinator):
        contracts.end(
            contract.id, START + 20 * DAY, "Money.", viewer=coordinator, today=START, now=NOON
        )
        reminding.due(START, now=NOON)
        assert waiting() == [("contract_ends", 30, START + 19 * DAY, COORDINATOR)]


class TestACertificateNobodySaw:
    def test_the_chief_is_told_once_a_school_year(self, make, school):
        make.officer(school)
        for day in (date(2025, 9, 3), date(2026, 6, 30), date(2026, 7, 1)):
            reminding.due(day, now=NOON)
        assert waiting() == [
            ("certificate_unseen", 0, date(2026, 6, 30), CHIEF),
            ("certificate_unseen", 0, date(2027, 6, 30), CHIEF),
        ]

    def test_seen_meanwhile_it_is_dropped(self, make, school, postbox):
        officer = make.officer(school)
        reminding.due(START, now=NOON)
        make.certificate(officer)
        assert sent(postbox, START) == delivering.Delivered(mailed=0, dropped=1)

    def test_an_exempt_substitute_has_none_to_show(self, make, school):
        make.officer(school, trained=False, substitute=True)
        reminding.due(START, now=NOON)
        assert waiting() == []

    def test_the_mail_says_that_it_proves_nothing(self, make, school, postbox):
        make.officer(school)
        reminding.due(START, now=NOON)
        sent(postbox, START)
        assert "does not mean that there was no training" in postbox.mails[0].get_content()


class TestAnOfficerWhoHoldsAMatterUntrained:
    AFTER = MAY_31 + DAY

    @pytest.fixture
    def referral(self, make, school, due_in_may):
        matter = make.incident(make.administrator(school), ("assault", CRIME)).matters[0]
        return make.referral(matter, due_in_may, purpose="canary purpose")

    def test_coordinators_are_told_once_and_nothing_of_the_matter(self, referral, postbox):
        assert [reminding.due(self.AFTER + each * DAY, now=NOON) for each in (0, 1)] == [1, 0]
        sent(postbox, self.AFTER, now=NOON + 8 * DAY)  # by then the officer's notice is too old
        (mail,) = postbox.mails
        assert mail["To"] == COORDINATOR
        assert "was May 31, 2027 (policy V.B)" in mail.get_content()
        for word in ("canary", referral.reference, referral.school.name):
            assert word not in postbox.bytes.decode()

    @pytest.mark.usefixtures("referral")
    def test_while_compliant_nobody_is(self):
        reminding.due(MAY_31, now=NOON)
        assert {each[0] for each in waiting()} == {"training_due"}

    def test_taken_back_meanwhile_it_is_dropped(self, referral, postbox):
        reminding.due(self.AFTER, now=NOON)
        referrals.revoke(referral.id, "Trained first.", viewer=referral.sent_by, now=NOON)
        assert sent(postbox, self.AFTER, now=NOON + 8 * DAY).dropped == 1
        assert postbox.taken == []
