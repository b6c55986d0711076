"""Handing messages to the district's mail server."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from functools import partial
from ipaddress import ip_address
from typing import Protocol, TypeAlias
from urllib.parse import unquote, urlsplit

PATIENCE = 20
"""Seconds that the server has for each answer."""


class Unsent(RuntimeError):
    """A message was not taken; says why, for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Plain text for one address; ``at`` is aware."""

    to: str
    subject: str
    body: str
    at: datetime


Send: TypeAlias = Callable[[Message], None]


class Post(Protocol):
    """Where messages are handed over."""

    def open(self) -> AbstractContextManager[Send]:
        """Be ready to send, until the block ends; what is called sends one message.

        :raises Unsent: nothing can be sent now; from the call, this message was not taken.
        """


@dataclass(slots=True)
class Kept:
    """Keeps messages instead of sending them."""

    messages: list[Message] = field(default_factory=list)

    @contextmanager
    def open(self) -> Iterator[Send]:
        """Always ready."""
        yield self.messages.append


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """A mail server, as ``smtp://USER:PASSWORD@HOST:PORT`` or ``smtps://``.

    ``smtp`` turns to TLS by STARTTLS before anything is said, and sends nothing to a server that
    has none, unless it is on this machine. ``author`` is the address that messages come from.
    """

    url: str
    author: str

    @contextmanager
    def open(self) -> Iterator[Send]:
        """Connect and sign in.

        :raises Unsent: the server is not there, has no TLS, or does not know the password.
        """
        with ExitStack() as stack:
            try:
                server = self._connected(stack)
            except (smtplib.SMTPException, OSError) as error:
                raise Unsent(f"The mail server is not ready: {error}") from error
            yield partial(self._send, server)

    def _connected(self, stack: ExitStack) -> smtplib.SMTP:
        url = urlsplit(self.url)
        host, tls = url.hostname or "", ssl.create_default_context()
        server: smtplib.SMTP
        if url.scheme == "smtps":
            server = smtplib.SMTP_SSL(host, url.port or 465, timeout=PATIENCE, context=tls)
        else:
            server = smtplib.SMTP(host, url.port or 587, timeout=PATIENCE)
        stack.callback(_left, server)
        if url.scheme == "smtp" and not _here(host):
            server.starttls(context=tls)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        return server

    def _send(self, server: smtplib.SMTP, message: Message) -> None:
        try:
            server.send_message(self._written(message), self.author, [message.to])
        except (smtplib.SMTPException, OSError) as error:
            raise Unsent(f"The mail server did not take a message: {error}") from error

    def _written(self, message: Message) -> EmailMessage:
        """With headers that hold one address and one line each, whatever they are made of."""
        written = EmailMessage()
        try:
            written["From"] = Address(addr_spec=self.author)
            written["To"] = Address(addr_spec=message.to)
            written["Subject"] = message.subject
        except (ValueError, IndexError, MessageError) as error:
            raise Unsent(f"{message.to!r} is no address that mail can be sent to.") from error
        written["Date"] = format_datetime(message.at)
        # Without a domain it would tell this machine's name.
        written["Message-ID"] = make_msgid(domain=self.author.rpartition("@")[2])
        written["Auto-Submitted"] = "auto-generated"
        written.set_content(message.body)
        return written


def _left(server: smtplib.SMTP) -> None:
    """Say goodbye; what was sent is sent, whatever comes back."""
    with suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()


def _here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
