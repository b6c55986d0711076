"""The page of a matter for who leads it and for the coordinator, and the notices that lead there."""

import re

import pytest

from incident_app.extensions import db
from incident_app.models import Notice
from incident_app.services import consultations, matters, notices, referrals
from incident_app.services.force import ForceAndCare
from incident_app.vocabulary import Declined, Disposition, Force, ForcedBy, Role, Value
from tests.make import CRIME, NOON, PETTY, RULE, TODAY, known


@pytest.fixture
def incident(make, dana):
    """Law enforcement, administrator-led, discipline-only, and not known yet."""
    conducts = ("assault", CRIME), ("nicotine", PETTY), ("cheating", RULE), "fighting"
    return make.incident(dana, *conducts)


def buttons(page):
    return {link.rsplit("/", 1)[1] for link in page.links if link and link.startswith("/matters/")}


def test_a_button_stands_only_where_the_route_allows_it(pages, dana, officer, incident):
    window = pages.sign_in(dana)
    seen = [buttons(window.get(f"/matters/{each.id}")) for each in incident.matters]
    assert [{"refer", "consult"} & each for each in seen] == [{"refer"}, {"consult"}, set(), set()]


def test_the_coordinator_reads_a_matter_and_nothing_around_it(make, pages, incident, officer):
    window = pages.sign_in(make.account(Role.COORDINATOR))
    first, second, third, fourth = incident.matters
    page = window.get(f"/matters/{first.id}")
    for words in ("Two students shouted.", "Cafeteria", "Eagle High School", "Sep 2, 2025"):
        assert words in page.text
    for other in (second, third, fourth):
        assert other.reference not in window.response.text
        assert str(other.id) not in window.response.text
    assert incident.reference not in page.text
    assert f"/incidents/{incident.id}" not in page.links
    assert buttons(page) == {"refer"}
    assert buttons(window.get(f"/matters/{second.id}")) == set()
    assert window.get(f"/matters/{fourth.id}")
    window.get(f"/matters/{third.id}", status=404)


def test_the_coordinator_takes_a_referral_back_but_no_question(make, pages, incident, officer):
    first, second = incident.matters[:2]
    referral, asked = make.referral(first, officer), make.consultation(second, officer)
    window = pages.sign_in(make.account(Role.COORDINATOR))
    page = window.get(f"/matters/{second.id}")
    assert [form["action"] for form in page.forms] == ["/sign-out"]
    token = next(v for n, v in page.values("/sign-out") if n == "csrf_token")
    window.post(
        f"/consultations/{asked.id}/withdraw",
        {"csrf_token": token, f"{asked.id}-why": "x"},
        status=404,
    )
    window.get(f"/matters/{first.id}")
    page = window.submit(f"/referrals/{referral.id}/revoke", **{f"{referral.id}__why": "A mix-up."})
    assert f"Taken back. {officer.name} sees it no more." in page.text


def test_what_was_done_is_told_with_force_and_care(make, pages, dana, officer, incident):
    referral = make.referral(incident.matters[0], officer)
    referrals.accept(referral.id, viewer=officer, now=NOON)
    force = ForceAndCare(
        used=Value.YES, kinds=(Force.HELD, Force.HANDCUFFS), by=(ForcedBy.OFFICER,), why="He ran.",
        care_at=NOON, injury=Value.NO, handcuffs=Value.YES,
    )  # fmt: skip
    done = referrals.Done(disposition=Disposition.CITATION, case_number="25-001", force=force)
    referrals.finish(referral.id, done, viewer=officer, now=NOON)
    text = pages.sign_in(dana).get(f"/matters/{incident.matters[0].id}").text
    assert f"Accepted by {officer.name}, Sep 2, 2025, 12:00 PM." in text
    assert f"Done by {officer.name}, Sep 2, 2025, 12:00 PM: Citation, case number 25-001 ." in text
    assert "Force used Yes: held, handcuffs, by the school resource officer Why He ran." in text
    assert "Care given Sep 2, 2025, 12:00 PM" in text
    assert "Handcuffs Yes" in text
    assert "Injury No" in text
    assert "De-escalation" not in text  # not known yet


