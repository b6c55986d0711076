"""A real identity provider on this machine that can be made to lie in every part of its answers."""

from __future__ import annotations

import json
import threading
from base64 import b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe
from urllib.parse import urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from incident_app.integrations.oidc import Going

CLIENT, SECRET, NAME = "incident-app", "a secret of the tests", "Prairie ID"
KEY, OTHER_KEY = (RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}) for _ in range(2))
"""The provider's own, and one of somebody else who gives it the same name."""
ANY = JWSRegistry(algorithms=list(JWSRegistry.algorithms), strict_check_header=False)


class IdentityProvider:
    """Signs in as ``subject`` whoever comes, at once or after a press on a button.

    ``claims`` and ``sign`` make the token, ``brings`` what the browser brings back, ``document``
    what it says of itself, ``keys`` those it publishes. ``answers`` holds, by path, what answers
    instead, and ``/on`` before a path leads round it; ``asked`` what it was asked. ``clock`` is whoever's who asks.
    """

    def __init__(self):
        self.clock, self._codes = None, {}
        self._server = make_server("127.0.0.1", 0, self._answered, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self.issuer = f"http://127.0.0.1:{self._server.port}"
        self.elsewhere = f"http://localhost:{self._server.port}"
        self.tells_truth()

    def tells_truth(self):
        """Forget every lie, and what was asked."""
        self.subject, self.button, self.detour = "subject-1", False, False
        self.claims = self.brings = self.document = lambda found: found
        self.keys, self.sign, self.answers, self.asked = [KEY], signed, {}, []

    def settings(self, url):
        """For the program that is reached at an address."""
        return {
            "URL": url, "OIDC_ISSUER": self.issuer, "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET,
            "OIDC_NAME": NAME,
        }  # fmt: skip

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_raised):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answered(self, environ, start):
        request = Request(environ)
        self.asked.append(request.path)
        pages = {
            "/.well-known/openid-configuration": self._described,
            "/keys": lambda _: as_json({"keys": [each.as_dict(private=False) for each in self.keys]}),
            "/authorize": self._authorize,
            "/token": self._token,
        }  # fmt: skip
        page = self.answers.get(request.path) or pages.get(request.path.removeprefix("/on"))
        answer = page(request) if page else Response("Nothing here.", 404)
        request.stream.read()
        return answer(environ, start)

    def _described(self, _request):
        return as_json(
            self.document({
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            })
        )  # fmt: skip

    def _authorize(self, request):
        asked = request.args
        if self.detour and request.host.startswith("127."):  # as large providers do
            return Response("", 302, {"Location": f"{self.elsewhere}{request.full_path}"})
        assert (asked["response_type"], asked["scope"], asked["client_id"]) == (
            "code",
            "openid",
            CLIENT,
        )
        assert asked["code_challenge_method"] == "S256"
        code = token_urlsafe(16)
        self._codes[code] = asked.to_dict()
        brought = self.brings({"code": code, "state": asked["state"]})
        back = f"{asked['redirect_uri']}?{urlencode(brought, doseq=True)}"
        if not self.button:
            return Response("", 302, {"Location": back})
        page = f'<!doctype html><html lang="en"><title>{NAME}</title><link rel="icon" href="data:,"><h1>{NAME}</h1><a href="{back}">It is me</a>'
        return Response(page.replace("&", "&amp;"), content_type="text/html")

    def _token(self, request):
        sent = request.form
        asked = self._codes.pop(sent.get("code"), None)  # once
        shown = b64decode(request.headers.get("Authorization", "Basic Og==").split()[-1]).decode()
        made = urlsafe_b64encode(sha256(sent.get("code_verifier", "").encode()).digest())
        if (
            asked is None
            or shown != f"{CLIENT}:{SECRET}"
            or made.rstrip(b"=").decode() != asked["code_challenge"]
            or sent["redirect_uri"] != asked["redirect_uri"]
        ):
            return as_json({"error": "invalid_grant"}, 400)
        now = int(self.clock().timestamp())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": self.subject, "nonce": asked["nonce"], "iat": now, "exp": now + 300,
        }  # fmt: skip
        answer = {"access_token": token_urlsafe(), "token_type": "Bearer"}
        return as_json(answer | {"id_token": self.sign(self.claims(claims))})


def signed(claims, key=KEY, **header):
    """A token as the provider signs it, but for what is said otherwise; ``None`` leaves out."""
    head = {"alg": "RS256", "kid": "one", **header}
    head = {name: value for name, value in head.items() if value is not None}
    return jwt.encode(head, claims, key, registry=ANY)


def signed_as_it_is(header, payload):
    """A token whose header and payload no library would sign."""
    said = f"{part(header)}.{part(payload)}"
    made = KEY.private_key.sign(said.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{said}.{part(made)}"


def as_json(found, code=200):
    return Response(json.dumps(found), code, content_type="application/json")


def part(found):
    """A part of a token."""
    text = found if isinstance(found, bytes) else json.dumps(found).encode()
    return urlsafe_b64encode(text).rstrip(b"=").decode()


def path_of(url):
    """The path and query of an address."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


@dataclass(frozen=True, slots=True)
class Fake:
    """Vouches for whoever comes back with the subject as the code."""

    name: str
    issuer: str = "https://id.district.example"

    def send(self, *, clock):  # noqa: ARG002 - it needs no time
        """Always the same."""
        return Going(url=f"{self.issuer}/authorize", state="state", nonce="nonce", verifier="proof")

    def came_back(self, code, **_checked):
        """The code is the subject."""
        return code
