"""Second factors: who has which, and proving one. What proved once proves nothing again."""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

import pyotp
import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from incident_app import journal
from incident_app.extensions import db
from incident_app.models import Factor, FactorEnd, FactorUse
from incident_app.vocabulary import LONGEST_FACTOR_NAME, FactorEnded, FactorKind, Role

from . import NotFound, Refused, transaction, wait_turn
from .sealing import Broken, Seal

if TYPE_CHECKING:
    from incident_app.models import Account

NEEDED = frozenset(Role) - {Role.ADMINISTRATOR}
"""Who must have one. Anyone else may, and is then asked for it too."""
STEP = 30
"""Seconds that a code of an app lasts (RFC 6238); the one before and after are taken too."""
CODES = 10
"""Recovery codes made at once."""
_CODE_BYTES = 15
_ONCE = "once"


def live(*, viewer: Account) -> Sequence[Factor]:
    """The viewer's factors that still prove something, with their uses; the oldest first.

    A recovery code that was used proves nothing any more.
    """
    query = (
        lasting()
        .where(Factor.account_id == viewer.id)
        .order_by(Factor.added_at, Factor.id)
        .options(selectinload(Factor.uses))
    )
    return db.session.scalars(query).all()


def enrolled(account: Account) -> bool:
    """Whether somebody has a passkey or an app."""
    theirs = lasting().where(
        Factor.account_id == account.id, Factor.kind != FactorKind.RECOVERY_CODE
    )
    return bool(db.session.scalar(sa.select(theirs.exists())))


def new_secret() -> str:
    """A secret for an app: 160 random bits in Base32 (RFC 4226 asks for as many)."""
    return pyotp.random_base32()


def address(secret: str, *, viewer: Account, district: str) -> str:
    """What an app reads from a picture: an ``otpauth:`` address."""
    return pyotp.TOTP(secret).provisioning_uri(name=viewer.email, issuer_name=district)


def add_app(  # noqa: PLR0913 - what makes it, and whose it is
    name: str, secret: str, code: str, *, seal: Seal, viewer: Account, now: datetime
) -> None:
    """Keep an authenticator app that has just given its first code.

    :raises Refused: the code is not the app's, the app is there already, or the name is missing or
        too long.
    """
    step = _step_of(secret, code, now)
    if step is None:
        raise Refused("This is not the code that the app shows now. Enter the newest one.", "code")
    factor = Factor(
        account_id=viewer.id,
        kind=FactorKind.APP,
        name=fit_name(name),
        secret=seal.closed(secret, now=now),
        added_at=now,
    )
    with transaction():
        wait_turn(Factor.__tablename__)
        # Kept twice, each of its codes would let in twice.
        if any(_secret_of(each, seal, now) == secret for each in live(viewer=viewer)):
            raise Refused("This app is there already.", "code")
        add(factor, viewer=viewer, now=now)
        db.session.add(FactorUse(factor_id=factor.id, proof=str(step), at=now))


def new_recovery_codes(*, viewer: Account, now: datetime) -> list[str]:
    """Ten codes that each let in once; those from before let in no more. Shown now and never again.

    :raises Refused: there is neither a passkey nor an app that they could stand in for.
    """
    if not enrolled(viewer):
        raise Refused("Add a passkey or an app first. Recovery codes stand in for one.")
    codes = [b32encode(secrets.token_bytes(_CODE_BYTES)).decode().lower() for _ in range(CODES)]
    with transaction():
        for old in live(viewer=viewer):
            if old.kind is FactorKind.RECOVERY_CODE:
                db.session.add(_end(old, FactorEnded.REPLACED, viewer, now))
        db.session.add_all(
            Factor(
                account_id=viewer.id,
                kind=FactorKind.RECOVERY_CODE,
                name=f"Code {number}",
                found_by=hashed(code),
                added_at=now,
            )
            for number, code in enumerate(codes, 1)
        )
        journal.record("recovery codes made", viewer, by=viewer, at=now, codes=CODES)
    return ["-".join(code[at : at + 6] for at in range(0, len(code), 6)) for code in codes]


