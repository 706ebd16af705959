"""Pictures of badges: drawn from a brand, or taken from an upload and made safe."""

import hashlib
from typing import Any

from laurel.design import (
    bitmaps,
    drawings,
    keeping,
    measuring,
    render,
    samples,
    untrusted,
)
from laurel.design.badge import draw
from laurel.design.errors import PictureRefused
from laurel.design.icons import ICONS
from laurel.design.types import Background, Brand, Design, Picture, Shape, Style

MAX_UPLOAD_BYTES = 5 * 1024 * 1024  # a phone's photograph; more helps no badge
MAX_PNG_BYTES = 1024 * 1024  # what mail, wallets and other displayers take without fuss
PIXELS = 512
SMALLER = (400, 320, 256)  # tried in turn when a picture is too heavy as PNG
PART_BYTES = (
    500 * 1024
)  # a background or an icon stands inside the SVG, and counts twice there
ROOM_ON_RIBBON = 24  # longer names are cut on the ribbon, so they get none


def picture_of(*, design: Design, brand: Brand) -> Picture:
    """The finished picture of a design.

    Raises:
        ValueError: unknown icon, or a level outside its family.
        PictureRefused: an uploaded part of it cannot be rendered.
    """
    svg = draw(design, brand, size=PIXELS)
    return Picture(png=_light_png(svg), svg=svg.encode())


def drawing_of(
    *, design: Design, brand: Brand, size: int = PIXELS, mono: bool = False
) -> bytes:
    """The picture of a design as SVG alone: quick enough to follow what is typed.

    Raises:
        ValueError: unknown icon, or a level outside its family.
    """
    return draw(design, brand, size=size, mono=mono).encode()


def suggest(*, name: str, title: str, style: Style | None = None) -> Design:
    """A design for an achievement that brought none: always the same for the same name.

    An issuer's `style` decides what it says; the rest follows from the name.
    """
    style = style or Style()
    digest = hashlib.sha256(name.casefold().encode()).digest()
    shapes = tuple(s for s in Shape if s is not Shape.TICKET)
    icons = tuple(ICONS)
    drawn = Background.PAPER if digest[1] % 4 == 0 else Background.GRADIENT
    return Design(
        shape=style.shape or shapes[digest[0] % len(shapes)],
        background=Background.IMAGE if style.image else drawn,
        image=style.image,
        icon=icons[digest[2] % len(icons)],
        band=name if len(name) <= ROOM_ON_RIBBON else "",
        title=title,
    )


def sample_of(*, brand: Brand, style: Style) -> bytes:
    """A badge, a button and a mail in a brand, as an SVG: what a choice of colours comes to."""
    design = suggest(name="Your badge", title="Your badge", style=style)
    return samples.sample(measuring.composed(design, brand), brand).encode()


def composed(*, design: Design, brand: Brand) -> Design:
    """The design, with the ground under its icon that its uploads need to be seen."""
    return measuring.composed(design, brand)


def keep(*, design: Design) -> dict[str, Any]:
    """The design as JSON, so that it can be changed again later; its uploads are stored."""
    return keeping.kept(design)


def accept_part(*, data: bytes, field: str, square: bool = False) -> bytes:
    """An uploaded part of a picture (background, icon, signature) as a PNG of ours.

    Raises:
        PictureRefused: as `accept_upload`.
    """
    try:
        _measure(data)
        if drawings.looks_like_svg(data):
            png = render.to_png(untrusted.drawing(data), width=PIXELS)
            return bitmaps.light(
                png, sizes=(PIXELS, *SMALLER), most_bytes=PART_BYTES, square=square
            )
        return untrusted.bitmap(
            data, sizes=(PIXELS, *SMALLER), most_bytes=PART_BYTES, square=square
        )
    except PictureRefused as refused:
        refused.field = field
        raise


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
    _measure(data)
    if drawings.looks_like_svg(data):
        svg = untrusted.drawing(data)
        return Picture(png=_light_png(svg), svg=svg.encode())
    png = untrusted.bitmap(data, sizes=(PIXELS, *SMALLER), most_bytes=MAX_PNG_BYTES)
    return Picture(png=png, svg=_wrapped(png))


def _measure(data: bytes) -> None:
    if len(data) > MAX_UPLOAD_BYTES:
        raise PictureRefused(
            f"The picture has more than {MAX_UPLOAD_BYTES // 1024 // 1024} MB."
        )


def _light_png(svg: str) -> bytes:
    for pixels in (PIXELS, *SMALLER):
        png = render.to_png(svg, width=pixels)
        # What was rendered is ours; it is written anew to be square and small.
        made = bitmaps.light(png, sizes=(pixels,), most_bytes=len(png) * 2 + 4096)
        if len(made) <= MAX_PNG_BYTES:
            return made
    raise PictureRefused("The picture is too detailed for a badge of 1 MB.")


def _wrapped(png: bytes) -> bytes:
    """The bitmap as an SVG, so that every achievement can be handed out in both shapes."""
    url = keeping.png_url(png)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {PIXELS} {PIXELS}" '
        f'width="{PIXELS}" height="{PIXELS}">'
        f'<image href="{url}" width="{PIXELS}" height="{PIXELS}"/></svg>'
    ).encode()
