"""Whether an ID token says what it must: whose it is, or nothing.

joserfc checks the signature and the claims that every JWT has. Here is what must be stricter: the
algorithms, the keys, who else a token is for, its age, its nonce, and what a subject may be.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import JWKRegistry, KeySet
from joserfc.jws import JWSRegistry
from joserfc.util import base64_to_int

from .errors import Untrusted

ALGORITHMS = ("RS256", "PS256", "ES256", "Ed25519")
"""Signed with a key that the provider alone has; never with a shared secret, never by nobody."""
KINDS = ("RSA", "EC", "OKP")
SHORTEST_RSA = 2048
MOST_KEYS = 50
LEEWAY = timedelta(seconds=60)
"""How far two clocks may be apart."""
OLDEST = timedelta(minutes=10)
"""A token is made when its code is redeemed, within the time that a sign-in may take."""
LONGEST_SUBJECT = 255
HOSTILE = (
    JoseError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    ArithmeticError,
)
"""What reading something hostile may end in."""


class UnknownKey(Untrusted):
    """Signed with a key that is not among those known: perhaps a new one."""


def keys_of(found: dict[str, Any]) -> KeySet:
    """The keys of a provider that a token may be signed with; others are passed over.

    :raises Untrusted: there is none, or far too many.
    """
    listed = found.get("keys")
    if not isinstance(listed, list) or len(listed) > MOST_KEYS:
        raise Untrusted("The provider's keys are no list of keys.")
    keys = [key for each in listed if (key := _key(each))]
    if not keys:
        raise Untrusted("The provider has no key that a token may be signed with.")
    return KeySet(keys)


def _key(found: Any) -> Any:
    if not isinstance(found, dict) or found.get("kty") not in KINDS:
        return None
    try:
        short = found["kty"] == "RSA" and base64_to_int(found["n"]).bit_length() < SHORTEST_RSA
        return None if short or found.get("use", "sig") != "sig" else JWKRegistry.import_key(found)
    except HOSTILE:
        return None


def subject_of(  # noqa: PLR0913 - what a token is held against
    token: Any, keys: KeySet, *, issuer: str, client_id: str, nonce: str, now: datetime
) -> str:
    """Whom a token is about.

    :raises UnknownKey: none of the keys has its id.
    :raises Untrusted: says which of its parts is not as it must be.
    """
    try:
        # A key that the token brings along or points to is never looked at.
        read = jwt.decode(
            token, keys, registry=JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        )
        _standard(read.claims, issuer, client_id, now)
        return _stricter(read, client_id, nonce, now)
    except InvalidKeyIdError:
        raise UnknownKey("Its key is unknown.") from None
    except Untrusted:
        raise
    except HOSTILE as error:
        raise Untrusted(f"{type(error).__name__} {getattr(error, 'claim', '')}".strip()) from None


def _standard(claims: dict[str, Any], issuer: str, client_id: str, now: datetime) -> None:
    jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=int(LEEWAY.total_seconds()),
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        exp={"essential": True},
        iat={"essential": True},
    ).validate(claims)


def _stricter(read: jwt.Token, client_id: str, nonce: str, now: datetime) -> str:
    claims = read.claims
    if str(read.header.get("typ", "JWT")).upper() != "JWT":
        raise Untrusted("It is another kind of token.")
    audience, party = claims["aud"], claims.get("azp")
    others = isinstance(audience, list) and set(audience) != {client_id}
    if party != client_id and (others or party is not None):
        raise Untrusted("It is for somebody else too.")
    if claims["iat"] < (now - OLDEST).timestamp():
        raise Untrusted("It is old.")
    if claims.get("nonce") != nonce:
        raise Untrusted("It answers another question.")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject.isascii() or not subject.isprintable():
        raise Untrusted("Its subject is none.")
    if not subject.strip() or len(subject) > LONGEST_SUBJECT:
        raise Untrusted("Its subject is empty or too long.")
    return subject
