"""Passkeys (WebAuthn): made for this site alone, so that no other can ask for what they prove.

A passkey is asked to see its person (by finger, face or a code), so it is two factors at once: what
they have, and what they are or know. No list of makers is kept: any passkey will do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
import webauthn
from sqlalchemy.orm import joinedload, selectinload
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from incident_app import journal, viewing
from incident_app.extensions import db
from incident_app.models import Factor, FactorUse
from incident_app.vocabulary import FactorKind

from . import Refused, factors, transaction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webauthn.authentication.verify_authentication_response import VerifiedAuthentication

    from incident_app.models import Account

LONGEST_ANSWER = 20_000
"""Characters of a browser's answer; a passkey's own is under a tenth."""
_WRONG = (
    WebAuthnException,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    ArithmeticError,
)
"""What reading something hostile may end in, beside the library's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What passkeys are bound to: ``origin`` as ``https://HOST``, and its ``host``."""

    origin: str
    host: str
    name: str


def to_make(challenge: bytes, *, site: Site, viewer: Account) -> str:
    """What a browser is asked, to make a passkey; JSON."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_name=viewer.email,
        user_display_name=viewer.name,
        user_id=viewer.id.bytes,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_described(factors.live(viewer=viewer)),
    )
    return webauthn.options_to_json(options)


def to_prove(challenge: bytes, *, site: Site, viewer: Account | None) -> str:
    """What a browser is asked, to prove a passkey of the viewer's, or any of the site; JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        allow_credentials=_described(factors.live(viewer=viewer)) if viewer else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def add(  # noqa: PLR0913 - what the browser said, to what, and whose it is
    name: str, answer: str, challenge: bytes, *, site: Site, viewer: Account, now: datetime
) -> None:
    """Keep a passkey that a browser has made.

    :raises Refused: the answer is not to this challenge or of this site, the passkey is there
        already, or its name is missing or too long.
    """
    name = factors.fit_name(name)
    try:
        made = webauthn.verify_registration_response(
            credential=_fit(answer),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except _WRONG:
        raise Refused("The passkey was not made. Try again, or use an app.") from None
    factor = Factor(
        account_id=viewer.id,
        kind=FactorKind.PASSKEY,
        name=name,
        found_by=factors.hashed(made.credential_id),
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        added_at=now,
    )
    try:
        with transaction():
            factors.add(factor, viewer=viewer, now=now)
            db.session.add(_use(factor, challenge, made.sign_count, now))
    except sa.exc.IntegrityError:
        raise Refused("This passkey is there already.") from None


def owner(answer: str, challenge: bytes, *, site: Site, now: datetime) -> Account | None:
    """Whose passkey answered, where it did: an active account that is then looking.

    The challenge is used up, so that the same answer proves nothing again.
    """
    factor = _presented(answer)
    if factor is None or not factor.account.active:
        return None
    viewing.account(factor.account_id)
    return factor.account if _proved(factor, answer, challenge, site, now) else None


def prove(answer: str, challenge: bytes, *, site: Site, viewer: Account, now: datetime) -> bool:
    """Whether a passkey of the viewer's answered; the challenge is then used up."""
    factor = _presented(answer)
    if factor is None or factor.account_id != viewer.id:
        return False
    return _proved(factor, answer, challenge, site, now)


def _described(found: Iterable[Factor]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=each.credential_id) for each in found if each.credential_id
    ]


def _fit(answer: str) -> str:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("too long")
    return answer


def _presented(answer: str) -> Factor | None:
    """The live passkey that an answer names; whether it is one is not known yet."""
    try:
        named = webauthn.helpers.parse_authentication_credential_json(_fit(answer))
    except _WRONG:
        return None
    found_by = factors.hashed(named.raw_id)
    viewing.present(db.session.connection(), found_by)
    found = db.session.scalar(
        factors.lasting()
        .where(Factor.kind == FactorKind.PASSKEY, Factor.found_by == found_by)
        .options(joinedload(Factor.account), selectinload(Factor.uses))
    )
    handle = named.response.user_handle
    return found if found and handle in {None, found.account_id.bytes} else None


def _proved(factor: Factor, answer: str, challenge: bytes, site: Site, now: datetime) -> bool:
    account, proof = factor.account, _verified(factor, answer, challenge, site)
    try:
        with transaction():
            name = "second factor proved" if proof else "second factor failed"
            if proof:
                db.session.add(_use(factor, challenge, proof.new_sign_count, now))
            journal.record(name, account, by=account, at=now)
    except sa.exc.IntegrityError:  # the same answer was here before
        return False
    return proof is not None


def _verified(
    factor: Factor, answer: str, challenge: bytes, site: Site
) -> VerifiedAuthentication | None:
    try:
        return webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=factor.public_key or b"",
            credential_current_sign_count=max((use.count or 0 for use in factor.uses), default=0),
            require_user_verification=True,
        )
    except _WRONG:
        return None


def _use(factor: Factor, challenge: bytes, count: int, now: datetime) -> FactorUse:
    return FactorUse(factor_id=factor.id, proof=factors.hashed(challenge), count=count, at=now)
