"""Everything that a provider, a token or a way back may lie about. Each lets nobody in.

A lie takes the :class:`Case` and twists its provider.
"""

from dataclasses import dataclass
from time import sleep
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jwk
from joserfc.util import int_to_base64
from werkzeug.wrappers import Response

from tests.identity_provider import CLIENT, KEY, OTHER_KEY, as_json, part, signed, signed_as_it_is

STALE, UNTRUSTED, DECLINED, SILENT, UNKNOWN = (
    "was not begun in this browser, was used before, or took longer",
    "sent an answer that cannot be trusted",
    "did not sign you in",
    "does not answer at the moment",
    "Nobody here is connected with this",
)
CODES = {STALE: 400, UNTRUSTED: 400, DECLINED: 400, SILENT: 503, UNKNOWN: 403}
"""What the person reads, and the status it comes with."""


@dataclass
class Case:
    """Whose provider it is, and an account that is connected there."""

    provider: Any
    account: Any


def claims(**over):
    """Claims said otherwise; ``None`` leaves one out."""

    def lie(case):
        case.provider.claims = lambda found: {
            name: value(found) if callable(value) else value
            for name, value in (found | over).items() if value is not None
        }  # fmt: skip

    return lie


def seconds(name, by):
    return claims(**{name: lambda found: found["iat"] + by})


def signs(sign):
    def lie(case):
        case.provider.sign = lambda found: sign(case, found)

    return lie


def brings(**over):
    """What the browser brings back said otherwise; ``None`` leaves one out."""

    def lie(case):
        case.provider.brings = lambda found: {
            name: value for name, value in (found | over).items() if value is not None
        }

    return lie


def answers(path, answer):
    def lie(case):
        case.provider.answers[path] = lambda _request: answer(case)

    return lie


def described(**over):
    def lie(case):
        case.provider.document = lambda found: {
            name: value(case) if callable(value) else value for name, value in (found | over).items()
        }  # fmt: skip

    return lie


def publishes(keys):
    def lie(case):
        case.provider.answers["/keys"] = lambda _: as_json(keys())

    return lie


def with_parts(change):
    """A signed token with its three parts changed."""
    return signs(lambda _, found: ".".join(change(*signed(found).split("."), found)))


def own_key(**header):
    """Signed by somebody else, whose key the token brings along."""
    return signs(lambda _, found: signed(found, OTHER_KEY, kid=None, **header))


def public_as_secret(_case, found):
    """HS256 with the provider's public key as the secret: whoever can read it could sign."""
    secret = jwk.OctKey.import_key(part(KEY.as_pem(private=False)))
    return signed(found, secret, alg="HS256")


def stranger(case, **over):
    case.provider.subject = "subject-2"
    claims(**over)(case)


def drip(_case):
    def slowly():
        while True:
            yield b" "
            sleep(0.01)

    return Response(slowly(), content_type="application/json")


def hangs_up(_case):
    return Response(b"{", headers={"Content-Length": "1000"}, content_type="application/json")


def pages(code):
    return lambda _: Response("<h1>Sorry</h1>", code, content_type="text/html")


def leads_on(path):
    """To where the truth is told, on another host."""
    return answers(
        path, lambda it: Response("", 307, {"Location": f"{it.provider.elsewhere}/on{path}"})
    )


SHORT = rsa.generate_private_key(65537, 1024).public_key().public_numbers()  # noqa: S505 - to be refused
X5C = part(b"a certificate" * 4)
HEAD = {"alg": "RS256", "kid": "one"}
ENDLESS = "x" * 300_000

