"""Whatever a token or a list of keys holds, it is believed only as it must be, and nothing breaks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc.jwk import KeySet

from incident_app.integrations.oidc import Untrusted, tokens
from tests.identity_provider import CLIENT, KEY, signed_as_it_is
from tests.make import TODAY

ISSUER, NONCE = "https://id.district.example", "a nonce"
NOW = int(TODAY.timestamp())
GOOD = {
    "iss": ISSUER,
    "aud": CLIENT,
    "sub": "subject-1",
    "nonce": NONCE,
    "iat": NOW,
    "exp": NOW + 300,
}
HEAD = {"alg": "RS256", "kid": "one"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["", CLIENT, ISSUER, NONCE, NOW]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
CLAIMS = st.dictionaries(st.sampled_from([*GOOD, "azp", "nbf"]), JSON, min_size=1, max_size=3)
HEADERS = st.dictionaries(
    st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jwk", "jku", "x5c", "cty"]),
    JSON,
    max_size=3,
)
KEYS = KeySet([KEY])


def whose(token):
    return tokens.subject_of(token, KEYS, issuer=ISSUER, client_id=CLIENT, nonce=NONCE, now=TODAY)


def test_a_good_token_is_believed():
    assert whose(signed_as_it_is(HEAD, GOOD)) == "subject-1"


@settings(max_examples=300, deadline=None, database=None)
@given(header=HEADERS, claims=CLAIMS)
def test_what_is_believed_is_as_it_must_be(header, claims):
    found = GOOD | claims
    try:
        subject = whose(signed_as_it_is(HEAD | header, found))
    except Untrusted:
        return
    assert subject == found["sub"]
    assert 0 < len(subject) <= 255
    assert (found["iss"], found["nonce"]) == (ISSUER, NONCE)
    assert found["aud"] == CLIENT or CLIENT in found["aud"]
    assert found.get("azp") in {None, CLIENT}
    assert NOW - 600 <= found["iat"] <= NOW + 60
    assert found["exp"] > NOW - 60
    assert found.get("nbf", NOW) <= NOW + 60
    assert (HEAD | header)["alg"] == "RS256"


@settings(max_examples=200, deadline=None, database=None)
@given(place=st.integers(0, 2000), letter=st.text(min_size=1, max_size=1))
def test_a_changed_letter_is_noticed(place, letter):
    token = signed_as_it_is(HEAD, GOOD)
    place %= len(token) - 1  # the last letter holds bits that mean nothing
    if token[place] != letter:
        with pytest.raises(Untrusted):
            whose(f"{token[:place]}{letter}{token[place + 1 :]}")


@given(JSON)
def test_what_is_no_token_is_none(found):
    with pytest.raises(Untrusted):
        whose(found)


@settings(max_examples=200, deadline=None, database=None)
@given(st.lists(st.dictionaries(st.sampled_from(["kty", "n", "e", "crv", "x", "y", "kid", "use", "alg"]), JSON | st.sampled_from(["RSA", "EC", "OKP"]), max_size=6), max_size=3))  # fmt: skip
def test_keys_that_are_none_are_passed_over(listed):
    with pytest.raises(Untrusted):
        tokens.keys_of({"keys": listed})
    assert len(tokens.keys_of({"keys": [*listed, KEY.as_dict(private=False)]}).keys) == 1
