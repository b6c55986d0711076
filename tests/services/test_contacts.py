"""A contact is recorded whatever the route, once, and never under what the viewer may not see."""

import pytest

from incident_app.services import NotFound, Refused, contacts
from incident_app.vocabulary import Role
from tests.make import CRIME, NOON, RULE


@pytest.fixture
def school(make):
    return make.school()


def own(make, officer, *, viewer=None, **over):
    new = make.new_contact(**{"officer_id": officer.id, "iv_c": "It was going on."} | over)
    school_id = officer.schools[0].id
    return contacts.record_own(school_id, new, viewer=viewer or officer, now=NOON)


def test_the_same_key_sent_twice_keeps_one(make, school):
    officer = make.officer(school)
    kept = own(make, officer)
    assert own(make, officer, key=kept.id).id == kept.id
    assert [each.id for each in contacts.apart(viewer=officer)] == [kept.id]


def test_another_officers_key_is_as_if_there_were_none(make, school):
    kept = own(make, make.officer(school))
    other = make.officer(school)
    with pytest.raises(NotFound):
        own(make, other, key=kept.id)
    assert not contacts.apart(viewer=other)


def test_another_officers_key_is_not_found_on_the_page(make, pages, school):
    kept = own(make, make.officer(school))
    client = pages.sign_in(make.officer(school))
    client.get("/contacts/new")
    client.submit(
        key=str(kept.id), happened_at="2025-09-02T11:50", started_by="school", purpose="To help.",
        acts=["present"], iv_c="It was going on.", status=404,
    )  # fmt: skip


def test_a_key_of_another_school_or_incident_is_as_if_there_were_none(make, school):
    owner, stranger = make.administrator(school), make.administrator(make.school("WMS"))
    kept = make.contact(make.incident(owner, ("cheating", RULE)))
    for by in (owner, stranger):
        with pytest.raises(NotFound):
            make.contact(make.incident(by, ("cheating", RULE)), key=kept.id)


def test_an_officer_records_only_what_they_did_and_why_it_was_theirs(make, school):
    officer, other = make.officer(school), make.officer(school)
    with pytest.raises(Refused) as refused:
        own(make, other, viewer=officer)
    assert refused.value.fields == ("officer",)
    with pytest.raises(Refused) as refused:
        own(make, officer, iv_c=" ")
    assert refused.value.fields == ("iv_c",)


def test_the_coordinator_ticks_no_discipline_only_matter_and_records_in_no_such_incident(
    make, school
):
    owner, coordinator = make.administrator(school), make.account(Role.COORDINATOR)
    both = make.incident(owner, ("assault", CRIME), ("cheating", RULE))
    only = make.incident(owner, ("cheating", RULE))
    routed, hidden = both.matters
    offered = contacts.matters(both.id, viewer=coordinator)
    assert [each.id for each in offered] == [routed.id]
    with pytest.raises(Refused):
        make.contact(both, hidden, by=coordinator)
    with pytest.raises(NotFound):
        make.contact(only, by=coordinator)
    assert make.contact(both, routed, by=coordinator).recorded_by_id == coordinator.id
