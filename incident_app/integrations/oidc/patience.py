"""A session with a provider that may be slow, endless or hostile: it gets seconds and kilobytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from requests import RequestException
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from .errors import Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from requests import PreparedRequest, Response

Clock = Callable[[], datetime]

TO_CONNECT, TO_SAY_SOMETHING = 3, 5
"""Seconds."""
WHOLE = timedelta(seconds=10)
"""For one answer, however it drips."""
MOST_BYTES = 256 * 1024
CHUNK = 16 * 1024
OK = 200


class Limited(HTTPAdapter):
    """Reads each answer itself, so that Authlib's requests are held to the limits too."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def send(self, request: PreparedRequest, *_args: Any, **options: Any) -> Response:
        """One answer, whole.

        :raises Unreachable: it takes too long or is too long.
        """
        until = self._clock() + WHOLE
        options |= {"stream": True, "timeout": (TO_CONNECT, TO_SAY_SOMETHING)}
        answer = super().send(request, **options)
        held = b""
        try:
            while chunk := answer.raw.read1(CHUNK, decode_content=False):
                held += chunk
                if len(held) > MOST_BYTES:
                    raise Unreachable("An answer is longer than any should be.")
                if self._clock() > until:
                    raise Unreachable("An answer takes longer than any should.")
        finally:
            answer.close()
        answer._content, answer._content_consumed = held, True  # noqa: SLF001 - what it would have read
        return answer


@contextmanager
def session(clock: Clock, *, proxied: bool, **options: Any) -> Iterator[OAuth2Session]:
    """A session in which whatever fails outside comes out as one error.

    :param proxied: whether a proxy or a bundle of certificates that the environment names counts.
    :raises Unreachable: from the block, with what failed.
    """
    with OAuth2Session(**options) as opened:
        opened.trust_env = proxied
        opened.headers["Accept-Encoding"] = "identity"
        for scheme in ("https://", "http://"):
            opened.mount(scheme, Limited(clock))
        try:
            yield opened
        except (AuthlibBaseError, RequestException, HTTPError, OSError) as error:
            raise Unreachable(type(error).__name__) from None


def document(opened: OAuth2Session, url: str) -> dict[str, Any]:
    """The JSON object at an address; nothing leads on to another one.

    :raises Unreachable: there is none.
    """
    answer = opened.request(
        "GET",
        url,
        withhold_token=True,
        allow_redirects=False,
        headers={"Accept": "application/json"},
    )
    if answer.status_code != OK:
        raise Unreachable(f"{answer.status_code} instead of a document.")
    try:
        found = json.loads(answer.content)
    except (ValueError, RecursionError):
        raise Unreachable("No JSON where a document should be.") from None
    if not isinstance(found, dict):
        raise Unreachable("No object where a document should be.")
    return found
