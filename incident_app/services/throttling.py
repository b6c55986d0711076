"""How soon somebody may try again to sign in, kept in the database for every worker.

Counted for an address and where it came from: whoever types wrong passwords makes nobody wait but
themselves, and no officer is locked out in an emergency (security.md, T27). An address that nobody
has is counted alike, so waiting tells nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv4Address, ip_address, ip_network

import sqlalchemy as sa

from incident_app import journal
from incident_app.extensions import db
from incident_app.models import SignInFailure
from incident_app.vocabulary import LONGEST_SOURCE

from . import transaction

FREE = 5
"""Failures within :data:`WITHIN` that cost nothing."""
WITHIN = timedelta(minutes=15)
FIRST_WAIT = timedelta(seconds=30)
"""After the fifth; twice as long after each further one."""
LONGEST_WAIT = timedelta(minutes=15)
ENOUGH = 10
"""Doublings after which it is the longest anyway."""
ONES_OWN = 64
"""Bits of an IPv6 address that a provider gives out; whoever has it chooses the others."""


def wait(email: str, source: str, *, free: int = FREE, now: datetime) -> timedelta:
    """How long until this address may be tried again from this source; zero when it may be now.

    :param email: or whatever else is guessed at, in words of its own.
    :param free: how many failures cost nothing.
    """
    query = sa.select(SignInFailure.at).where(
        SignInFailure.email_sha256 == hashed(email),
        SignInFailure.source == _place(source),
        SignInFailure.at > now - WITHIN,
    )
    failures = sorted(db.session.scalars(query))
    if len(failures) < free:
        return timedelta(0)
    pause: timedelta = min(FIRST_WAIT * 2 ** min(len(failures) - free, ENOUGH), LONGEST_WAIT)
    return max(failures[-1] + pause - now, timedelta(0))


def failed(email: str, source: str, *, free: int = FREE, now: datetime) -> None:
    """Keep that a sign-in failed, and where it makes waiting begin.

    The event is of the failure and names no account, so that an address that somebody has is
    written of like any other and takes as long. Whose it was is found by the address's hash.
    """
    with transaction():
        failure = SignInFailure(email_sha256=hashed(email), source=_place(source), at=now)
        db.session.add(failure)
        db.session.flush()
        left = int(wait(email, source, free=free, now=now).total_seconds())
        name = "sign-in made to wait" if left else "sign-in failed"
        journal.record(name, failure, by=None, at=now, seconds=left)


def hashed(email: str) -> str:
    """What is kept of an address that somebody typed."""
    return sha256(email.strip().lower().encode(errors="replace")).hexdigest()


def _place(source: str) -> str:
    """Where a request came from: of an IPv6 address its network, as one device has all of that."""
    try:
        address = ip_address(source.partition("%")[0])
    except ValueError:
        return source[:LONGEST_SOURCE]
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, ONES_OWN), strict=False))
