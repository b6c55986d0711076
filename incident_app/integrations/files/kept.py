"""What comes out of a file that was sent: what is kept of it, or why nothing is."""

from __future__ import annotations

from dataclasses import dataclass, field


class Unsafe(ValueError):
    """A file that isn't kept; says in sentences what was found and what to do instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of a file.

    ``media_type`` was found from the content. ``name`` is clean and ends as the media type
    should. ``content`` may differ from what was sent: metadata is gone.
    """

    media_type: str
    name: str
    content: bytes = field(repr=False)
