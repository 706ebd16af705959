"""What a baked badge is: the standards, the containers, and the forms a payload takes."""

import re
from dataclasses import dataclass
from enum import StrEnum

from obkit.errors import Malformed

# A badge picture is an icon with a document of a few kilobytes in it. Ten megabytes
# leaves room for print-quality pictures; beyond that it is an attack or a mistake.
MAX_IMAGE_BYTES = 10 * 1024 * 1024
# The longest document that we write or read; issuers with many endorsements stay far
# below.
MAX_PAYLOAD_BYTES = 1024 * 1024

_JWS = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_URL = re.compile(rb"https?://[^\s<>\"]+")


class Standard(StrEnum):
    """Which standard a baked document follows; each has its own place in the picture."""

    OB3 = "ob3"
    OB2 = "ob2"
    CLR2 = "clr2"  # learner records (OB30-D5)


class Container(StrEnum):
    """The picture formats that badges are baked into."""

    PNG = "png"
    SVG = "svg"


class PayloadForm(StrEnum):
    """How the baked document is written."""

    JSON = "json"
    JWS = "jws"
    URL = "url"  # only in pictures from before 2.0; read, never written


@dataclass(frozen=True, slots=True)
class Baked:
    """One document found in a picture, as the bytes that were put in."""

    standard: Standard
    container: Container
    payload: bytes


def is_jws(payload: bytes) -> bool:
    """Whether the payload looks like a compact JWS."""
    return _JWS.fullmatch(payload.strip()) is not None


def form_of(payload: bytes) -> PayloadForm:
    """The form of a payload, by its look; whether it is a good one is for others to say.

    Raises:
        Malformed: it is neither JSON, nor a compact JWS, nor an address.
    """
    stripped = payload.strip()
    if stripped.startswith(b"{"):
        return PayloadForm.JSON
    if is_jws(stripped):
        return PayloadForm.JWS
    if _URL.fullmatch(stripped):
        return PayloadForm.URL
    raise Malformed(
        "neither a JSON object, nor a compact JWS, nor an address",
        reason="baking.payload_form",
    )
