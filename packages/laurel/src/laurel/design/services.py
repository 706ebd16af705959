"""Pictures of badges: drawn from a brand, or taken from an upload and made safe."""

import hashlib
from functools import lru_cache
from typing import Any

from laurel.design import (
    bitmaps,
    cards,
    collection_cards,
    drawings,
    keeping,
    measuring,
    render,
    samples,
    untrusted,
)
from laurel.design.badge import draw
from laurel.design.errors import PictureRefused
from laurel.design.icons import SUGGESTED
from laurel.design.types import (
    Background,
    Brand,
    Card,
    CollectionCard,
    Design,
    Picture,
    Shape,
    Style,
    Weight,
)
from laurel.foundation import files

MAX_UPLOAD_BYTES = 5 * 1024 * 1024  # a phone's photograph; more helps no badge
# 1 MB is what mail, wallets and CV tools take without fuss; the badge inside takes some of it.
MAX_PNG_BYTES = 900 * 1024
PIXELS = 512
SMALLER = (400, 320, 256)  # tried in turn when a picture is too heavy as PNG
PART_BYTES = (
    500 * 1024
)  # a background or an icon stands inside the SVG, and counts twice there
KEPT_DRAWN = 16  # pictures, of which each may weigh a megabyte and most do a tenth
PREVIEW_PIXELS = (1280, 960, 640, 480)  # of evidence: as wide as a page, or smaller
PREVIEW_BYTES = 3 * 1024 * 1024
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
    drawn = Background.PAPER if digest[1] % 4 == 0 else Background.GRADIENT
    return Design(
        shape=style.shape or shapes[digest[0] % len(shapes)],
        background=Background.IMAGE if style.image else drawn,
        image=style.image,
        icon=SUGGESTED[digest[2] % len(SUGGESTED)],
        band=name if len(name) <= ROOM_ON_RIBBON else "",
        title=title,
    )


def weight_of(*, design: Design, brand: Brand) -> Weight:
    """How heavy the finished picture of a design will be.

    Raises:
        PictureRefused: it cannot be rendered, or is too detailed.
    """
    picture = picture_of(design=design, brand=brand)
    return Weight(png=len(picture.png), svg=len(picture.svg))


def weight_of_finished(*, data: bytes) -> Weight:
    """How heavy a picture that `keep_finished` stored will be."""
    picture = accept_upload(data=data)
    return Weight(png=len(picture.png), svg=len(picture.svg))


def card_of(*, card: Card) -> bytes:
    """The picture for social networks, a PNG of 1200 by 630; those made last are kept.

    Raises:
        PictureRefused: it cannot be rendered.
    """
    return cards.png(card)


def collection_card_of(*, card: CollectionCard) -> bytes:
    """The same for a collection of badges.

    Raises:
        PictureRefused: it cannot be rendered.
    """
    return collection_cards.png(card)


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


def keep_background(*, data: bytes, field: str) -> str:
    """An uploaded background, made safe and stored; the name to read it by.

    Raises:
        PictureRefused: as `accept_upload`.
    """
    return files.store(accept_part(data=data, field=field))


def keep_icon(*, data: bytes, field: str) -> str:
    """An uploaded icon without its transparent margin, made safe and stored; the name of it.

    Raises:
        PictureRefused: as `accept_upload`.
    """
    return files.store(accept_part(data=data, field=field, trim=True))


def keep_finished(*, data: bytes, field: str) -> str:
    """A picture that was finished elsewhere, made safe and stored; the name to read it by.

    Raises:
        PictureRefused: as `accept_upload`.
    """
    picture = accept_upload(data=data, field=field)
    return files.store(picture.svg if drawings.looks_like_svg(data) else picture.png)


def accept_part(*, data: bytes, field: str, trim: bool = False) -> bytes:
    """An uploaded part of a picture (background, icon, signature) as a PNG of ours.

    Raises:
        PictureRefused: as `accept_upload`.
    """
    try:
        _measure(data)
        if drawings.looks_like_svg(data):
            png = render.to_png(untrusted.drawing(data), width=PIXELS)
            return bitmaps.light(
                png,
                sizes=(PIXELS, *SMALLER),
                most_bytes=PART_BYTES,
                square=False,
                trim=trim,
            )
        return untrusted.bitmap(
            data,
            sizes=(PIXELS, *SMALLER),
            most_bytes=PART_BYTES,
            square=False,
            trim=trim,
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


def preview_of(*, data: bytes) -> bytes:
    """An uploaded photograph as a PNG of ours, as large as a page shows it, in its own shape.

    Raises:
        PictureRefused: as `accept_upload`, but for the size of the file.
    """
    return untrusted.bitmap(
        data, sizes=PREVIEW_PIXELS, most_bytes=PREVIEW_BYTES, square=False
    )


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


@lru_cache(maxsize=KEPT_DRAWN)
def _light_png(svg: str) -> bytes:
    """The drawing as PNG; those made last are kept: one is weighed, saved and published in turn."""
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
