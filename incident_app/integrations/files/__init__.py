"""Files that people send: recognised by what is in them, made safe, or refused with the reason.

Nothing is believed of a file but its bytes: not its name, not what the browser says it is.
"""

from __future__ import annotations

from . import signatures, sounds, words
from .apart import looked_into
from .kept import Kept, Unsafe
from .names import cleaned

__all__ = ["Kept", "Unsafe", "cleaned", "recognised"]


def recognised(content: bytes, name: str) -> Kept:
    """What is kept of a file.

    A picture is drawn anew, upright and without its metadata; a recording loses what stands
    beside its sound; a PDF and plain text are kept as they were sent.

    :raises Unsafe: it could run code, hides something, is damaged, or is of a kind not kept.
    """
    media_type, kept = _looked_into(content)
    return Kept(media_type=media_type, name=cleaned(name, media_type), content=kept)


def _looked_into(content: bytes) -> tuple[str, bytes]:
    if signatures.picture_form(content):
        return looked_into("picture", content)
    if content.startswith(b"%PDF-"):
        return looked_into("document", content)
    if found := sounds.sound(content):
        return found
    if content and words.is_text(content):
        return "text/plain", content
    raise signatures.said_of(content)
