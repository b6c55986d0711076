"""Names of files, made fit to show and to save."""

from __future__ import annotations

import re
import unicodedata

from incident_app.vocabulary import LONGEST_FILE_NAME

ENDINGS = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "application/pdf": (".pdf",),
    "audio/mpeg": (".mp3",),
    "audio/mp4": (".m4a",),
    "audio/3gpp": (".3gp",),
    "audio/aac": (".aac",),
    "audio/amr": (".amr",),
    "audio/ogg": (".ogg", ".opus", ".oga"),
    "audio/wav": (".wav",),
    "text/plain": (".txt",),
}
"""What a name of each media type that is kept may end in; the first where it has to be given."""

LONGEST_SENT = 1_000
"""Of a name that was sent, the last so many characters count: composing a long run of marks takes
time by the square of its length."""

NOT_IN_NAMES = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
"""What some systems refuse in a name."""


def cleaned(name: str, media_type: str) -> str:
    """A name without folders, controls and invisible characters, ending as it should.

    In Unicode's composed form, 1 to 150 characters.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name[-LONGEST_SENT:]))[-1]
    seen = "".join(each for each in last if unicodedata.category(each)[0] != "C")
    stem, ending = _parted(" ".join(seen.translate(NOT_IN_NAMES).split()))
    right = ENDINGS[media_type]
    ending = ending if ending.lower() in right else right[0]
    return (stem.strip(". ")[: LONGEST_FILE_NAME - len(ending)].rstrip(". ") or "file") + ending


def _parted(name: str) -> tuple[str, str]:
    """A name without what looks like its ending, and that."""
    found = re.fullmatch(r"(.*)(\.[A-Za-z0-9]{1,5})", name)
    return (found[1], found[2]) if found else (name, "")
