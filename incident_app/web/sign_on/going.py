"""What a browser keeps while it is at the provider: for ten minutes, for one way back.

It lies in the session's signed cookie, so that nobody else's browser can come back with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import compare_digest
from typing import TYPE_CHECKING

from flask import session

if TYPE_CHECKING:
    from incident_app.integrations.oidc import Going

KEY = "sign_on"
GOOD_FOR = timedelta(minutes=10)
LONGEST_NEXT = 1000
"""A cookie holds 4 kB; a longer address is not come back to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """With what a browser was sent out. ``connects``: to connect an account, not to sign in."""

    state: str
    nonce: str
    verifier: str
    connects: bool
    next: str


def keep(going: Going, *, connects: bool, next_page: str | None, now: datetime) -> None:
    """Keep it; an earlier way out is forgotten."""
    session[KEY] = {
        "state": going.state,
        "nonce": going.nonce,
        "verifier": going.verifier,
        "connects": connects,
        "next": next_page if next_page and len(next_page) <= LONGEST_NEXT else "",
        "of": _session(),
        "at": now.timestamp(),
    }


def take(state: str, *, now: datetime) -> Gone | None:
    """What this browser was sent out with under this state, and then no more.

    ``None`` for another browser's, another session's, or one that took too long.
    """
    kept = session.get(KEY)
    if not kept or not compare_digest(kept["state"].encode(), state.encode(errors="replace")):
        return None
    del session[KEY]
    over = now >= datetime.fromtimestamp(kept.pop("at"), UTC) + GOOD_FOR
    of = kept.pop("of")
    return None if over or of != _session() else Gone(**kept)


def _session() -> str:
    """The session that the browser is in, signed in or not."""
    return str(session.get("_user_id", ""))
