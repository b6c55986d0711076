"""Section V bars an officer on the district's day: the page says why, and so does who sends all the same."""

from datetime import UTC, date, datetime, timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import Consultation, Referral
from incident_app.services import contracts, postings, referrals
from incident_app.vocabulary import Role
from tests.make import CRIME, PETTY, START, TODAY

BEFORE_MIDNIGHT = datetime(2027, 6, 1, 4, 59, tzinfo=UTC)
"""23:59 on May 31, 2027, in Minnesota: the last compliant day under V.B."""
AFTER_MIDNIGHT = BEFORE_MIDNIGHT + timedelta(minutes=2)
TYPED = {"purpose": "Look into it.", "summary": "She hit him.", "basis": "school_official"}
SINCE = "can't be given a matter (V.B, May 31, 2027)"


@pytest.fixture
def officer(make, dana):
    """Under V.B: an earlier course, and the new training still to come."""
    officer = make.officer(*dana.schools, trained=False)
    make.training(officer, prior_course="NASRO", prior_course_on=date(2024, 6, 10))
    return officer


@pytest.fixture
def matter(make, dana):
    return make.incident(dana, ("assault", CRIME)).matters[0]


@pytest.fixture
def path(matter):
    return f"/matters/{matter.id}/refer"


def at(app, moment):
    app.config["CLOCK"] = lambda: moment


@pytest.fixture
def come(app, window, dana):
    """Come back at another moment, and sign in: the session has run out meanwhile."""

    def comes(moment):
        at(app, moment)
        window.sign_in(dana)

    return comes


def employer(officer):
    return postings.in_force(officer.id).agency


def sent():
    return db.session.scalars(db.select(Referral)).all()


def test_the_day_turns_in_the_districts_zone(app, come, window, path, officer):
    come(BEFORE_MIDNIGHT)
    window.get(path)
    assert dict(window.page.values(path))["officer"] == str(officer.id)
    assert SINCE not in window.page.text
    at(app, AFTER_MIDNIGHT)
    window.get(path)
    assert "officer" not in dict(window.page.values(path))
    assert SINCE in window.page.text
    assert "none is recorded" in window.page.text


def test_a_letter_read_before_midnight_is_not_sent_after_it(app, come, window, path):
    come(BEFORE_MIDNIGHT)
    window.get(path)
    window.submit(path, **TYPED)
    assert window.page.title.startswith("What the officer will read")
    at(app, AFTER_MIDNIGHT)
    window.submit(path, button=("send", "yes"))
    assert window.page.title.startswith("Error:")
    assert SINCE in window.page.text
    kept = dict(window.page.values(path))
    assert (kept["purpose"], kept["summary"]) == ("Look into it.", "She hit him.")
    assert sent() == []


def test_with_the_course_recorded_they_are_offered_again(come, make, window, path, officer):
    come(AFTER_MIDNIGHT)
    make.training(
        officer, prior_course="NASRO", prior_course_on=date(2024, 6, 10),
        supplemental_course="Update", supplemental_course_on=START,
    )  # fmt: skip
    window.get(path)
    window.submit(path, **TYPED)
    window.submit(path, button=("send", "yes"))
    assert len(sent()) == 1


def test_a_matter_already_held_is_not_taken_away(app, make, pages, matter, officer):
    referral = make.referral(matter, officer)
    at(app, AFTER_MIDNIGHT)
    client = pages.sign_in(officer)
    client.get(f"/referrals/{referral.id}")
    assert matter.reference in client.page.text
    referrals.accept(referral.id, viewer=officer, now=AFTER_MIDNIGHT)


def test_taken_back_it_can_not_be_given_again(app, make, pages, dana, matter, officer, path):
    """Every offer asks; so does giving the matter to somebody else."""
    referral = make.referral(matter, officer)
    other = make.officer(*dana.schools)
    referrals.revoke(referral.id, "A mistake.", viewer=dana, now=BEFORE_MIDNIGHT)
    at(app, AFTER_MIDNIGHT)
    client = pages.sign_in(dana)
    client.get(path)
    assert dict(client.page.values(path))["officer"] == str(other.id)
    client.submit(path, **TYPED | {"officer": str(officer.id)})
    assert SINCE in client.page.text
    client.submit(path, officer=str(other.id))
    client.submit(path, button=("send", "yes"))
    assert [each.officer_id for each in sent()] == [officer.id, other.id]


