"""PDF documents: read through, and refused where they could act by themselves."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

from .kept import Unsafe

PRINT_IT = "Print it to a new PDF and send that."
CODE = f"The PDF holds JavaScript, which can run code. {PRINT_IT}"
LAUNCHES = f"The PDF can start a program on the computer that opens it. {PRINT_IT}"
SENDS = f"The PDF can send what is typed into it to another computer. {PRINT_IT}"
HIDES = "The PDF has another file inside. Send that file on its own, and print this to a new PDF."
PLAYS = f"The PDF holds video, sound or 3D, which can run code. {PRINT_IT}"
FORM = f"The PDF is a form of the XFA kind, which can run code. {PRINT_IT}"
OPENS = f"The PDF does something by itself when it is opened. {PRINT_IT}"
LOCKED = f"The PDF is locked or encrypted, so it can't be checked. {PRINT_IT}"
DAMAGED = f"The PDF is cut off or damaged, so it can't be checked. {PRINT_IT}"
MORE = f"Something else stands after the PDF in the file. {PRINT_IT}"

KEYS = {
    "/AA": OPENS,
    "/JS": CODE,
    "/JavaScript": CODE,
    "/EF": HIDES,
    "/EmbeddedFiles": HIDES,
    "/Collection": HIDES,
    "/RichMediaContent": PLAYS,
    "/XFA": FORM,
}
"""What makes a PDF act, wherever it stands."""

ACTIONS = {
    "/GoToR": LAUNCHES,
    "/JavaScript": CODE,
    "/Launch": LAUNCHES,
    "/SubmitForm": SENDS,
    "/ImportData": SENDS,
    "/GoToE": HIDES,
    "/Rendition": PLAYS,
    "/Movie": PLAYS,
    "/Sound": PLAYS,
    "/GoTo3DView": PLAYS,
    "/RichMediaExecute": PLAYS,
}
KINDS = {
    "/EmbeddedFile": HIDES,
    "/FileAttachment": HIDES,
    "/RichMedia": PLAYS,
    "/Screen": PLAYS,
    "/Movie": PLAYS,
    "/Sound": PLAYS,
    "/3D": PLAYS,
}
"""What an action does, and what an annotation or a stream is."""

HARMLESS_AT_OPENING = {"/GoTo", "/Named"}
BY_ITS_BYTES = re.compile(rb"/(JavaScript|Launch|SubmitForm|ImportData|EmbeddedFiles?|RichMedia)\b")
"""Names long enough not to occur in compressed bytes by chance. A PDF is read differently by
different programs; what only some of them would find is refused too."""


def checked(content: bytes) -> tuple[str, bytes]:
    """The media type, and the PDF as it was sent.

    Every object in it is read, compressed or not, whether a page uses it or not.

    :raises Unsafe: it is locked, damaged, or could act by itself.
    """
    if content.rpartition(b"%%EOF")[2].strip(b"\0\t\n\f\r ") or zipfile.is_zipfile(
        io.BytesIO(content)
    ):
        raise Unsafe(MORE if b"%%EOF" in content else DAMAGED)
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), content)
    if found := BY_ITS_BYTES.search(plain):
        name = "/" + found[1].decode()
        raise Unsafe((KEYS | ACTIONS | KINDS)[name])
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise Unsafe(LOCKED)  # noqa: TRY301 - passed on below
        for each in _objects(reader):
            _refuse_active(each)
        pages = len(reader.pages)
    except (Unsafe, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a hostile document makes the reader raise anything
        raise Unsafe(DAMAGED) from None
    if not pages:
        raise Unsafe(DAMAGED)
    return "application/pdf", content


def _objects(reader: pypdf.PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the document, once."""
    numbers = {(number, generation) for generation, each in reader.xref.items() for number in each}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    waiting: list[PdfObject | None] = [reader.trailer]
    waiting += [reader.get_object(IndirectObject(*number, reader)) for number in sorted(numbers)]
    while waiting:
        each = waiting.pop()
        if isinstance(each, DictionaryObject):
            yield each
            waiting += [value for value in each.values() if not isinstance(value, IndirectObject)]
        elif isinstance(each, ArrayObject):
            waiting += [value for value in each if not isinstance(value, IndirectObject)]


def _refuse_active(each: DictionaryObject) -> None:
    for key, said in KEYS.items():
        if key in each:
            raise Unsafe(said)
    for key, found in (("/S", ACTIONS), ("/Subtype", KINDS), ("/Type", KINDS)):
        if said := found.get(str(_value(each, key))):
            raise Unsafe(said)
    opening = _value(each, "/OpenAction")
    if isinstance(opening, DictionaryObject):
        action = str(_value(opening, "/S"))
        if action not in HARMLESS_AT_OPENING:
            raise Unsafe(ACTIONS.get(action, OPENS))


def _value(each: DictionaryObject, key: str) -> PdfObject | None:
    """What stands under a key, here or elsewhere in the document."""
    value = each.get(key)
    return value.get_object() if isinstance(value, IndirectObject) else value