TOKENS = {
    "alg none": with_parts(lambda _h, body, _s, _f: (part({"alg": "none", "kid": "one"}), body, "")),
    "alg None in capitals": with_parts(lambda _h, body, s, _f: (part({"alg": "NONE", "kid": "one"}), body, s)),
    "HS256 signed with the public key": signs(public_as_secret),
    "HS256 signed with the client's secret": signs(
        lambda _, found: signed(found, jwk.OctKey.import_key("a secret of the tests, long enough"), alg="HS256")
    ),
    "RS512, which is not on the list": signs(lambda _, found: signed(found, alg="RS512")),
    "another key under the same id": signs(lambda _, found: signed(found, OTHER_KEY)),
    "an unknown key id": signs(lambda _, found: signed(found, OTHER_KEY, kid="two")),
    "a key id that is a path": signs(lambda _, found: signed(found, OTHER_KEY, kid="../../dev/null")),
    "no key id, and another key": signs(lambda _, found: signed(found, OTHER_KEY, kid=None)),
    "the key in its own header (jwk)": own_key(jwk=OTHER_KEY.as_dict(private=False)),
    "an address of keys in its header (jku)": signs(
        lambda case, found: signed(found, OTHER_KEY, jku=f"{case.provider.issuer}/mine")
    ),
    "an address of certificates in its header (x5u)": signs(
        lambda case, found: signed(found, OTHER_KEY, x5u=f"{case.provider.issuer}/mine")
    ),
    "a certificate in its header (x5c)": own_key(x5c=[X5C]),
    "a header that must be understood (crit)": signs(
        lambda _, found: signed_as_it_is(HEAD | {"crit": ["exp2"], "exp2": 1}, found)
    ),
    "the signature cut off": with_parts(lambda head, body, _s, _f: (head, body, "")),
    "two parts": with_parts(lambda head, body, _s, _f: (head, body)),
    "the payload exchanged": with_parts(lambda head, _b, s, found: (head, part(found | {"sub": "subject-2"}), s)),
    "the header exchanged": with_parts(lambda _h, body, s, _f: (part({"alg": "PS256", "kid": "one"}), body, s)),
    "claims that are a list": signs(lambda _, found: signed_as_it_is(HEAD, [found])),
    "claims that are no JSON": signs(lambda *_: signed_as_it_is(HEAD, b"{subject-1}")),
    "a header that is a list": signs(lambda _, found: signed_as_it_is([HEAD], found)),
    "claims nested without end": signs(lambda *_: signed_as_it_is(HEAD, b"[" * 90_000)),
    "a payload beside the token (b64)": signs(
        lambda _, found: signed_as_it_is(HEAD | {"crit": ["b64"], "b64": False}, found)
    ),
    "no text at all": signs(lambda *_: 17),
    "no token": signs(lambda *_: None),
    "a list of tokens": signs(lambda _, found: [signed(found)]),
    "an algorithm that is a list": signs(lambda _, found: signed_as_it_is(HEAD | {"alg": ["RS256"]}, found)),
    "no algorithm": signs(lambda _, found: signed_as_it_is({"kid": "one"}, found)),
    "a key id that is a number": signs(lambda _, found: signed_as_it_is(HEAD | {"kid": 1}, found)),
    "a token for an API (typ at+jwt)": signs(lambda _, found: signed(found, typ="at+jwt")),
    "a token that ends a session (typ logout+jwt)": signs(lambda _, found: signed(found, typ="logout+jwt")),
    "expired": seconds("exp", -61),
    "no expiry": claims(exp=None),
    "an expiry that is no number": claims(exp="tomorrow"),
    "an expiry without end": claims(exp=float("inf")),
    "not yet valid": seconds("nbf", 120),
    "made in the future": seconds("iat", 3600),
    "made an hour ago": seconds("iat", -3600),
    "no moment": claims(iat=None),
    "a moment that is true": claims(iat=True),
    "another issuer": claims(iss="https://evil.example"),
    "the issuer with a slash": claims(iss=lambda found: found["iss"] + "/"),
    "the issuer in capitals": claims(iss=lambda found: found["iss"].upper()),
    "a list of issuers": claims(iss=lambda found: [found["iss"]]),
    "no issuer": claims(iss=None),
    "for another program": claims(aud="another-app"),
    "for another program, by way of this one": claims(aud="another-app", azp=CLIENT),
    "for both, by way of another": claims(aud=[CLIENT, "another-app"], azp="another-app"),
    "for both, by nobody's way": claims(aud=[CLIENT, "another-app"]),
    "for this one, by way of another": claims(azp="another-app"),
    "for nobody": claims(aud=None),
    "for an empty list": claims(aud=[]),
    "for a longer name": claims(aud=f"{CLIENT}-2"),
    "no nonce": claims(nonce=None),
    "another nonce": claims(nonce="another"),
    "an empty nonce": claims(nonce=""),
    "a list with the nonce": claims(nonce=lambda found: [found["nonce"]]),
    "no subject": claims(sub=None),
    "an empty subject": claims(sub=""),
    "a blank subject": claims(sub="   "),
    "a subject that is a number": claims(sub=1),
    "a subject that is a list": claims(sub=["subject-1"]),
    "a subject with a NUL": claims(sub="subject-1\0"),
    "a subject in letters that look alike": claims(sub="\u0455ubject-1"),
    "a subject that is half a character": signs(lambda _, found: signed_as_it_is(HEAD, found | {"sub": "\ud800"})),
    "a subject of 256 characters": claims(sub="s" * 256),
}  # fmt: skip
"""Lies of a token: what was redeemed is not believed."""

