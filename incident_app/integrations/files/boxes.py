"""Recordings in boxes (MP4, M4A, 3GP): what phones write most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .kept import Unsafe
from .signatures import HEIC, PICTURE, VIDEO

DAMAGED = "The recording is cut off or damaged. Send it again, or save it as MP3."
STILL = {b"heic": HEIC, b"heix": HEIC, b"hevc": HEIC, b"mif1": HEIC, b"msf1": HEIC}
STILL |= {b"avif": PICTURE, b"avis": PICTURE, b"crx ": PICTURE}
"""Photos that come in boxes too, by what the first box says."""

INSIDE = {b"moov", b"trak", b"mdia"}
"""Boxes that hold boxes we look into."""

BESIDE = {b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"pnot"}
"""Boxes beside the sound: titles, places, and room for anything."""

TRACKS = {b"soun", b"text", b"sbtl"}
DEEPEST = 4
MOST = 10_000
"""Tracks of a recording, and limits of the boxes in it."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its name, where it begins, where what is in it begins, and where it ends."""

    name: bytes
    at: int
    inside: int
    end: int


def sound_of_boxes(content: bytes) -> tuple[str, bytes] | None:
    """The media type, and the recording with what stood beside its sound blanked.

    Blanked in place, as the sound is found by its distance from the beginning.

    :raises Unsafe: it is a video, a photo, cut off, or holds no sound.
    """
    if content[4:8] != b"ftyp":
        return None
    brand = content[8:12]
    if brand in STILL:
        raise Unsafe(STILL[brand])
    kept, tracks = bytearray(content), set()
    for box in _boxes(content, 0, len(content), 0):
        if box.name == b"hdlr":
            tracks.add(content[box.inside + 8 : box.inside + 12])
        elif box.name in BESIDE:
            kept[box.at + 4 : box.at + 8] = b"free"
            kept[box.inside : box.end] = bytes(box.end - box.inside)
    if tracks - TRACKS:
        raise Unsafe(VIDEO)
    if b"soun" not in tracks:
        raise Unsafe(DAMAGED)
    return ("audio/3gpp" if brand[:2] == b"3g" else "audio/mp4"), bytes(kept)


def _boxes(content: bytes, at: int, end: int, depth: int) -> Iterator[Box]:
    """Boxes that follow one another to the very end, and those inside them.

    :raises Unsafe: they don't.
    """
    count = 0
    while at < end:
        size, inside = int.from_bytes(content[at : at + 4], "big"), at + 8
        if size == 1:
            size, inside = int.from_bytes(content[at + 8 : at + 16], "big"), at + 16
        elif size == 0 and depth == 0:
            size = end - at
        box = Box(content[at + 4 : at + 8], at, inside, at + size)
        count += 1
        if box.end > end or box.inside > box.end or count > MOST or depth > DEEPEST:
            raise Unsafe(DAMAGED)
        yield box
        if box.name in INSIDE:
            yield from _boxes(content, box.inside, box.end, depth + 1)
        at = box.end
