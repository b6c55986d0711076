"""Pictures are drawn anew: pixels are kept, and nothing that stood beside them."""

import io
import zipfile

import pytest
from PIL import Image

from incident_app.integrations.files import apart, recognised
from tests import files
from tests.files import refused


def drawn(kept):
    image = Image.open(io.BytesIO(kept.content))
    image.load()
    return image


def test_a_photo_loses_where_and_by_whom_it_was_taken():
    sent = files.photo()
    assert files.SECRET in sent
    assert b"Exif" in sent
    kept = recognised(sent, "IMG_0042.HEIC")
    assert (kept.media_type, kept.name) == ("image/jpeg", "IMG_0042.jpg")
    for trace in (
        files.SECRET,
        b"Exif",
        b"http://ns.adobe.com",
        b"ICC_PROFILE",
        b"\xff\xe1",
        b"\xff\xfe",
    ):
        assert trace not in kept.content
    image = drawn(kept)
    assert not dict(image.getexif())
    assert image.size == (48, 32)
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


LEFT, RIGHT, TOP, BOTTOM = (0, 0.5), (1, 0.5), (0.5, 0), (0.5, 1)


@pytest.mark.parametrize(
    ("orientation", "red", "blue"),
    [
        (1, LEFT, RIGHT), (2, RIGHT, LEFT), (3, RIGHT, LEFT), (4, LEFT, RIGHT),
        (5, TOP, BOTTOM), (6, TOP, BOTTOM), (7, BOTTOM, TOP), (8, BOTTOM, TOP),
    ],
)  # fmt: skip
def test_a_photo_is_kept_as_it_was_seen(orientation, red, blue):
    image = drawn(recognised(files.photo(orientation), "a.jpg"))
    assert image.size == ((48, 32) if orientation < 5 else (32, 48))

    def brightest(at):
        x, y = (round(part * (side - 1)) for part, side in zip(at, image.size, strict=True))
        return max(zip(image.getpixel((x, y)), "rgb", strict=True))[1]

    assert (brightest(red), brightest(blue)) == ("r", "b")


def test_a_png_loses_its_text_and_keeps_what_shows_through():
    kept = recognised(files.png_with_text(), "a.png")
    assert kept.media_type == "image/png"
    for trace in (files.SECRET, b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP"):
        assert trace not in kept.content
    seen = drawn(recognised(files.picture("PNG", mode="RGBA"), "a.png"))
    assert seen.mode == "RGBA"


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK"])
def test_pictures_of_every_kind_of_colour_are_drawn_anew(mode):
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert drawn(recognised(files.picture(form, mode=mode), "a")).size == (48, 32)


def test_sixteen_bits_of_grey_stay_grey():
    sent = files.written(Image.new("I;16", (4, 4), 0x8000), "PNG")
    assert abs(drawn(recognised(sent, "scan.png")).getpixel((0, 0)) - 0x80) <= 1


@pytest.mark.parametrize(
    ("form", "kept_as"), [("GIF", "image/png"), ("WEBP", "image/jpeg"), ("PNG", "image/png")]
)
def test_of_an_animation_the_first_picture_is_kept(form, kept_as):
    kept = recognised(files.animated(form), "a.gif")
    assert kept.media_type == kept_as
    image = drawn(kept)
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((4, 4))[0] > 200


def test_what_is_hidden_behind_a_picture_is_gone():
    for hidden in (files.archive("evil.exe"), b"<script>alert(1)</script>", b"\0" * 100 + b"MZ"):
        for form in ("JPEG", "PNG", "GIF"):
            kept = recognised(files.picture(form) + hidden, "a.jpg")
            assert hidden not in kept.content
            assert not zipfile.is_zipfile(io.BytesIO(kept.content))


def test_a_gif_that_is_a_script_too_is_drawn_anew():
    gif = files.picture("GIF")
    sent = gif.replace(b"GIF87a", b"GIF89a") + b"*/=1;alert(1);"
    assert b"alert" not in recognised(sent, "a.gif").content


@pytest.mark.parametrize("size", [(60_000, 60_000), (50_001, 1_000), (20_001, 10), (8_000, 7_000)])
def test_a_picture_of_more_pixels_than_can_be_drawn_is_refused(size):
    sent = files.png_of(*size)
    assert len(sent) < 200
    assert "larger than 50 million pixels" in refused(sent)


def test_a_gif_and_a_webp_of_too_many_pixels_are_refused():
    gif = bytearray(files.picture("GIF"))
    gif[6:10] = b"\xff\xff\xff\xff"
    assert "larger than 50 million pixels" in refused(bytes(gif))
    webp = bytearray(files.animated("WEBP"))
    webp[24:30] = b"\xfe\x3f\0\xfe\x3f\0"  # the canvas of 16,383 by 16,383
    assert "picture" in refused(bytes(webp))


def test_a_jpeg_of_a_thousand_passes_is_refused():
    sent = files.picture(progressive=True)
    scan = sent.rindex(b"\xff\xda")
    assert "cut off or damaged" in refused(sent[:-2] + sent[scan:-2] * 1000 + sent[-2:])


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_that_is_cut_off_is_refused(form):
    sent = files.written(Image.effect_noise((64, 64), 50).convert("RGB"), form)
    assert "cut off or damaged" in refused(sent[: len(sent) // 2])


@pytest.mark.parametrize(("name", "value"), [("SECONDS", 0), ("MODULE", "incident_app.not_there")])
def test_a_look_that_takes_too_long_or_dies_keeps_nothing(monkeypatch, name, value):
    monkeypatch.setattr(apart, name, value)
    assert "too much time or memory" in refused(files.picture())