STRANGERS = {
    "a subject that nobody connected": stranger,
    "a subject in other capitals": claims(sub="SUBJECT-1"),
    "a subject with a space after it": claims(sub="subject-1 "),
    "the e-mail address of an account": lambda it: stranger(it, email=it.account.email, email_verified=True),
    "the e-mail address of an account as the subject": lambda it: claims(sub=it.account.email)(it),
    "the id of an account as the subject": lambda it: claims(sub=str(it.account.id))(it),
    "a group that says admin": lambda it: stranger(it, groups=["admin"], roles=["system_administrator"], role="coordinator"),
    "a name that is an account's": lambda it: stranger(it, name=it.account.name, preferred_username=it.account.email),
}  # fmt: skip
"""Whom nobody here connected: the provider tells the truth, and they are not let in."""

WAYS = {
    "an error instead of a code": (DECLINED, brings(code=None, error="access_denied")),
    "an error beside a code": (DECLINED, brings(error="access_denied")),
    "no code": (UNTRUSTED, brings(code=None)),
    "two codes": (UNTRUSTED, brings(code=["one", "two"])),
    "a code that the provider did not give": (UNTRUSTED, brings(code="of somebody else")),
    "an endless code": (UNTRUSTED, brings(code="x" * 5000)),
    "no state": (STALE, brings(state=None)),
    "another state": (STALE, brings(state="another")),
    "an empty state": (STALE, brings(state="")),
    "a state in letters of elsewhere": (STALE, brings(state="\u0455")),
    "an answer of another issuer (iss)": (UNTRUSTED, brings(iss="https://evil.example")),
    "an empty issuer in the answer": (UNTRUSTED, brings(iss="")),
    "no issuer in the answer, where it is promised": (
        UNTRUSTED, described(authorization_response_iss_parameter_supported=True),
    ),
}  # fmt: skip
"""Lies of what the browser brings back."""

PROVIDERS = {
    "it says to be another issuer": described(issuer="https://evil.example"),
    "it says to be itself with a slash": described(issuer=lambda case: case.provider.issuer + "/"),
    "it says to be nobody": described(issuer=None),
    "its keys are not reached over TLS": described(jwks_uri="http://evil.example/keys"),
    "its tokens are not reached over TLS": described(token_endpoint="http://evil.example/token"),
    "people are not sent over TLS": described(authorization_endpoint="http://evil.example/authorize"),
    "people are sent to a script": described(authorization_endpoint="javascript:alert(1)"),
    "people are sent nowhere": described(authorization_endpoint=None),
    "its description is a page": answers("/.well-known/openid-configuration", pages(200)),
    "its description is a list": answers("/.well-known/openid-configuration", lambda _: as_json([])),
    "its description is endless": answers("/.well-known/openid-configuration", lambda _: as_json({"issuer": ENDLESS})),
    "its description fails": answers("/.well-known/openid-configuration", pages(500)),
    "its description drips": answers("/.well-known/openid-configuration", drip),
    "its description breaks off": answers("/.well-known/openid-configuration", hangs_up),
    "its description leads on": leads_on("/.well-known/openid-configuration"),
    "its keys lead on": leads_on("/keys"),
    "its keys fail": answers("/keys", pages(500)),
    "it has no keys": publishes(lambda: {"keys": []}),
    "its keys are none": publishes(lambda: {"keys": "one"}),
    "its keys are too many": publishes(lambda: {"keys": [KEY.as_dict(private=False)] * 51}),
    "its keys are too large": publishes(lambda: {"keys": [KEY.as_dict(private=False) | {"x": ENDLESS}]}),
    "its key is too short": publishes(lambda: {"keys": [{"kty": "RSA", "kid": "one", "n": int_to_base64(SHORT.n), "e": "AQAB"}]}),
    "its key is a shared secret": publishes(lambda: {"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "one"}]}),
    "its key is of a kind that is a list": publishes(lambda: {"keys": [{"kty": ["RSA"], "kid": "one"}]}),
    "its key is for hiding": publishes(lambda: {"keys": [KEY.as_dict(private=False) | {"use": "enc"}]}),
}  # fmt: skip
"""What is wrong with the provider before anybody is sent there."""

AT_THE_END = {
    "the token endpoint fails": answers("/token", pages(500)),
    "the token endpoint answers with a page": answers("/token", pages(200)),
    "the token endpoint answers with a list": answers("/token", lambda _: as_json([])),
    "the token endpoint leads on": leads_on("/token"),
    "the token endpoint is endless": answers("/token", lambda _: as_json({"id_token": ENDLESS})),
    "the token endpoint drips": answers("/token", drip),
    "the token endpoint breaks off": answers("/token", hangs_up),
}  # fmt: skip
"""What is wrong with it when somebody has come back."""
