"""What a file that isn't kept is, by its first bytes, and what to do instead."""

from __future__ import annotations

from .kept import Unsafe

AS_PDF = "Save it as a PDF and send that."
AS_JPEG = "Save it as a JPEG and send that."
AS_SOUND = "Save it as MP3 or M4A and send that."
HEIC = (
    "It is a photo in the HEIC format, which many computers can't show. Send it as a JPEG: on an "
    "iPhone, open Settings, Camera, Formats and choose Most Compatible, or send a screenshot."
)
VIDEO = "It is a video, and videos are not kept here. Write in the incident where it is kept."
PROGRAM = "It is a program, which can run code. Programs are not kept."
SCRIPT = "It is a script, which can run code. Scripts are not kept."
SHORTCUT = "It is a shortcut, not the file itself. Send the file."
OFFICE = f"It is an Office document, which can hold code (macros). {AS_PDF}"
WEB_PAGE = f"It is a web page (HTML), which can run code. {AS_PDF}"
DRAWING = f"It is an SVG drawing, which can run code. {AS_JPEG}"
ARCHIVE = "It is an archive of files. Send the files in it one by one."
EMPTY = "It is empty. Check the file and send it again."
LATE_PDF = f"Something else stands before the PDF in it. {AS_PDF}"
PICTURE = f"It is a picture of a kind that is not kept. {AS_JPEG}"
SOUND = f"It is a sound recording of a kind that is not kept. {AS_SOUND}"
OTHER = (
    "It is of no kind that is kept. Send a photo (JPEG or PNG), a PDF, a sound recording "
    "(MP3, M4A, WAV or OGG) or plain text."
)

BEGINNINGS = {
    OFFICE: (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    PROGRAM: (
        b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"dex\n",
        b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    ),
    SCRIPT: (b"#!",),
    SHORTCUT: (b"L\0\0\0\x01\x14\x02\0",),
    ARCHIVE: (
        b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh",
        b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"MSCF",
    ),
    PICTURE: (
        b"II*\0", b"MM\0*", b"BM", b"8BPS", b"\0\0\0\x0cjP  ", b"\0\0\0\x0cJXL ", b"\xff\x0a",
        b"\0\0\1\0",
    ),
    VIDEO: (
        b"\x1a\x45\xdf\xa3", b"FLV\x01", b"\0\0\1\xba", b"\0\0\1\xb3",
        b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
    ),
    SOUND: (b"fLaC", b"caff", b"FORM", b"MThd"),
}  # fmt: skip
"""How a file of a kind that isn't kept begins, where it is no text."""

PICTURES = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
}
"""How a picture begins that can be drawn anew, and the only reader that may open it."""

TAPE = 257
"""Where an archive of the tape kind says that it is one, in bytes."""


def said_of(content: bytes) -> Unsafe:
    """What is said of a file that is nothing which is kept."""
    special = (
        (not content, EMPTY),
        (content.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in content, OFFICE),
        (content[TAPE : TAPE + 5] == b"ustar", ARCHIVE),
        (content[:4] == b"RIFF" and content[8:12] == b"AVI ", VIDEO),
        (b"%PDF-" in content[:1024], LATE_PDF),
    )
    usual = ((content.startswith(begins), said) for said, begins in BEGINNINGS.items())
    return Unsafe(next((said for is_so, said in (*special, *usual) if is_so), OTHER))


def picture_form(content: bytes) -> str | None:
    """The form of a picture that can be drawn anew; ``None`` where it is something else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return next((form for start, form in PICTURES.items() if content.startswith(start)), None)
