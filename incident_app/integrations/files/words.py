"""Plain text: characters to read, and no page or program among them."""

from __future__ import annotations

import re

from .kept import Unsafe
from .signatures import AS_PDF, DRAWING, OFFICE, SCRIPT, WEB_PAGE

AS_UTF_8 = "Save it as text in UTF-8, or as a PDF, and send that."
BEGINNING = 1024
"""How far a browser looks for markup, in bytes, and some more."""

NOT_TEXT = re.compile(r"[\0-\x08\x0b\x0e-\x1f\x7f]")
MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?/a-z]", re.IGNORECASE)
SVG = re.compile(rb"<\s*(?:\w+:)?svg\b", re.IGNORECASE)
PAGE = re.compile(
    rb"<\s*(?:!doctype\s+html|html|script|head|body|iframe|object|embed)\b", re.IGNORECASE
)
BEGINNINGS = (
    ("#!", SCRIPT),
    ("{\\rtf", OFFICE),
    ("%!PS", f"It is a PostScript document, which can run code. {AS_PDF}"),
)


def is_text(content: bytes) -> bool:
    """Whether it is UTF-8 without characters that only machines read.

    :raises Unsafe: it is markup, a script or another document written in characters.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unsafe(f"It is text in the encoding UTF-16. {AS_UTF_8}")
    _refuse_markup(content[:BEGINNING])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if NOT_TEXT.search(text):
        return False
    for beginning, said in BEGINNINGS:
        if text.startswith(beginning):
            raise Unsafe(said)
    _refuse_markup(content)
    return True


def _refuse_markup(content: bytes) -> None:
    if PAGE.search(content):
        raise Unsafe(WEB_PAGE)
    if SVG.search(content):
        raise Unsafe(DRAWING)
    if MARKUP.match(content):
        raise Unsafe(f"It is a file for programs (XML). {AS_UTF_8}")
