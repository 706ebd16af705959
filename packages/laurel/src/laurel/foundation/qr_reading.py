"""QR codes on pictures that somebody brings: found in a child process with limits.

Decoders of pictures have bugs, and a file made to find one takes the process with it. Here that is
a child, which reads the picture from a pipe, answers with what the codes say, and is gone.
"""

import io
import json
import resource
import sys
import warnings

import zxingcpp
from PIL import Image

from laurel.foundation import children
from laurel.foundation.errors import Refused

SECONDS = 20.0  # the largest picture needs 2; the machine may be busy
MEMORY_BYTES = 1024 * 1024 * 1024  # address space; 64 megapixels in colour, three times
MOST_PIXELS = 64 * 1000 * 1000  # of a telephone; measured before anything is decoded
MOST_SIDE = 4096  # pixels that are looked at: a code a tenth as wide is read well
MOST_CODES = 4  # a certificate has one, a wall of them is a mistake
FORMATS = ("PNG", "JPEG", "WEBP")
BROKEN = "the picture is broken."
TOO_MUCH = "the picture cannot be opened within our limits."

_CHILD = "from laurel.foundation.qr_reading import answer; answer()"


def read(data: bytes) -> list[str]:
    """What the QR codes on a PNG, JPEG or WebP say; none is an empty list.

    Raises:
        Refused: broken, too large, or too slow to look at; the message is half a sentence.
    """
    try:
        said = children.run(
            _CHILD, data=data, seconds=SECONDS, memory_bytes=MEMORY_BYTES
        )
    except children.TookTooLong:
        raise Refused("it takes too long to look at.") from None
    except children.Died as error:
        raise Refused(TOO_MUCH) from error
    found = json.loads(said)
    if why := found.get("why"):
        raise Refused(why)
    return [str(code) for code in found["codes"]]


def answer() -> None:
    """The child: write no file, look at the picture, say what was found."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        said: dict[str, object] = {"codes": _codes(_grey(sys.stdin.buffer.read()))}
    except Refused as refused:
        said = {"why": refused.message}
    json.dump(said, sys.stdout)


def _codes(picture: Image.Image) -> list[str]:
    only = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(picture, formats=only)
    return [code.text for code in found[:MOST_CODES]]


def _grey(data: bytes) -> Image.Image:
    """The picture in greys on white, no larger than is looked at."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own limits; ours come first
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                _measure(opened.size)
                opened.draft("L", (MOST_SIDE, MOST_SIDE))  # a JPEG is decoded smaller
                opened.thumbnail((MOST_SIDE, MOST_SIDE))
                if not opened.has_transparency_data:
                    return opened.convert("L")
                seen = opened.convert("RGBA")
                sheet = Image.new("RGBA", seen.size, "white")
                sheet.alpha_composite(seen)
                return sheet.convert("L")
    except Refused:
        raise
    except MemoryError:
        raise Refused(TOO_MUCH) from None
    except Image.DecompressionBombError:
        raise Refused("it has more pixels than we look at.") from None
    except Exception as error:
        # Pillow raises whatever a broken file makes of it: OSError, SyntaxError, ValueError.
        raise Refused(BROKEN) from error


def _measure(size: tuple[int, int]) -> None:
    width, height = size
    if width * height > MOST_PIXELS:
        raise Refused(
            f"it has {width} by {height} pixels, and we look at"
            f" {MOST_PIXELS // 1_000_000} million at most."
        )
