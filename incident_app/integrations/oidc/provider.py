"""Sending somebody to the provider, and finding out from it who came back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from authlib.integrations.base_client import OAuthError

from . import tokens
from .errors import Unreachable, Untrusted
from .patience import Clock, document, session

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

KNOWN_FOR = timedelta(hours=1)
"""How long what the provider says of itself is believed without asking again."""
KEYS_FOR = timedelta(minutes=1)
"""How soon its keys are asked for again when a token is signed with a new one."""
LEFT_ALONE = timedelta(seconds=10)
"""After it did not answer, so that who presses the button again and again holds no thread."""
DESCRIBED_AT = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """Where a browser is sent, and what it must come back with; kept by us until it does."""

    url: str
    state: str
    nonce: str
    verifier: str


class Provider(Protocol):
    """An identity provider; ``name`` is what people call it, ``issuer`` what it calls itself."""

    name: str
    issuer: str

    def send(self, *, clock: Clock) -> Going:
        """Somebody is to be sent there.

        :raises Unreachable: it does not answer.
        :raises Untrusted: it says to be another one.
        """

    def came_back(
        self, code: str, *, nonce: str, verifier: str, said_issuer: str | None, clock: Clock
    ) -> str:
        """The subject that a code stands for.

        :param said_issuer: who the answer says to be from, where it says so (RFC 9207).
        :raises Unreachable: it does not answer.
        :raises Untrusted: it vouches for nobody, or not in a way to be believed.
        """


@dataclass(frozen=True, slots=True)
class _Described:
    """What a provider says of itself."""

    authorization: str
    token: str
    authenticates: str
    says_issuer: bool
    keys: KeySet
    at: datetime


class Real:
    """The provider of an issuer.

    :param issuer: exactly as it names itself.
    :param back: where it sends people back to, as it is registered there.
    """

    def __init__(
        self, *, issuer: str, client_id: str, client_secret: str, name: str, back: str
    ) -> None:
        self.issuer, self.name = issuer, name
        self._near = urlsplit(issuer).scheme == "http"
        self._client = {
            "client_id": client_id,
            "client_secret": client_secret,
            "redirect_uri": back,
            "scope": "openid",  # whose it is, and nothing else of them
            "code_challenge_method": "S256",
        }
        self._known: _Described | None = None
        self._failed_at: datetime | None = None

    def send(self, *, clock: Clock) -> Going:
        """An address that is good once, for ten minutes."""
        known = self._describe(clock)
        state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        verifier = secrets.token_urlsafe(48)
        with session(clock, proxied=not self._near, **self._client) as opened:
            url, _ = opened.create_authorization_url(
                known.authorization, state=state, nonce=nonce, code_verifier=verifier
            )
        return Going(url=url, state=state, nonce=nonce, verifier=verifier)

    def came_back(
        self, code: str, *, nonce: str, verifier: str, said_issuer: str | None, clock: Clock
    ) -> str:
        """Redeem the code, and read nothing of the answer but the ID token."""
        known = self._describe(clock)
        if said_issuer != self.issuer and (said_issuer is not None or known.says_issuer):
            raise Untrusted("The answer is from another provider.")
        token = self._redeemed(known, code, verifier, clock)
        wanted = {"issuer": self.issuer, "client_id": self._client["client_id"], "nonce": nonce}
        try:
            return tokens.subject_of(token, known.keys, **wanted, now=clock())
        except tokens.UnknownKey:
            known = self._describe(clock, keys_since=KEYS_FOR)
            return tokens.subject_of(token, known.keys, **wanted, now=clock())

    def _redeemed(self, known: _Described, code: str, verifier: str, clock: Clock) -> Any:
        with session(
            clock,
            proxied=not self._near,
            token_endpoint_auth_method=known.authenticates,
            **self._client,
        ) as opened:
            try:
                answer = opened.fetch_token(
                    known.token,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=verifier,
                    redirect_uri=self._client["redirect_uri"],
                    allow_redirects=False,
                )
            except OAuthError as refused:
                raise Untrusted(f"The code is not taken: {str(refused.error)[:40]!r}.") from None
            except tokens.HOSTILE:
                raise Unreachable("No JSON where a token should be.") from None
        return answer.get("id_token")

    def _describe(self, clock: Clock, keys_since: timedelta = KNOWN_FOR) -> _Described:
        """What it says of itself, asked for again when that is older than this."""
        now = clock()
        if self._known is not None and now - self._known.at < keys_since:
            return self._known
        if self._failed_at is not None and now - self._failed_at < LEFT_ALONE:
            raise Unreachable("It did not answer a moment ago.")
        try:
            with session(clock, proxied=not self._near) as opened:
                found = self._itself(document(opened, self.issuer.rstrip("/") + DESCRIBED_AT))
                keys = tokens.keys_of(document(opened, self._address(found, "jwks_uri")))
        except (Unreachable, Untrusted):
            self._failed_at = now
            raise
        self._known = _Described(
            authorization=self._address(found, "authorization_endpoint"),
            token=self._address(found, "token_endpoint"),
            authenticates=_way(found.get("token_endpoint_auth_methods_supported")),
            says_issuer=found.get("authorization_response_iss_parameter_supported") is True,
            keys=keys,
            at=now,
        )
        self._failed_at = None
        return self._known

    def _itself(self, found: dict[str, Any]) -> dict[str, Any]:
        if found.get("issuer") != self.issuer:
            raise Untrusted("The provider says to be another issuer.")
        return found

    def _address(self, found: dict[str, Any], name: str) -> str:
        """An address that the provider names: over TLS, or on this machine where it is itself."""
        url = found.get(name)
        if not isinstance(url, str) or not url.isascii() or not url.isprintable() or " " in url:
            raise Untrusted(f"The provider names no {name}.")
        parts = urlsplit(url)
        if parts.scheme != "https" and not (self._near and _is_near(parts.hostname or "")):
            raise Untrusted(f"The provider's {name} is not reached over TLS.")
        return url


def _way(ways: object) -> str:
    """How to show the secret: as providers must take it, unless they take the other way alone."""
    only_posted = isinstance(ways, list) and "client_secret_basic" not in ways
    return "client_secret_post" if only_posted else "client_secret_basic"


def _is_near(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
