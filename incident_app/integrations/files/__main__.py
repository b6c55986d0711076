"""The process that looks into one picture or PDF, started by ``apart``.

Reads the file from its input. Writes the media type, a line break and what is kept; or why
nothing is kept, and nothing after it.
"""

from __future__ import annotations

import resource
import sys

from .kept import Unsafe

MEMORY = 1024**3
"""Limit in bytes."""


def main(kind: str, seconds: int) -> None:
    """Look into what comes in.

    :param kind: *picture* or *document*.
    :param seconds: of the processor's time that it may take.
    """
    if kind == "picture":
        from .pictures import redrawn as look  # noqa: PLC0415 - only what reads this kind
    else:
        from .documents import checked as look  # noqa: PLC0415
    content = sys.stdin.buffer.read()
    for limit, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    try:
        said, kept = look(content)
    except Unsafe as unsafe:
        said, kept = str(unsafe), b""
    sys.stdout.buffer.write(said.encode() + b"\n" + kept)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