def remove(factor_id: UUID, *, viewer: Account, now: datetime) -> None:
    """End one of the viewer's passkeys or apps.

    :raises NotFound: absent, ended, or somebody else's.
    :raises Refused: it is the last one of somebody who must have one.
    """
    with transaction():
        wait_turn(Factor.__tablename__)  # of two at once, the second is the last one's
        found = [each for each in live(viewer=viewer) if each.kind is not FactorKind.RECOVERY_CODE]
        factor = next((each for each in found if each.id == factor_id), None)
        if factor is None:
            raise NotFound
        if len(found) == 1 and viewer.role in NEEDED:
            raise Refused("This is your last one. Add another before you remove it.")
        db.session.add(_end(factor, FactorEnded.REMOVED, viewer, now))
        what = factor.kind.value
        journal.record("second factor removed", viewer, by=viewer, at=now, kind=what)


def prove(typed: str, *, seal: Seal, viewer: Account, now: datetime) -> bool:
    """Whether what was typed is a code of the viewer's app, or a recovery code; it is then used up.

    Either is an event, as is a code that is neither.
    """
    code = "".join(typed.split()).replace("-", "").lower()
    try:
        with transaction():
            use = _use_of(code, seal, viewer, now)
            name = "second factor proved" if use else "second factor failed"
            if use:
                db.session.add(use)
            journal.record(name, viewer, by=viewer, at=now)
    except sa.exc.IntegrityError:  # used a moment ago: whoever saw it over a shoulder is late
        return False
    return use is not None


def add(factor: Factor, *, viewer: Account, now: datetime) -> None:
    """Add a factor to the open transaction, with its event."""
    db.session.add(factor)
    db.session.flush()
    kind = factor.kind.value
    journal.record("second factor added", viewer, by=viewer, at=now, kind=kind)


def fit_name(name: str) -> str:
    """The name without the space around it.

    :raises Refused: it is missing or too long.
    """
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_FACTOR_NAME:
        raise Refused(f"Enter a name of at most {LONGEST_FACTOR_NAME} characters.", "name")
    return name


def hashed(code: str | bytes) -> str:
    """What a recovery code or a credential id is found by."""
    return sha256(code.encode() if isinstance(code, str) else code).hexdigest()


def lasting() -> sa.Select[Factor]:
    """The factors that still prove something, whosever they are."""
    ended = sa.exists().where(FactorEnd.factor_id == Factor.id)
    used = sa.exists().where(FactorUse.factor_id == Factor.id, FactorUse.proof == _ONCE)
    return sa.select(Factor).where(~ended, ~used)


def _end(factor: Factor, why: FactorEnded, by: Account | None, now: datetime) -> FactorEnd:
    return FactorEnd(factor_id=factor.id, why=why, by_id=by.id if by else None, at=now)


def _use_of(code: str, seal: Seal, viewer: Account, now: datetime) -> FactorUse | None:
    """The use that a code is, where it was not used before."""
    for factor in live(viewer=viewer):
        proof = None
        if factor.kind is FactorKind.RECOVERY_CODE and factor.found_by == hashed(code):
            proof = _ONCE
        elif factor.kind is FactorKind.APP:
            step = _step_of_app(factor, code, seal, now)
            proof = None if step is None else str(step)
        if proof and proof not in {use.proof for use in factor.uses}:
            return FactorUse(factor_id=factor.id, proof=proof, at=now)
    return None


def _step_of_app(factor: Factor, code: str, seal: Seal, now: datetime) -> int | None:
    secret = _secret_of(factor, seal, now)
    return _step_of(secret, code, now) if secret else None


def _secret_of(factor: Factor, seal: Seal, now: datetime) -> str | None:
    try:
        return seal.opened(factor.secret or "", now=now)
    except Broken:  # sealed with an earlier secret of the server: a recovery code still lets in
        return None


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """Which half minute a code is of, of the three that are taken."""
    app, digits = pyotp.TOTP(secret, interval=STEP), "".join(code.split())
    this = app.timecode(now)
    if not digits.isascii():
        return None
    steps = (this - 1, this, this + 1)
    return next(
        (each for each in steps if pyotp.utils.strings_equal(app.generate_otp(each), digits)), None
    )
