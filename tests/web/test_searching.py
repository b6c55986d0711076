"""Words that are searched for lead on, and their results have an address that does not hold them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from incident_app.extensions import db
from incident_app.models import Search
from incident_app.services import NotFound, searches
from tests.make import NOON

FIND = "/incidents/search"


def test_words_also_lead_to_the_people_and_conducts_they_name(pages, make):
    school = make.school("EHS")
    client = pages.sign_in(make.administrator(school))
    jo, elsewhere = make.person(school, "Roe, Jo"), make.person(make.school("WMS"), "Roe, Kim")
    client.get("/incidents")
    opened = client.submit("/incidents/search", words="roe")
    assert f"/incidents?person={jo.id}" in opened.links
    assert str(elsewhere.id) not in client.response.text
    client.get("/incidents")
    assert "/incidents?conduct=fighting" in client.submit("/incidents/search", words="fight").links


def test_what_was_found_has_an_address_without_the_words(window, make, principal, pages):
    incident = make.incident(principal, narrative="Ana Lee shouted.")
    window.submit(FIND, words="ana lee", conduct="fighting")
    address = window.path
    assert "find=" in address
    assert "ana" not in address.lower()
    again = pages.sign_in(principal).get(address)
    assert incident.reference in again.text
    assert dict(again.values(FIND))["words"] == "ana lee"
    stranger = pages.sign_in(make.administrator(*principal.schools))
    absent = stranger.get(f"/incidents?find={uuid4()}")
    theirs = stranger.get(address)
    for page in (absent, theirs):
        assert "That search is not kept any more." in page.text
        assert "ana lee" not in page.text


def test_of_many_searches_the_last_fifty_are_kept(make, principal, monkeypatch):
    monkeypatch.setattr(searches, "KEPT", 2)
    colleague = make.administrator(*principal.schools)
    searches.keep("theirs", viewer=colleague, now=NOON)
    kept = [
        searches.keep(f"word {n}", viewer=principal, now=NOON + timedelta(hours=n)).id
        for n in range(3)
    ]
    assert [searches.words(each, viewer=principal) for each in kept[1:]] == ["word 1", "word 2"]
    with pytest.raises(NotFound):
        searches.words(kept[0], viewer=principal)
    assert len(db.session.scalars(db.select(Search)).all()) == 3


def test_words_with_a_nul_are_looked_for_without_it(window):
    assert window.submit(FIND, words="ana\0lee").title.startswith("Incidents")
