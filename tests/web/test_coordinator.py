"""The coordinator reads every matter but the discipline-only ones, of which they learn how many."""

import re

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.services import consultations, referrals
from incident_app.vocabulary import Declined, Disposition, Role
from tests.make import CRIME, NOON, PETTY, RULE
from tests.page import without_tokens


@pytest.fixture
def owner(make):
    return make.administrator(make.school("EHS", "Eagle High School"))


def opened(pages, account, path="/"):
    text = pages.sign_in(account).request("GET", path).text
    return without_tokens(text)


def test_matters_are_listed_with_how_they_stand(pages, make, owner):
    incident = make.incident(
        owner, ("assault", CRIME), ("nicotine", PETTY), ("cheating", RULE), "fighting"
    )
    page = pages.sign_in(make.account(Role.COORDINATOR)).get("/")
    shown = [each.reference in page.text for each in incident.matters]
    assert shown == [True, True, False, True]
    assert "fewer than 10" in page.text


def test_a_route_can_be_chosen(pages, make, owner):
    incident = make.incident(owner, ("assault", CRIME), ("nicotine", PETTY))
    page = pages.sign_in(make.account(Role.COORDINATOR)).get("/?outcome=administrator_led")
    assert incident.matters[1].reference in page.text
    assert incident.matters[0].reference not in page.text


def test_a_school_can_be_chosen_beside_the_route(pages, make, owner):
    other = make.administrator(make.school("WMS", "West Middle School"))
    incidents = [
        make.incident(by, ("assault", CRIME), ("nicotine", PETTY)) for by in (owner, other)
    ]
    here, there = ([each.reference for each in incident.matters] for incident in incidents)
    client = pages.sign_in(make.account(Role.COORDINATOR))
    for path, shown in {
        "/?school=WMS": there,
        "/?school=WMS&outcome=law_enforcement": there[:1],
        "/?school=&outcome=law_enforcement": [here[0], there[0]],
        "/?school=nowhere": here + there,
    }.items():
        page = client.get(path)
        assert {each for each in here + there if each in page.text} == set(shown), path
    assert "No matter is like this." in client.get("/?school=WMS&outcome=policy_gap").text


def test_both_choices_last_from_page_to_page(pages, make, owner):
    for _ in range(26):
        make.incident(owner, ("assault", CRIME))
    page = pages.sign_in(make.account(Role.COORDINATOR)).get("/?school=EHS&outcome=law_enforcement")
    (older,) = [link for link in page.links if "page=2" in link]
    assert "school=EHS" in older
    assert "outcome=law_enforcement" in older


def test_each_matter_says_where_what_was_shown_of_it_stands(pages, make, owner):
    ana, bo, cy = (make.officer(*owner.schools) for _ in range(3))
    waits, accepted, declined, done, never = make.incident(owner, *[("assault", CRIME)] * 5).matters
    make.referral(waits, ana)
    referrals.accept(make.referral(accepted, bo).id, viewer=bo, now=NOON)
    reason = Declined.SCHOOL_RULE
    referrals.decline(make.referral(declined, cy).id, reason, viewer=cy, now=NOON)
    became = referrals.Done(disposition=Disposition.CITATION)
    referral = make.referral(done, cy)
    referrals.accept(referral.id, viewer=cy, now=NOON)
    referrals.finish(referral.id, became, viewer=cy, now=NOON)
    asked, unasked = make.incident(owner, *[("nicotine", PETTY)] * 2).matters
    make.consultation(asked, ana)
    text = opened(pages, make.account(Role.COORDINATOR))
    for matter, says in {
        waits: f"Referred to {ana.name}: Waiting for an answer",
        accepted: f"Referred to {bo.name}: Accepted",
        declined: f"Referred to {cy.name}: Declined: School-rule matter, IV.B",
        done: f"Referred to {cy.name}: Done: Citation",
        never: "Not referred yet",
        asked: f"Advice asked of {ana.name}: Waiting for advice",
    }.items():
        assert says in card(text, matter), matter.reference
    for words in ("Referred", "Advice", "Not referred"):
        assert words not in card(text, unasked)


def card(text, matter):
    """What the list says of one matter."""
    (shown,) = re.findall(rf'<article[^>]*matter-{matter.id}".*?</article>', text, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", shown))


def test_the_list_takes_as_many_queries_for_many_matters_as_for_few(pages, make, owner):
    client = pages.sign_in(make.account(Role.COORDINATOR))
    officer = make.officer(*owner.schools)

    def more(number):
        for _ in range(number):
            referred, asked = make.incident(owner, ("assault", CRIME), ("nicotine", PETTY)).matters
            referral = make.referral(referred, officer)
            referrals.decline(referral.id, Declined.CONFLICT, viewer=officer, now=NOON)
            make.referral(referred, make.officer(*owner.schools))
            consultation = make.consultation(asked, officer)
            consultations.advise(consultation.id, "Call home.", viewer=officer, now=NOON)

    def statements():
        count = []

        def counts(*_):
            count.append(1)

        sa.event.listen(db.engine, "before_cursor_execute", counts)
        client.get("/")
        sa.event.remove(db.engine, "before_cursor_execute", counts)
        return len(count)

    more(1)
    few = statements()
    more(5)
    assert statements() == few


@pytest.mark.parametrize("path", ["/", "/?page=2", "/?outcome=discipline_only", "/contacts"])
def test_nine_discipline_only_matters_change_no_byte(pages, make, owner, path):
    make.incident(owner, ("assault", CRIME))
    coordinator = make.account(Role.COORDINATOR)
    before = opened(pages, coordinator, path)
    for _ in range(9):
        make.incident(owner, ("cheating", RULE))
    assert opened(pages, coordinator, path) == before


def test_ten_are_counted(pages, make, owner):
    for _ in range(10):
        make.incident(owner, ("cheating", RULE))
    page = pages.sign_in(make.account(Role.COORDINATOR)).get("/")
    assert "Eagle High School 10" in page.text


def test_the_page_of_a_matter_leads_to_recording_a_contact_in_its_incident(pages, make, owner):
    incident = make.incident(owner, ("assault", CRIME), ("cheating", RULE))
    client = pages.sign_in(make.account(Role.COORDINATOR))
    address = f"/incidents/{incident.id}/contacts/new"
    assert address in client.get(f"/matters/{incident.matters[0].id}").links
    assert incident.matters[1].reference not in client.get(address).text
    client.submit(
        happened_at="2025-09-02T11:50", started_by="school", purpose="To help.", acts=["present"],
        officer="another", officer_words="Officer Doe of the city",
    )  # fmt: skip
    assert "The contact is recorded" in client.page.text
    assert "Officer Doe of the city" in client.get("/contacts").text
