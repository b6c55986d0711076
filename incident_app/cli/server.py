"""Handing over to gunicorn."""

from __future__ import annotations

import errno
import os
import socket
import sys


class Taken(RuntimeError):
    """Something else serves there already; the message says what to do."""


def taken_by_none(host: str, port: int) -> None:
    """Check that an address is free to serve on.

    :raises Taken: it isn't.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Taken(
                    f"Another program serves on port {port}. Stop it, or choose another port "
                    f"with INCIDENT_PORT, such as {port + 1 if port < 65535 else 8000}."  # noqa: PLR2004
                ) from None
            raise Taken(f"Can't serve on {host}, port {port}: {error.strerror}.") from None


def run(host: str, port: int) -> None:
    """Become gunicorn: one process of eight threads, as SQLite has one writer."""
    sys.stdout.flush()
    os.environ.pop("INCIDENT_OWNER_URL", None)  # the pages never own the tables
    os.execv(  # noqa: S606 - our own interpreter, no shell
        sys.executable,
        [
            *(sys.executable, "-m", "gunicorn", "incident_app:create_app()"),
            *("--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"),
            *("--workers", "1", "--threads", "8", "--log-level", "warning"),
            *("--no-control-socket",),
        ],
    )
