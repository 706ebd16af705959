"""Looking at uploaded parts, so that the badge made of them can be seen by everybody.

The parts were made safe before: PNGs of ours, small, without a surprise.
"""

import base64
import io
from collections.abc import Sequence
from dataclasses import replace

from PIL import Image

from .badge import worn
from .colour import GRAPHIC_CONTRAST, TEXT_CONTRAST, contrast
from .palette import palette, plate
from .types import Background, Brand, Design, Ground, Legibility

SAMPLE = 64  # pixels on a side: enough to know how light a picture is
SEEN = 128  # alpha: below it a pixel of an icon is not looked at
OPAQUE_SHARE = 0.93  # an icon with fewer transparent pixels is a picture with a frame
SCRIMS = (0.55, 0.64, 0.72, 0.80, 0.88, 0.94, 0.97)  # the lightest that does is taken


def composed(design: Design, brand: Brand) -> Design:
    """The design with the ground that its uploads need: nobody has to choose it."""
    cut = bool(design.icon_image) and _fills_its_frame(design.icon_image)
    design = replace(design, icon_cut=cut, ground=Ground.NONE, scrim=SCRIMS[2])
    if _is_pictured(design):
        grounds = (Ground.DARK, Ground.LIGHT) if design.icon_image else (Ground.DARK,)
        return max(
            (_scrimmed(replace(design, ground=g), brand) for g in grounds),
            key=lambda one: (legibility(one, brand).is_enough, -one.scrim),
        )
    if not design.icon_image or legibility(design, brand).is_enough:
        return design
    plated = (replace(design, ground=g) for g in (Ground.LIGHT, Ground.DARK))
    return max(plated, key=lambda one: legibility(one, brand).ratio)


def legibility(design: Design, brand: Brand) -> Legibility:
    """The contrast of the icon with the worst of what lies under it.

    A drawn icon is held to the ratio of text, an uploaded one to that of graphics.
    """
    brand = worn(brand, design)
    p = palette(brand, design.background, design.ground)
    least = GRAPHIC_CONTRAST if design.icon_image else TEXT_CONTRAST
    ink = _mean(design.icon_image) if design.icon_image else p.ink
    if design.icon_cut:  # its ring is what sets it apart
        ink, least = p.ink, GRAPHIC_CONTRAST
    if _is_pictured(design):
        unders = _under_scrim(design, p.face_bottom)
    elif design.icon_image and design.ground is not Ground.NONE:
        unders = [plate(brand.colour, design.ground)]
    else:
        unders = [p.face_top, p.face_bottom]
    return Legibility(ratio=min(contrast(ink, under) for under in unders), least=least)


def _is_pictured(design: Design) -> bool:
    return design.background is Background.IMAGE and bool(design.image)


def _scrimmed(design: Design, brand: Brand) -> Design:
    tried = [replace(design, scrim=scrim) for scrim in SCRIMS]
    enough = (one for one in tried if legibility(one, brand).is_enough)
    return next(enough, tried[-1])


def _under_scrim(design: Design, face: str) -> list[str]:
    """The darkest and the lightest that shows through the scrim in the middle."""
    image = _opened(design.image).convert("RGBA")
    sheet = Image.new("RGBA", image.size, face)
    sheet.alpha_composite(image)
    side = min(sheet.size)  # the badge shows the middle square, the icon the half of it
    left, top = (sheet.width - side // 2) // 2, (sheet.height - side // 2) // 2
    middle = sheet.crop((left, top, left + side // 2, top + side // 2))
    pixels = _pixels(
        middle.convert("RGB").resize((SAMPLE, SAMPLE), Image.Resampling.BOX)
    )
    lightness = sorted(pixels, key=sum)
    ends = (lightness[len(lightness) // 20], lightness[-1 - len(lightness) // 20])
    veil = _rgb(face)
    return [
        _hex(
            [
                c * (1 - design.scrim) + v * design.scrim
                for c, v in zip(end, veil, strict=True)
            ]
        )
        for end in ends
    ]


def _mean(url: str) -> str:
    """The mean colour of what is seen of an icon."""
    pixels = [p for p in _pixels(_sampled(url)) if p[3] >= SEEN]
    if not pixels:
        return "#000000"
    return _hex([sum(p[i] for p in pixels) / len(pixels) for i in range(3)])


def _fills_its_frame(url: str) -> bool:
    pixels = _pixels(_sampled(url))
    return sum(p[3] >= SEEN for p in pixels) >= OPAQUE_SHARE * len(pixels)


def _sampled(url: str) -> Image.Image:
    return _opened(url).convert("RGBA").resize((SAMPLE, SAMPLE), Image.Resampling.BOX)


def _opened(url: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2])))


def _pixels(image: Image.Image) -> list[tuple[int, ...]]:
    bands = [list(image.getchannel(i).tobytes()) for i in range(len(image.getbands()))]
    return list(zip(*bands, strict=True))


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _hex(channels: Sequence[float]) -> str:
    return "#" + "".join(f"{round(c):02x}" for c in channels)
