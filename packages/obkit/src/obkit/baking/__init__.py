"""Bake a badge into a picture and take it out again.

PNG and SVG, Open Badges 2.0 and 3.0; one picture may carry one badge of each standard.
Nothing else in the picture changes. Baking over an earlier badge of the same standard
is refused unless `replace=True`, and then replaces it.
"""

import re
from typing import Protocol

from obkit.baking import png, svg
from obkit.baking.kinds import (
    MAX_IMAGE_BYTES,
    MAX_PAYLOAD_BYTES,
    Baked,
    Container,
    PayloadForm,
    Standard,
    form_of,
)
from obkit.encoding import strict_json
from obkit.errors import Malformed, MalformedImage, Refused

__all__ = [
    "MAX_IMAGE_BYTES",
    "MAX_PAYLOAD_BYTES",
    "Baked",
    "Container",
    "PayloadForm",
    "Picture",
    "Standard",
    "bake",
    "container_of",
    "extract",
    "form_of",
    "really",
]


class _Place(Protocol):
    """Where a badge goes in one picture."""

    def fill(self, payload: bytes) -> bytes: ...


class _Format(Protocol):
    """What a picture format offers; `png` and `svg` are such modules."""

    def place(
        self, image: bytes, standard: Standard, *, replace: bool = False
    ) -> _Place: ...

    def extract(self, image: bytes) -> tuple[Baked, ...]: ...


_FORMATS: dict[Container, _Format] = {Container.PNG: png, Container.SVG: svg}

# What people send instead of a PNG or SVG, so that the message can name it.
_LOOKALIKES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"\xff\xfe", "UTF-16 text"),
)
_SVG_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?svg[\s>/]")
# Comments and a DOCTYPE may stand before the root; no tool writes more than this.
_SVG_HEAD_BYTES = 64 * 1024


def bake(
    image: bytes, payload: bytes, standard: Standard, *, replace: bool = False
) -> bytes:
    """The same picture carrying the payload: a credential as JSON or as a compact JWS.

    Raises:
        MalformedImage: not a sound PNG or SVG.
        Malformed: the payload is neither a strict JSON object nor a compact JWS.
        Refused: the picture carries a badge of this standard already (and not
            `replace`), or the payload is too large.
    """
    if _check_look(payload) is PayloadForm.JSON:
        strict_json.loads_object(payload)
    return (
        _FORMATS[_container(image)]
        .place(image, standard, replace=replace)
        .fill(payload)
    )


class Picture:
    """A picture that was looked through once, for baking many badges into it.

    Looking through a picture takes a hundred times as long as baking into it.
    """

    __slots__ = ("_place",)

    def __init__(
        self, image: bytes, standard: Standard, *, replace: bool = False
    ) -> None:
        """Look through the picture.

        Raises:
            MalformedImage: not a sound PNG or SVG.
            Refused: it carries a badge of this standard already (and not `replace`).
        """
        self._place = _FORMATS[_container(image)].place(
            image, standard, replace=replace
        )

    def bake(self, payload: bytes) -> bytes:
        """What `bake` gives, for a payload that was just signed here: it is not read again.

        Raises:
            Malformed: the payload looks like neither JSON nor a compact JWS.
            Refused: the payload is too large, or has a character that XML cannot carry.
        """
        _check_look(payload)
        try:
            payload.decode()
        except UnicodeDecodeError as error:
            raise Malformed("not UTF-8", reason="baking.payload_form") from error
        return self._place.fill(payload)


def _check_look(payload: bytes) -> PayloadForm:
    if len(payload) > MAX_PAYLOAD_BYTES:
        raise Refused(
            "too large to bake", reason="baking.too_large", limit=MAX_PAYLOAD_BYTES
        )
    form = form_of(payload)
    if form is PayloadForm.URL:
        raise Malformed("an address is read, never baked", reason="baking.payload_form")
    return form


def extract(image: bytes) -> tuple[Baked, ...]:
    """The badges in a picture, Open Badges 3.0 first; empty when it carries none.

    Raises:
        MalformedImage: not a sound PNG or SVG, or what it carries breaks the rules of
            baking.
    """
    return _FORMATS[_container(image)].extract(image)


def container_of(data: bytes) -> Container | None:
    """Which picture format the bytes claim to be, by their beginning; None for anything else."""
    if data.startswith(png.SIGNATURE):
        return Container.PNG
    head = data[:_SVG_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<") and _SVG_ROOT.search(head):
        return Container.SVG
    return None


def _container(image: bytes) -> Container:
    container = container_of(image)
    if container is None:
        raise MalformedImage(
            "neither a PNG nor an SVG",
            reason="image.not_png_or_svg",
            really=really(image),
        )
    return container


def really(image: bytes) -> str:
    """The name of a file that is no PNG or SVG, as far as its beginning tells."""
    if not image:
        return "an empty file"
    if image[:4] == b"RIFF" and image[8:12] == b"WEBP":
        return "WebP"
    for beginning, name in _LOOKALIKES:
        if image.startswith(beginning):
            return name
    if image.lstrip()[:1] == b"<":
        return "XML or HTML"
    if image.lstrip()[:1] in (b"{", b"["):
        return "JSON"
    return "unknown"