def test_a_route_that_left_says_so_where_the_referral_stood(make, pages, dana, officer, incident):
    matter = incident.matters[0]
    make.referral(matter, officer)
    matters.answer(matter.id, known(bodily_harm=None), viewer=dana, now=NOON)
    page = pages.sign_in(dana).get(f"/matters/{matter.id}")
    assert f"Taken back by {dana.name}, Sep 2, 2025, 12:00 PM." in page.text
    assert "“The route is now Undetermined.”" in page.text
    assert "refer" not in buttons(page)


def test_the_card_of_the_incident_says_where_each_stands(make, pages, dana, officer, incident):
    make.referral(incident.matters[0], officer)
    make.consultation(incident.matters[1], officer)
    text = pages.sign_in(dana).get(f"/incidents/{incident.id}").text
    assert f"Referred to {officer.name}: Waiting for an answer" in text
    assert f"Advice asked of {officer.name}: Waiting for advice" in text


def test_an_answer_is_told_on_the_home_page_until_it_is_marked(
    make, pages, dana, officer, incident
):
    first, second = incident.matters[:2]
    referral, asked = make.referral(first, officer), make.consultation(second, officer)
    referrals.decline(referral.id, Declined.NOT_ON_DUTY, viewer=officer, now=NOON)
    consultations.advise(asked.id, "Canaryquartz.", viewer=officer, now=NOON)
    window = pages.sign_in(dana)
    page = window.get("/")
    told = page.text.split("News")[1].split("Undetermined the longest")[0]
    assert "An officer answered a referral." in told
    assert "An officer gave advice." in told
    assert "Canaryquartz" not in page.text
    assert {f"/matters/{first.id}", f"/matters/{second.id}"} <= set(page.links)
    for _ in range(2):
        address = next(
            form["action"] for form in window.page.forms if "/notices/" in form["action"]
        )
        window.submit(address)
        assert window.path == "/"
    assert "News" not in window.page.text
    assert notices.unread(viewer=dana) == []


def test_a_notice_is_read_only_by_whom_it_tells_and_while_they_may(
    make, pages, dana, officer, incident
):
    referral = make.referral(incident.matters[0], officer)
    mine = notices.unread(viewer=officer)
    assert [each.referral_id for each in mine] == [referral.id]
    assert notices.unread(viewer=dana) == []
    window = pages.sign_in(dana)
    window.get("/")
    sent = {"csrf_token": dict(window.page.values("/sign-out"))["csrf_token"]}
    window.post(f"/notices/{mine[0].id}/read", sent, status=404)
    referrals.revoke(referral.id, "A mix-up.", viewer=dana, now=NOON)
    assert notices.unread(viewer=officer) == []
    kept = db.session.scalars(db.select(Notice)).one()
    assert kept.read_at is None


def test_read_twice_it_stays_read_since_the_first_time(make, dana, officer, incident):
    make.referral(incident.matters[0], officer)
    (told,) = notices.unread(viewer=officer)
    for moment in (NOON, TODAY):
        notices.read(told.id, viewer=officer, now=moment)
    assert db.session.get(Notice, told.id).read_at == NOON


def test_told_twice_of_one_referral_it_is_one_line_and_read_at_once(make, dana, officer, incident):
    first, other = incident.matters[0], make.incident(dana, ("assault", CRIME)).matters[0]
    referral, another = make.referral(first, officer), make.referral(other, officer)
    for each, moment in ((referral, NOON), (another, NOON)):
        referrals.accept(each.id, viewer=officer, now=moment)
    referrals.decline(referral.id, Declined.CONFLICT, viewer=officer, now=TODAY)
    told = notices.unread(viewer=dana)
    assert [each.referral_id for each in told] == [referral.id, another.id]
    notices.read(told[0].id, viewer=dana, now=TODAY)
    assert [each.referral_id for each in notices.unread(viewer=dana)] == [another.id]


def test_every_code_has_its_words(app):
    from incident_app.vocabulary import Asked, News, State

    text = app.jinja_env.loader.get_source(app.jinja_env, "macros/shown.html")[0]
    codes = set(re.findall(r'"(\w+)": "', text))
    assert {each.value for kind in (Asked, News, State) for each in kind} <= codes
