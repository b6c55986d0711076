"""What somebody sends who means harm: nothing breaks, and nothing proves twice."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from json import dumps

import pytest

from incident_app.services import Refused, factors, passkeys
from incident_app.services.sealing import Seal
from tests.make import TODAY

ANSWERS = {
    "a list without an end": "[" * 15_000,
    "objects without an end": '{"a":' * 3_000,
    "no JSON": "\0",
    "a lone surrogate": '{"id": "\\ud800"}',
    "a list": "[]",
}
SITE = passkeys.Site(origin="http://localhost", host="localhost", name="District")


def encoded(text):
    return urlsafe_b64encode(text).decode().rstrip("=")


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_no_answer_of_a_passkey_breaks_the_way_in(strict, pages, answer):
    client = pages.anonymous()
    client.get("/sign-in")
    token = dict(client.page.values("/sign-in"))["csrf_token"]
    sent = {"csrf_token": token, "answer": answer}
    client.request("POST", "/sign-in/passkey/options", data=sent)
    client.post("/sign-in/passkey", sent)
    assert "The passkey did not answer as it should" in client.page.text


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_no_answer_of_a_new_passkey_breaks_its_page(app, account, answer):
    with pytest.raises(Refused, match="was not made"):
        passkeys.add("Key", answer, b"asked", site=SITE, viewer=account, now=TODAY)


def test_a_passkey_whose_key_is_an_empty_list_is_none(app, account):
    client = {"type": "webauthn.create", "challenge": encoded(b"asked"), "origin": SITE.origin}
    # CBOR by hand: the key's id is "c", and its public key is the empty list 0x80.
    data = sha256(b"localhost").digest() + b"\x45" + bytes(20) + b"\x00\x01c\x80"
    made = b"\xa3cfmtdnonegattStmt\xa0hauthData\x58" + bytes([len(data)]) + data
    answer = dumps({
        "id": encoded(b"c"), "rawId": encoded(b"c"), "type": "public-key",
        "response": {
            "clientDataJSON": encoded(dumps(client).encode()), "attestationObject": encoded(made),
        },
    })  # fmt: skip
    with pytest.raises(Refused, match="was not made"):
        passkeys.add("Key", answer, b"asked", site=SITE, viewer=account, now=TODAY)


def test_an_app_sent_twice_is_kept_once_and_its_codes_let_in_once(strict, account, phone):
    """Both times with the code that it showed: a form is sent twice by pressing twice."""
    seal = Seal(strict.secret_key, "authenticator app")
    with pytest.raises(Refused, match="there already"):
        factors.add_app("Again", phone.secret, phone.code(), seal=seal, viewer=account, now=TODAY)
    told = {"seal": seal, "viewer": account, "now": TODAY}
    assert factors.prove(phone.code(), **told)
    assert not factors.prove(phone.code(), **told)
