"""The picture on the card of a badge from elsewhere: made anew, small, with no badge inside.

No page of ours loads a picture from somebody else's server: whoever looks at a backpack would be
seen there. So it is taken over once, when the badge comes.
"""

import base64
import binascii

from obkit.errors import FetchError

from laurel.design import services as design
from laurel.design.errors import PictureRefused
from laurel.verification import services as verification

_DATA = "data:image/"
_MOST_DATA = (
    4 * 1024 * 1024
)  # characters of base64; the bytes are what an upload may have


def picture_of(data: bytes, container: str, image: str) -> bytes:
    """A square PNG of the picture, or else of the one that the badge names; empty: none."""
    found = data if container in ("png", "svg") else _named(image)
    if not found:
        return b""
    try:
        return design.accept_upload(data=found).png
    except PictureRefused:
        return b""


def _named(image: str) -> bytes:
    if image.startswith(_DATA):
        return _inline(image)
    if not image.startswith(("https://", "http://")):
        return b""
    try:
        return verification.fetch(url=image, accept="image/png, image/svg+xml;q=0.9")
    except FetchError:
        return b""


def _inline(image: str) -> bytes:
    head, _, body = image.partition(",")
    if not head.endswith(";base64") or len(body) > _MOST_DATA:
        return b""
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return b""
