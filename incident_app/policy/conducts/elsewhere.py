"""What the catalogue has no words for."""

from __future__ import annotations

from .conduct import Conduct

ELSEWHERE = (
    Conduct(
        code="something_else",
        label="Something else",
        synonyms=("other", "not listed", "unlisted"),
        suggestions=(),
    ),
)
