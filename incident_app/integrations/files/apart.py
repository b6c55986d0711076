"""Having pictures and PDFs looked into by a process of its own, with little time and memory.

What reads them is large, and a hostile file may make it loop, grow or crash. Then that process
ends, and the server doesn't. It has no settings, no secret and no database.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from .kept import Unsafe

SECONDS = 20
"""Of the processor's time for one look; on the clock it may take three times that."""

MODULE = __package__
ROOT = Path(__file__).resolve().parents[3]
TOO_MUCH = (
    "It takes too much time or memory to check. Save it as a new, smaller file and send that."
)

at_once = BoundedSemaphore(2)
"""So many looks at one moment; the next waits."""


def looked_into(kind: str, content: bytes) -> tuple[str, bytes]:
    """The media type and what is kept.

    :param kind: *picture* or *document*.
    :raises Unsafe: why nothing is kept.
    """
    try:
        with at_once:
            done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
                [sys.executable, "-m", MODULE, kind, str(SECONDS)],
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env={},
                timeout=3 * SECONDS,
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise Unsafe(TOO_MUCH) from None
    if done.returncode:
        raise Unsafe(TOO_MUCH)
    said, _, kept = done.stdout.partition(b"\n")
    if not kept:
        raise Unsafe(said.decode())
    return said.decode(), kept
