"""Recording what an officer really did, on every route."""

from tests.make import RULE


def _filled(client, **over):
    fields = {
        "happened_at": "2025-09-02T11:50", "started_by": "school", "purpose": "Calmed them down.",
        "acts": ["present"], "officer": "another", "officer_words": "Officer Doe of the city",
    }  # fmt: skip
    return client.submit(**fields | over)


def test_a_contact_on_a_discipline_only_matter_is_kept_marked_and_in_the_history(pages, make):
    incident = make.incident(make.administrator(), ("nicotine", RULE))
    client = pages.sign_in(incident.logged_by)
    client.get(f"/incidents/{incident.id}/contacts/new")
    page = _filled(client, acts=["interviewed", "searched"], used="yes", why="They struck out.")
    assert "marked for the auditor. IV.B: Force or authority of office was used" in page.text
    assert "recorded an officer's contact (interviewed, searched)" in page.text
    for paper in ("", "/print"):
        page = client.get(f"/incidents/{incident.id}{paper}")
        assert "Officer Doe of the city" in page.text
        assert "where only a school rule applies" in page.text
        assert "They struck out." in page.text


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(pages, make):
    incident = make.incident(make.administrator(), ("nicotine", RULE))
    client = pages.sign_in(incident.logged_by)
    client.get(f"/incidents/{incident.id}/contacts/new")
    page = _filled(client, officer_words="", happened_at="2999-01-01T00:00", used="yes")
    assert "Enter who the other officer was." in page.text
    assert "Enter a time that has passed." in page.text
    assert dict(page.values(client.path))["purpose"] == "Calmed them down."
    page = _filled(client, used="yes")
    assert "Enter why force was used." in page.text


def test_pressing_twice_keeps_one(pages, make):
    incident = make.incident(make.administrator(), ("nicotine", RULE))
    client = pages.sign_in(incident.logged_by)
    address = f"/incidents/{incident.id}/contacts/new"
    form = client.get(address)
    _filled(client)
    client.page, client.path = form, address
    page = _filled(client)
    assert page.text.count("Officer Doe of the city") == 1
