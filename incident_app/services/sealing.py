"""What the database keeps sealed: readable only with the server's own secret beside it."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Broken(ValueError):
    """It was not sealed with this secret, or too long ago, or not whole."""


class Seal:
    """Seals and opens with a key made of a secret, for one purpose alone."""

    def __init__(self, secret: str, purpose: str) -> None:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode())
        self._fernet = Fernet(urlsafe_b64encode(derived.derive(secret.encode())))

    def closed(self, text: str, *, now: datetime) -> str:
        """The text sealed, with the moment inside."""
        return self._fernet.encrypt_at_time(text.encode(), int(now.timestamp())).decode()

    def opened(self, sealed: str, *, now: datetime, seconds: int | None = None) -> str:
        """The text again.

        :param seconds: how old it may be; ``None`` for any age.
        :raises Broken: it is not one of ours, or is older.
        """
        try:
            if seconds is None:
                return self._fernet.decrypt(sealed).decode()
            return self._fernet.decrypt_at_time(sealed, seconds, int(now.timestamp())).decode()
        except (InvalidToken, UnicodeError, ValueError):
            raise Broken from None
