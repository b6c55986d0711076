"""The challenge that a passkey answers, and the site it is bound to."""

from __future__ import annotations

import ipaddress
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import current_app, request, session

from incident_app.services.passkeys import Site

LASTS = timedelta(minutes=5)
_KEPT = "challenge"


def site() -> Site | None:
    """The site that passkeys are bound to; ``None`` where browsers make none.

    The district's own address, never what a request says of itself; without one, only this machine
    by its name. Browsers make passkeys for names alone, not for numbers.
    """
    origin = str(current_app.config["URL"]).rstrip("/")
    if not origin and request.host.split(":")[0] == "localhost":
        origin = f"http://{request.host}"
    url = urlsplit(origin)
    host = url.hostname or ""
    if not host or _is_number(host):
        return None
    port = f":{url.port}" if url.port else ""
    name = current_app.config["DISTRICT"]
    return Site(origin=f"{url.scheme}://{host}{port}", host=host, name=name)


def new(now: datetime) -> bytes:
    """A challenge for the next answer of this browser; the one before is worth nothing."""
    challenge = secrets.token_bytes(32)
    session[_KEPT] = [urlsafe_b64encode(challenge).decode(), now.isoformat()]
    return challenge


def taken(now: datetime) -> bytes | None:
    """The challenge of this browser, once; ``None`` where there is none, or it is old."""
    kept = session.pop(_KEPT, None)
    if not kept:
        return None
    challenge, made = kept
    return urlsafe_b64decode(challenge) if now - datetime.fromisoformat(made) < LASTS else None


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
