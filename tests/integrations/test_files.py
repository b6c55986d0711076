"""Files are what their bytes say; what is kept of them is safe, and what isn't is said why."""

import contextlib
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_app.integrations.files import Unsafe, cleaned, names, recognised
from incident_app.vocabulary import LONGEST_FILE_NAME
from tests import files
from tests.files import refused

# Sound recordings


@pytest.mark.parametrize(
    ("sent", "media_type", "name"),
    [
        (files.mp3(), "audio/mpeg", "call.mp3"),
        (files.mp3(tag=False), "audio/mpeg", "call.mp3"),
        (files.boxes(b"soun"), "audio/mp4", "call.m4a"),
        (files.boxes(b"soun", brand=b"mp42"), "audio/mp4", "call.m4a"),
        (files.boxes(b"soun", brand=b"3gp4"), "audio/3gpp", "call.3gp"),
        (files.wav(), "audio/wav", "call.wav"),
        (files.ogg(), "audio/ogg", "call.ogg"),
        (files.ogg(b"\x01vorbis"), "audio/ogg", "call.ogg"),
        (files.aac(), "audio/aac", "call.aac"),
        (files.amr(), "audio/amr", "call.amr"),
        (files.amr(b"#!AMR-WB\n"), "audio/amr", "call.amr"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_recording_is_kept_without_titles_and_places(sent, media_type, name):
    kept = recognised(sent, "call.exe")
    assert (kept.media_type, kept.name) == (media_type, name)
    assert files.SECRET not in kept.content
    assert recognised(kept.content, "call") == recognised(sent, "call")


def test_the_sound_of_a_recording_is_where_it_was():
    sent = files.boxes(b"soun")
    kept = recognised(sent, "memo.m4a").content
    assert len(kept) == len(sent)
    assert kept.index(b"mdat") == sent.index(b"mdat")
    assert b"\x80" * 8000 in recognised(files.wav(), "a.wav").content


@pytest.mark.parametrize(
    "sent",
    [
        files.boxes(b"vide", b"soun", brand=b"isom"),
        files.boxes(b"soun", b"vide", brand=b"qt  "),
        files.ogg(b"\x80theora"),
        b"RIFF\0\0\1\0AVI LIST",
        b"\x1a\x45\xdf\xa3" + bytes(99),
    ],
)
def test_a_video_is_refused(sent):
    assert "videos are not kept" in refused(sent, "a.m4a")


@pytest.mark.parametrize(
    "sent",
    [
        files.boxes(b"soun")[:-50], files.boxes(), files.boxes(b"soun") + b"junk",
        files.wav()[:40], files.ogg()[:-9], files.ogg() + b"PK\3\4", files.amr()[:6], files.mp3()[:40],
    ],
)  # fmt: skip
def test_a_recording_that_is_cut_off_or_more_than_one_is_refused(sent):
    assert "cut off or damaged" in refused(sent, "a.mp3")


def test_an_archive_in_the_sound_is_refused():
    hidden = files.archive()
    sent = files.boxes(b"soun") + files.box(b"mdat", hidden)
    assert "archive of files inside" in refused(sent, "a.m4a")


# Text


@pytest.mark.parametrize(
    "words",
    ["I saw it.\r\n\tAt 11:40\f", "BMX stolen", "FORM 12", "\ufeffÄrger 👩‍🏫", "MZ", "2 < 3"],
)
def test_plain_text_is_kept_byte_for_byte(words):
    kept = recognised(words.encode(), "note")
    assert (kept.media_type, kept.name, kept.content) == ("text/plain", "note.txt", words.encode())


# What isn't kept


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><p>x", "web page (HTML)"),
        (b"  \n<HTML>\xff\xfe", "web page (HTML)"),
        (b"hello <script>alert(1)</script>", "web page (HTML)"),
        (b"x" * 5000 + b"<iframe src=x>", "web page (HTML)"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
        (b"<?xml version='1.0'?><!-- x --><svg:svg/>", "SVG"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"#!/bin/sh\nrm -rf /\n", "script"),
        (b"{\\rtf1 x}", "Office"),
        (b"%!PS-Adobe-3.0", "PostScript"),
        ("text".encode("utf-16"), "UTF-16"),
        ("text".encode("utf-16-le"), "no kind"),
        (b"a\0b", "no kind"),
        (b"\x1b]0;title\x07", "no kind"),
        (b"caf\xe9", "no kind"),
        (files.archive(), "archive"),
        (files.archive("[Content_Types].xml", "word/document.xml"), "Office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "Office"),
        (b"MZ\x90\0" + bytes(60), "program"),
        (b"\x7fELF" + bytes(60), "program"),
        (b"Rar!\x1a\x07\0", "archive"),
        (b"\x1f\x8b\x08\0" + bytes(9), "archive"),
        (bytes(257) + b"ustar\0" + bytes(99), "archive"),
        (b"L\0\0\0\x01\x14\x02\0" + bytes(9), "shortcut"),
        (b"\0\0\0\x18ftypheic" + bytes(99), "Most Compatible"),
        (b"\0\0\0\x18ftypavif" + bytes(99), "Save it as a JPEG"),
        (b"II*\0" + bytes(99), "Save it as a JPEG"),
        (b"fLaC" + bytes(99), "Save it as MP3"),
    ],
)  # fmt: skip
def test_what_is_not_kept_is_named_with_what_to_do_instead(sent, said):
    assert said in refused(sent, "photo.jpg")


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(
        [
            b"",
            b"%PDF-",
            b"\xff\xd8\xff",
            b"RIFF1234WAVE",
            b"OggS",
            b"ID3",
            b"\xff\xfb\x90\0",
            b"\0\0\0\x14ftypM4A ",
            b"#!AMR\n",
            b"\xff\xf1",
            b"#!AMR-WB\n",
        ]
    ),
    st.binary(max_size=400),
)
def test_any_bytes_are_kept_or_unsafe(start, rest):
    with contextlib.suppress(Unsafe):  # and nothing else
        kept = recognised(start + rest, "any.jpg")
        assert kept.media_type in names.ENDINGS
        assert kept.content


# Names


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\me\\photo.JPG", "photo.JPG"),
        ("gpj.\u202eexe", "gpj.jpg"),
        ("pho\u200bto\ufeff.jpeg", "photo.jpeg"),
        ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie_ x.jpg"),
        ("a\0.jpg", "a.jpg"),
        ("cafe\u0301.jpg", "caf\u00e9.jpg"),
        ("evil.jpg.exe", "evil.jpg.jpg"),
        ("photo.html", "photo.jpg"),
        ("", "file.jpg"),
        (".jpg", "file.jpg"),
        ("..", "file.jpg"),
        ("///", "file.jpg"),
        (" . . ", "file.jpg"),
        ("a" * 300 + ".jpg", "a" * 146 + ".jpg"),
        ('say "hi" <b>.jpg', "say _hi_ _b_.jpg"),
        ("写真.jpg", "写真.jpg"),
    ],
)
def test_a_name_is_fit_to_show_and_to_save(name, clean):
    assert cleaned(name, "image/jpeg") == clean


@given(st.text(max_size=400), st.sampled_from(sorted(names.ENDINGS)))
def test_any_name_comes_out_clean(name, media_type):
    clean = cleaned(name, media_type)
    assert 1 <= len(clean) <= LONGEST_FILE_NAME
    assert clean.lower().endswith(names.ENDINGS[media_type])
    assert not set(clean) & set('/\\:*?"<>|')
    assert not any(unicodedata.category(each)[0] == "C" for each in clean)
    assert unicodedata.is_normalized("NFC", clean)
    assert cleaned(clean, media_type) == clean
