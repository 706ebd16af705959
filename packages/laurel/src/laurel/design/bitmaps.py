"""Uploaded bitmaps: measured before they are decoded, decoded, and written anew."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from laurel.design.errors import PictureRefused

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_SIDE = 8192
MAX_PIXELS = (
    4096 * 4096
)  # 64 MB decoded; measured in the header, before anything is decoded

OURS = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"RIFF",
)  # how the formats that we take begin

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
)


def rewritten(data: bytes, *, pixels: int) -> bytes:
    """The picture as a new square PNG of at most `pixels`, without any metadata.

    A picture that is not square stands in the middle of a transparent square: nothing is cut off.

    Raises:
        PictureRefused: not a PNG, JPEG or WebP, too many pixels, or broken.
    """
    image = _decoded(data)
    image.thumbnail((pixels, pixels), Image.Resampling.LANCZOS)
    side = max(image.size)
    if image.size != (side, side):
        square = Image.new("RGBA", (side, side), (0, 0, 0, 0))
        square.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
        image = square
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


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
        if data.startswith(OURS):
            raise PictureRefused("The picture is broken and cannot be read.") from None
        raise PictureRefused(
            f"The picture must be a PNG, JPEG, WebP or SVG; this is {_really(data)}."
        ) from None
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


def _really(data: bytes) -> str:
    for beginning, name in LOOKALIKES:
        if data.startswith(beginning):
            return name
    return "something else"
