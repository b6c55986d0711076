"""Sound recordings: each is read from its first byte to its last, and nothing may stand between.

What is kept of one holds the sound; titles and places that a phone wrote beside it are gone where
the kind keeps them apart.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from .boxes import DAMAGED, sound_of_boxes
from .kept import Unsafe
from .signatures import VIDEO

HIDES = "The recording has an archive of files inside. Save it as a new MP3 and send that."
MP3_KBITS = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
MP3_HERTZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
"""Of a frame of MPEG sound, layer III: by version, by the code in its header."""

AMR = {
    b"#!AMR\n": (13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1),
    b"#!AMR-WB\n": (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1),
}
"""Bytes of a frame by its type, header included; 0 for a type that isn't used."""

OGG_SOUNDS = (b"\x01vorbis", b"OpusHead", b"Speex   ", b"\x7fFLAC")
FIRST_PAGE = 2
"""How a stream of an Ogg file begins, and the mark of its first page."""

ID3 = 10
"""Bytes of the header of a title before an MP3's sound."""

FEW_FRAMES = 3
"""Fewer could stand in a file by chance."""


def sound(content: bytes) -> tuple[str, bytes] | None:
    """The media type, and what is kept of it; ``None`` where it is no sound recording.

    :raises Unsafe: it is a video, of a kind that isn't kept, cut off, or not only a recording.
    """
    for known in (sound_of_boxes, _wave, _ogg, _amr, _mp3, _aac):
        found = known(content)
        if found:
            if zipfile.is_zipfile(io.BytesIO(found[1])):
                raise Unsafe(HIDES)
            return found
    return None


def _wave(content: bytes) -> tuple[str, bytes] | None:
    """A WAV file anew, of its format and its sound."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        return None
    parts: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(content):
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if name in {b"fmt ", b"fact", b"data"}:
            parts.setdefault(name, content[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    if not parts.get(b"fmt ") or not parts.get(b"data"):
        raise Unsafe(DAMAGED)
    body = b"WAVE"
    for name, part in parts.items():
        body += name + len(part).to_bytes(4, "little") + part + b"\0" * (len(part) % 2)
    return "audio/wav", b"RIFF" + len(body).to_bytes(4, "little") + body


def _ogg(content: bytes) -> tuple[str, bytes] | None:
    """An Ogg file, of pages that follow one another to the end, none of them of a video."""
    if content[:4] != b"OggS":
        return None
    at = streams = 0
    while at < len(content):
        segments = content[at + 27 : at + 27 + (content[at + 26 : at + 27] or b"\0")[0]]
        body = at + 27 + len(segments)
        end = body + sum(segments)
        if content[at : at + 4] != b"OggS" or end > len(content):
            raise Unsafe(DAMAGED)
        if content[at + 5] & FIRST_PAGE:
            if not content[body:end].startswith(OGG_SOUNDS):
                raise Unsafe(VIDEO)
            streams += 1
        at = end
    if not streams:
        raise Unsafe(DAMAGED)
    return "audio/ogg", content


def _amr(content: bytes) -> tuple[str, bytes] | None:
    """What older phones record: frames that follow one another to the end."""
    start = next((each for each in AMR if content.startswith(each)), None)
    if start is None:
        return None
    sizes = AMR[start]
    if not _frames(content, len(start), lambda at: sizes[content[at] >> 3 & 15]):
        raise Unsafe(DAMAGED)
    return "audio/amr", content


def _mp3(content: bytes) -> tuple[str, bytes] | None:
    """An MP3 without the titles before and after its sound."""
    tagged = content[:3] == b"ID3" and len(content) > ID3
    if tagged:
        size = sum(
            (byte & 0x7F) << shift
            for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True)
        )
        content = content[ID3 + size :].lstrip(b"\0")
    if content[-128:-125] == b"TAG":
        content = content[:-128]
    if _frames(content, 0, lambda at: _mp3_frame(content[at : at + 4])):
        return "audio/mpeg", content
    if tagged:
        raise Unsafe(DAMAGED)
    return None


def _mp3_frame(header: bytes) -> int:
    """Bytes of a frame by its header, 0 where it is none."""
    bits = int.from_bytes(header, "big")
    version, rate, hertz = bits >> 19 & 3, bits >> 12 & 15, bits >> 10 & 3
    if bits >> 21 != 0x7FF or bits >> 17 & 3 != 1 or version == 1 or rate in {0, 15} or hertz == 3:  # noqa: PLR2004 - the format's own numbers
        return 0
    newest = version == 3  # noqa: PLR2004
    kbits = MP3_KBITS[1 if newest else 2][rate]
    return (144_000 if newest else 72_000) * kbits // MP3_HERTZ[version][hertz] + (bits >> 9 & 1)


def _aac(content: bytes) -> tuple[str, bytes] | None:
    """A bare AAC stream, as some recorders write it."""

    def size(at: int) -> int:
        bits = int.from_bytes(content[at : at + 7], "big")
        is_one = bits >> 44 == 0xFFF and not bits >> 41 & 3  # noqa: PLR2004 - the format's own
        return (bits >> 13 & 0x1FFF) if is_one else 0

    return ("audio/aac", content) if _frames(content, 0, size) else None


def _frames(content: bytes, at: int, size: Callable[[int], int]) -> bool:
    """Whether frames follow one another to the end, of which the last may be cut off."""
    count = 0
    while at < len(content):
        step = size(at)
        if not step:
            return False
        at += step
        count += 1
    return count >= FEW_FRAMES
