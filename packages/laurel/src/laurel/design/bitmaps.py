"""Uploaded bitmaps: measured before they are decoded, decoded, and written anew."""

import io
import warnings
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageOps, UnidentifiedImageError

from laurel.design.errors import PictureRefused

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_SIDE = 8192
THUMBNAIL = 192  # pixels: twice what a mail shows, for fine screens
KEPT_THUMBNAILS = 64  # each some ten kilobytes
MAX_PIXELS = (
    4096 * 4096
)  # 64 MB decoded; measured in the header, before anything is decoded

OURS = (  # how the formats that we take begin
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"RIFF", "WebP"),
)

# What people send instead, so that the answer can name it.
LOOKALIKES = (
    (b"GIF8", "a GIF"),
    (b"BM", "a BMP"),
    (b"%PDF", "a PDF"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"%!PS", "PostScript"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x00\x00\x01\x00", "an icon file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"-----BEGIN PGP", "an encrypted file"),
    (b"age-encryption.org", "an encrypted file"),
)
PHOTOGRAPHS = (
    b"ftypheic",
    b"ftypheix",
    b"ftypmif1",
    b"ftypavif",
)  # from the fifth byte
ZIP_ENCRYPTED = 1  # the lowest of the flags in the seventh byte


def light(
    data: bytes,
    *,
    sizes: Sequence[int],
    most_bytes: int,
    square: bool = True,
    trim: bool = False,
) -> bytes:
    """The picture as a new PNG in the largest of these sizes that is light enough.

    No metadata comes along. With `square`, a picture of another shape stands in the middle of a
    transparent square: nothing is cut off. With `trim`, a transparent margin goes, so that what
    is seen can be placed in the middle.

    Raises:
        PictureRefused: not a PNG, JPEG or WebP, too many pixels, moving, or broken.
    """
    decoded = _decoded(data)
    if trim and (seen := decoded.getchannel("A").getbbox()):
        decoded = decoded.crop(seen)
    for pixels in sizes:
        png = _written(decoded.copy(), pixels, square=square)
        if len(png) <= most_bytes:
            return png
    raise PictureRefused("The picture is too detailed for a badge of 1 MB.")


def _written(image: Image.Image, pixels: int, *, square: bool) -> bytes:
    image.thumbnail((pixels, pixels), Image.Resampling.LANCZOS)
    side = max(image.size)
    if square and image.size != (side, side):
        sheet = Image.new("RGBA", (side, side), (0, 0, 0, 0))
        sheet.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
        image = sheet
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def kind(data: bytes) -> str:
    """What a picture is by its first bytes, or empty: PNG, JPEG, WebP."""
    return next((name for start, name in OURS if data.startswith(start)), "")


def _decoded(data: bytes) -> Image.Image:
    if not data:
        raise PictureRefused("The picture is an empty file.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "error"
            )  # Pillow only warns of a bomb up to twice its limit
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                _measure(opened.size)
                _refuse_moving(opened)
                opened.load()
                # The camera's rotation becomes part of the picture; all else is dropped.
                upright = ImageOps.exif_transpose(opened)
                return _clean(upright.convert("RGBA"))
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused(
            "The picture has too many pixels; at most 4096 by 4096 can be taken."
        ) from None
    except UnidentifiedImageError:
        if kind(data):
            raise PictureRefused("The picture is broken and cannot be read.") from None
        raise PictureRefused(
            f"The picture must be a PNG, JPEG, WebP or SVG; this is {_really(data)}."
        ) from None
    except OSError as error:
        if "truncated" in str(error):
            raise PictureRefused(
                "The picture is broken: the file ends in the middle. Send it again whole."
            ) from error
        raise PictureRefused("The picture is broken and cannot be read.") from error
    except Exception as error:
        # Pillow raises whatever a broken file makes of it: OSError, SyntaxError, ValueError,
        # struct.error, its bomb error. To the person it is one thing: the file is broken.
        raise PictureRefused("The picture is broken and cannot be read.") from error


def _clean(image: Image.Image) -> Image.Image:
    """The pixels alone; the info of the old file (text, profiles, EXIF) stays behind."""
    clean = Image.new("RGBA", image.size)
    clean.paste(image)
    return clean


def _measure(size: tuple[int, int]) -> None:
    width, height = size
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise PictureRefused(
            f"The picture has {width} by {height} pixels; at most 4096 by 4096 can be taken."
        )


def _refuse_moving(image: Image.Image) -> None:
    frames = getattr(image, "n_frames", 1)
    if frames > 1:
        raise PictureRefused(
            f"The picture moves: it has {frames} frames, and a badge stands still. "
            "Save one of them."
        )


def _really(data: bytes) -> str:
    if data[4:12] in PHOTOGRAPHS:
        return "a HEIC or AVIF photograph"
    if data.startswith(b"PK\x03\x04") and data[6:7] and data[6] & ZIP_ENCRYPTED:
        return "an encrypted ZIP archive"
    if data.startswith(b"%PDF") and b"/Encrypt" in data:
        return "an encrypted PDF"
    for beginning, name in LOOKALIKES:
        if data.startswith(beginning):
            return name
    return "something else"


@lru_cache(maxsize=KEPT_THUMBNAILS)
def thumbnail(png: bytes) -> bytes:
    """A picture of ours in small; those made last are kept."""
    with Image.open(io.BytesIO(png)) as image:
        image.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        image.save(out, "PNG", optimize=True)
    return out.getvalue()
