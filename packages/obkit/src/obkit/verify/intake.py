"""From what somebody hands in to the documents in it: pictures, JSON, tokens."""

from dataclasses import dataclass

from obkit import baking
from obkit.baking import Baked, PayloadForm
from obkit.encoding.strict_json import DEFAULT_LIMITS
from obkit.errors import Malformed, MalformedImage


@dataclass(frozen=True, slots=True)
class Intake:
    """What was handed in: the container and the badges in it."""

    container: str
    payloads: tuple[bytes, ...]


def take(data: bytes) -> Intake:
    """Find out what was handed in.

    Raises:
        Malformed: not a badge in any form that we know; `reason` says what it is instead.
    """
    container = baking.container_of(data)
    if container is not None:
        return Intake(str(container), tuple(_unbake(data)))
    text = data.removeprefix(b"\xef\xbb\xbf").strip()
    if len(text) > DEFAULT_LIMITS.max_bytes:
        raise Malformed(
            "too large", reason="input.too_large", limit=DEFAULT_LIMITS.max_bytes
        )
    form = _form(text)
    if form is PayloadForm.URL:
        raise Malformed("an address, not a document", reason="input.address")
    # The strict parser judges the bytes as they came, a byte order mark included.
    return Intake("jwt" if form is PayloadForm.JWS else "json", (data,))


def _unbake(image: bytes) -> list[bytes]:
    found: tuple[Baked, ...] = baking.extract(image)
    if not found:
        raise MalformedImage("a picture without a badge", reason="image.no_badge")
    return [baked.payload for baked in found]


def _form(text: bytes) -> PayloadForm:
    if not text:
        raise Malformed("nothing", reason="input.empty")
    if text.startswith((b"{", b"[")):
        return PayloadForm.JSON
    try:
        return baking.form_of(text)
    except Malformed:
        pass
    if text.startswith(b"<"):
        raise Malformed("a web page or XML", reason="input.html")
    really = baking.really(text)
    raise Malformed("not a badge", reason="input.not_a_badge", really=really)
