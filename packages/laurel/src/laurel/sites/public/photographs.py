"""What a picture shows: a photograph or a screenshot may have the badge's link as a QR code."""

import re
from dataclasses import replace

from obkit import baking
from obkit.errors import Malformed

from laurel.foundation import qr_reading
from laurel.foundation.errors import Refused
from laurel.sites.public.uploads import HandedIn
from laurel.sites.ui.text import clean

NO_CODE = (
    "There is no QR code on it that we can read either. If there should be one, photograph it"
    " straight on, close and in good light, or paste the link that stands beside it."
)
NO_LINK = (
    "The QR code on it holds no link to a badge. Ask for the code of the badge itself."
)
_LINK = re.compile(r"https?://\S{1,2040}", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*")
_PHOTOGRAPH = re.compile(rb"\xff\xd8\xff|RIFF....WEBP", re.DOTALL)


def is_photograph(data: bytes) -> bool:
    """Whether these are a picture with no badge inside: a JPEG, a WebP, or a plain PNG."""
    if _PHOTOGRAPH.match(data):
        return True
    if baking.container_of(data) is not baking.Container.PNG:
        return False
    try:
        return not baking.extract(data)
    except Malformed:
        return False  # the check says what is wrong with it


def opened(item: HandedIn) -> list[HandedIn]:
    """What the codes on a photograph lead to; without one it stays itself, and says so."""
    try:
        said = [each.strip() for each in qr_reading.read(item.data)]
    except Refused as error:
        return [
            replace(
                item, aside=f"We could not look for a QR code on it: {error.message}"
            )
        ]
    found = [badge for each in said if (badge := _badge(item, each))]
    return found or [replace(item, aside=NO_LINK if said else NO_CODE)]


def _badge(item: HandedIn, said: str) -> HandedIn | None:
    if _LINK.fullmatch(said):
        return HandedIn(link=said, name=f"{item.name}: {clean(said)}")
    if _TOKEN.fullmatch(said):
        return HandedIn(data=said.encode(), name=item.name)
    return None
