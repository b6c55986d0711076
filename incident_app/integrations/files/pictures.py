"""Pictures, drawn anew: what is kept holds pixels and nothing else."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable

from PIL import Image

from incident_app.vocabulary import LARGEST_ATTACHMENT

from .kept import Unsafe
from .signatures import picture_form

MOST_PIXELS = 50_000_000
"""A phone's 48-megapixel photo fits. Drawing one anew takes up to 600 MB of memory."""

LONGEST_SIDE = 20_000
MOST_SCANS = 500
"""Limits in pixels, and in passes of a progressive JPEG: each pass costs the whole picture."""

TOO_LARGE = (
    f"The picture is larger than {MOST_PIXELS // 1_000_000} million pixels. "
    "Make it smaller and send that."
)
DAMAGED = "The picture is cut off or damaged. Send it again, or send a screenshot of it."
STILL_LARGE = (
    f"The picture, drawn anew without its location, is larger than "
    f"{LARGEST_ATTACHMENT // 1024**2} MB. Save it as a smaller JPEG and send that."
)

ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a camera was held, and what turns its picture upright."""

QUALITIES = (90, 75)
"""Of a JPEG; the second where the first comes out larger than what may be kept."""

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def redrawn(content: bytes) -> tuple[str, bytes]:
    """The media type and bytes of the picture, upright, without a byte of what stood beside it.

    Of an animation, the first picture. A JPEG stays one; anything else becomes a PNG, or a
    JPEG where it was a WebP that nothing shows through. Colour profiles are dropped.

    :raises Unsafe: it is too large, or cut off or damaged.
    """
    form = picture_form(content)
    if form == "JPEG" and content.count(b"\xff\xda") > MOST_SCANS:
        raise Unsafe(DAMAGED)
    try:
        drawn = _drawn(content, form)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unsafe(TOO_LARGE) from None
    except (Unsafe, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a hostile picture makes the reader raise anything
        raise Unsafe(DAMAGED) from None
    if form == "JPEG" or (form == "WEBP" and drawn.mode == "RGB"):
        return "image/jpeg", _small(_written(drawn, "JPEG", quality=each) for each in QUALITIES)
    return "image/png", _small([_written(drawn, "PNG")])


def _drawn(content: bytes, form: str | None) -> Image.Image:
    """The pixels of the first picture, upright, and nothing else."""
    with Image.open(io.BytesIO(content), formats=[str(form)]) as picture:
        if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
            raise Unsafe(TOO_LARGE)
        picture.load()
        turn = UPRIGHT.get(_held(picture))
        if picture.mode == "I;16":  # a scan in 65,536 greys; converted as it is, all would be white
            drawn = picture.point(lambda grey: grey * (1 / 256)).convert("L")
        else:
            drawn = picture.convert(_mode(picture))
    if turn is not None:
        drawn = drawn.transpose(turn)
    drawn.info = {}
    return drawn


def _held(picture: Image.Image) -> int:
    """How the camera was held; upright where that can't be read."""
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - what stands in a picture of how it was taken may be anything
        return 1


def _mode(picture: Image.Image) -> str:
    if picture.has_transparency_data:
        return "RGBA"
    return "L" if picture.mode in {"1", "L"} else "RGB"


def _written(drawn: Image.Image, form: str, **options: int) -> bytes:
    written = io.BytesIO()
    drawn.save(written, form, **options)
    return written.getvalue()


def _small(written: Iterable[bytes]) -> bytes:
    for each in written:
        if len(each) <= LARGEST_ATTACHMENT:
            return each
    raise Unsafe(STILL_LARGE)