def test_the_coordinator_is_refused_alike(app, make, pages, path, officer):
    at(app, AFTER_MIDNIGHT)
    client = pages.sign_in(make.account(Role.COORDINATOR))
    client.get(path)
    client.submit(path, **TYPED | {"officer": str(officer.id)})
    assert SINCE in client.page.text
    assert sent() == []


def test_no_advice_is_asked_of_them_either(app, make, pages, dana, officer):
    at(app, AFTER_MIDNIGHT)
    petty = make.incident(dana, ("alcohol", PETTY)).matters[0]
    client, path = pages.sign_in(dana), f"/matters/{petty.id}/consult"
    client.get(path)
    asked = {"purpose": "Which program?", "summary": "A vape.", "officer": str(officer.id)}
    client.submit(path, **asked)
    assert SINCE in client.page.text
    assert dict(client.page.values(path))["summary"] == "A vape."
    assert db.session.scalars(db.select(Consultation)).all() == []


def test_the_course_comes_first_and_the_posting_that_stands_counts(make, window, path, officer):
    """A later posting with a new first day of duties: the newest line is asked."""
    make.training(officer)
    window.get(path)
    assert "can't be given a matter (V.A, September 1, 2025)" in window.page.text
    make.posting(officer, employer(officer), trained=False, assumed_on=date(2026, 3, 1))
    window.get(path)
    assert "can't be given a matter (III.B, March 1, 2026)" in window.page.text


def test_an_officer_relieved_under_v_c_may_be_chosen_and_it_says_what_is_not_required(
    make, window, path, officer
):
    make.training(officer, unable_on=START, unable_why="No seat before March.")
    make.reviewed(officer)
    window.get(path)
    assert dict(window.page.values(path))["officer"] == str(officer.id)
    assert "Until then IV.A.4 and IV.A.5 are not required of them" in window.page.text


def test_day_60_of_a_substitute_bars(come, make, dana, window, path, officer):
    make.training(officer)
    make.posting(officer, employer(officer), trained=False, substitute=True)
    make.reviewed(officer)
    days = [date(2025, 9, 3) + timedelta(days=each) for each in range(60)]
    make.worked(officer, *dana.schools, *days[:-1])
    come(datetime(2025, 12, 1, 18, 0, tzinfo=UTC))
    window.get(path)
    assert dict(window.page.values(path))["officer"] == str(officer.id)
    make.worked(officer, *dana.schools, days[-1])
    window.get(path)
    assert "can't be given a matter (V.A, September 1, 2025)" in window.page.text
    assert "ended on student-contact day 60" in window.page.text


class TestAContractThatEnds:
    """III.B: whoever no contract makes an SRO can't be chosen at all."""

    @pytest.fixture
    def officer(self, make, dana):
        officer = make.account(Role.OFFICER, schools=dana.schools)
        self.contract = make.contract(schools=dana.schools, ends_on=date(2025, 11, 20))
        make.posting(officer, self.contract.agency)
        return officer

    def offered(self, come, window, path, day):
        come(datetime(2025, 11, day, 18, 0, tzinfo=UTC))
        return "officer" in dict(window.get(path).values(path))

    def test_its_last_day_is_the_last_on_which_a_matter_is_offered(self, come, window, path):
        assert self.offered(come, window, path, 20)
        assert not self.offered(come, window, path, 21)
        assert "No officer works at Eagle High School" in window.page.text

    def test_ended_earlier_it_makes_nobody_an_sro(self, come, make, window, path):
        contracts.end(
            self.contract.id, date(2025, 11, 10), "Money.",
            viewer=make.account(Role.COORDINATOR), today=date(2025, 11, 4), now=TODAY,
        )  # fmt: skip
        assert self.offered(come, window, path, 9)
        assert not self.offered(come, window, path, 10)
