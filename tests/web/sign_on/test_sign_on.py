"""Signing in by the district's provider: connected by the person, by issuer and subject alone."""


def test_who_is_connected_signs_in(traveler, bound):
    page = traveler.travel()
    assert "Sign out" in page.text
    assert bound.name in page.text
