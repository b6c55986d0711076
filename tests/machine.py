"""What this machine has to test with, and what was tested."""

from __future__ import annotations

import os
from collections import Counter

import pytest

IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
KINDS = ("SQLite", "PostgreSQL", "browser")
ran: Counter[str] = Counter()
missing: dict[str, str] = {}
said: list[str] = []
"""What tests want a reader to know, printed at the end."""


def skip_or_fail(kind: str, reason: str) -> None:
    """A loud skip for a person; in CI, where everything must be there, a failure."""
    missing[kind] = reason
    if IN_CI:
        pytest.fail(reason)
    pytest.skip(reason)
