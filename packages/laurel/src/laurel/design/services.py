"""Pictures of badges: drawn from a brand, or taken from an upload and made safe."""

import base64
import hashlib

from laurel.design import bitmaps, drawings, render
from laurel.design.badge import draw
from laurel.design.errors import PictureRefused
from laurel.design.icons import ICONS
from laurel.design.types import Background, Brand, Design, Picture, Shape

MAX_UPLOAD_BYTES = 5 * 1024 * 1024  # a phone's photograph; more helps no badge
MAX_PNG_BYTES = 1024 * 1024  # what mail, wallets and other displayers take without fuss
PIXELS = 512
SMALLER = (400, 320, 256)  # tried in turn when a picture is too heavy as PNG
ROOM_ON_RIBBON = 24  # longer names are cut on the ribbon, so they get none


def picture_of(*, design: Design, brand: Brand) -> Picture:
    """The finished picture of a design.

    Raises:
        ValueError: unknown icon, or a level outside its family.
        PictureRefused: an uploaded part of it cannot be rendered.
    """
    svg = draw(design, brand, size=PIXELS)
    return Picture(png=_light_png(svg), svg=svg.encode())


def drawing_of(*, design: Design, brand: Brand) -> bytes:
    """The picture of a design as SVG alone: quick enough to follow what is typed.

    Raises:
        ValueError: unknown icon, or a level outside its family.
    """
    return draw(design, brand, size=PIXELS).encode()


def suggest(*, name: str, title: str) -> Design:
    """A design for an achievement that brought none: always the same for the same name."""
    digest = hashlib.sha256(name.casefold().encode()).digest()
    shapes = tuple(s for s in Shape if s is not Shape.TICKET)
    icons = tuple(ICONS)
    return Design(
        shape=shapes[digest[0] % len(shapes)],
        background=Background.PAPER if digest[1] % 4 == 0 else Background.GRADIENT,
        icon=icons[digest[2] % len(icons)],
        band=name if len(name) <= ROOM_ON_RIBBON else "",
        title=title,
    )


def accept_upload(*, data: bytes, field: str = "image") -> Picture:
    """An uploaded picture, rebuilt: nothing of the file but what it shows is kept.

    PNG, JPEG and WebP are decoded and written anew as a square PNG; SVG is rebuilt from an
    allow-list and rendered.

    Raises:
        PictureRefused: too large, broken, or not one of these formats; says which.
    """
    try:
        return _accepted(data)
    except PictureRefused as refused:
        refused.field = field
        raise


def _accepted(data: bytes) -> Picture:
    if len(data) > MAX_UPLOAD_BYTES:
        raise PictureRefused(
            f"The picture has more than {MAX_UPLOAD_BYTES // 1024 // 1024} MB."
        )
    if drawings.looks_like_svg(data):
        svg = drawings.rebuilt(data)
        return Picture(png=_light_png(svg), svg=svg.encode())
    png = _light_bitmap(data)
    return Picture(png=png, svg=_wrapped(png))


def _light_png(svg: str) -> bytes:
    for pixels in (PIXELS, *SMALLER):
        png = bitmaps.rewritten(render.to_png(svg, width=pixels), pixels=pixels)
        if len(png) <= MAX_PNG_BYTES:
            return png
    raise PictureRefused("The picture is too detailed for a badge of 1 MB.")


def _light_bitmap(data: bytes) -> bytes:
    for pixels in (PIXELS, *SMALLER):
        png = bitmaps.rewritten(data, pixels=pixels)
        if len(png) <= MAX_PNG_BYTES:
            return png
    raise PictureRefused("The picture is too detailed for a badge of 1 MB.")


def _wrapped(png: bytes) -> bytes:
    """The bitmap as an SVG, so that every achievement can be handed out in both shapes."""
    url = "data:image/png;base64," + base64.b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {PIXELS} {PIXELS}" '
        f'width="{PIXELS}" height="{PIXELS}">'
        f'<image href="{url}" width="{PIXELS}" height="{PIXELS}"/></svg>'
    ).encode()
