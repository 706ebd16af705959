"""Reading what a brand makes of pages and badges."""

from collections.abc import Mapping
from typing import Any

from laurel.design import (
    bitmaps,
    brand,
    cards,
    drawings,
    frames,
    geometry,
    keeping,
    measuring,
)
from laurel.design.icons import ICONS
from laurel.design.types import Brand, Card, Design, Legibility, Shape
from laurel.foundation import files

__all__ = [
    "alt_text",
    "brand_css",
    "brand_tokens",
    "card_version",
    "design_of",
    "frame",
    "icons",
    "kind_of",
    "legibility",
    "outline",
    "png_url",
    "thumbnail",
    "upload",
]


def brand_tokens(*, colour: str, accent: str) -> dict[str, str]:
    """The custom properties of an issuer's pages, contrast kept in light and dark."""
    return brand.brand_tokens(colour, accent)


def brand_css(*, colour: str, accent: str, scope: str = ":root") -> tuple[str, str]:
    """The style sheet that sets them, and the hash that names it."""
    return brand.brand_css(colour, accent, scope)


def alt_text(*, name: str, issuer: str) -> str:
    """The alternative text that every page, mail and card uses."""
    return f"{name}, issued by {issuer}"


def frame(*, colour: str, accent: str, width: float, height: float) -> str:
    """The engraved edge of a sheet of this size in points, as SVG."""
    return frames.frame(colour, accent, width, height)


def thumbnail(png: bytes) -> bytes:
    """A picture of ours, small enough for the end of a mail."""
    return bitmaps.thumbnail(png)


def design_of(kept: Mapping[str, Any]) -> Design:
    """A design as `services.keep` kept it.

    Raises:
        PictureRefused: it is not one that we kept.
    """
    return keeping.design_of(kept)


def legibility(*, design: Design, brand: Brand) -> Legibility:
    """How well the icon is seen on what is under it."""
    return measuring.legibility(design, brand)


def outline(shape: str) -> str:
    """The outline of a shape as path data on a canvas of 512."""
    return geometry.outline(Shape(shape), 236)


def icons() -> Mapping[str, str]:
    """The bundled icons, by name: SVG path data on a grid of 24."""
    return ICONS


def kind_of(data: bytes) -> str:
    """What an upload is by its bytes (PNG, JPEG, WebP, SVG), or empty."""
    return "SVG" if drawings.looks_like_svg(data) else bitmaps.kind(data)


def png_url(png: bytes) -> str:
    """A PNG of ours as a `data:` URL, as designs hold their uploads."""
    return keeping.png_url(png)


def upload(name: str) -> bytes:
    """What `services.keep_background`, `keep_icon` or `keep_finished` stored.

    Raises:
        NotFound: nothing is stored under this name.
    """
    return files.read(name)


def card_version(card: Card) -> str:
    """What the address of a social card says about its content: another card, another address."""
    return cards.version(card)
