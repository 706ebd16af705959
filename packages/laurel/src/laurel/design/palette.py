"""All colours of one badge, derived from a brand."""

from dataclasses import dataclass

from .colour import (
    GRAPHIC_CONTRAST,
    MIDDLE_GREY,
    TEXT_CONTRAST,
    contrast,
    from_lch,
    ink_on,
    luminance,
    readable,
    shift,
    to_lch,
)
from .types import Background, Brand, Ground

WHITE = "#ffffff"
BLACK = "#000000"
LIGHT_BRAND = 0.66  # OKLCH lightness: above it a face carries dark ink
INK_ON_FACE = 5.5  # more than text needs, because the face is a gradient


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one badge; icon and words reach 4.5:1 against what they sit on."""

    rim_top: str
    rim_bottom: str
    edge: str
    face_top: str
    face_bottom: str
    ink: str
    mark_on: str  # a reached level
    mark_off: str  # a level still open
    band: str
    band_fold: str
    band_ink: str
    line: str


MONO = Palette(
    rim_top=WHITE,
    rim_bottom=WHITE,
    edge=BLACK,
    face_top=WHITE,
    face_bottom=WHITE,
    ink=BLACK,
    mark_on=BLACK,
    mark_off=WHITE,
    band=BLACK,
    band_fold=BLACK,
    band_ink=WHITE,
    line=BLACK,
)


def palette(
    brand: Brand, background: Background, ground: Ground = Ground.NONE
) -> Palette:
    """The colours of a badge of this brand on this kind of face."""
    _, chroma, hue = to_lch(brand.colour)
    paper = background is Background.PAPER
    light = background is Background.IMAGE and ground is Ground.LIGHT
    face_top, face_bottom, ink = (
        _light_scrim(brand.colour) if light else _face(brand.colour, background)
    )
    rim = brand.colour
    if paper:
        band = readable(rim, WHITE, 5.5)
        band_ink = ink_on(band)
    else:
        band = from_lch(0.985, 0.008, hue)
        band_ink = readable(from_lch(0.32, min(chroma, 0.09), hue), band, 7.0)
    return Palette(
        rim_top=shift(rim, 0.02 if paper else 0.10),
        rim_bottom=shift(rim, -0.13),
        edge=shift(rim, -0.22, 0.8),
        face_top=face_top,
        face_bottom=face_bottom,
        ink=ink,
        mark_on=_level_mark(brand.accent, ink, face_top, face_bottom),
        mark_off=ink,
        band=band,
        band_fold=shift(band, -0.13, 1.6),
        band_ink=band_ink,
        line=ink,
    )


def _face(colour: str, background: Background) -> tuple[str, str, str]:
    """Top and bottom of the face, and the ink on it."""
    _, chroma, hue = to_lch(colour)
    match background:
        case Background.PAPER:
            top, bottom = from_lch(0.995, 0.006, hue), from_lch(0.945, 0.018, hue)
            return top, bottom, readable(colour, bottom, INK_ON_FACE)
        case Background.IMAGE:  # the scrim over a picture
            top = from_lch(0.3, min(chroma, 0.06), hue)
            return top, from_lch(0.2, min(chroma, 0.05), hue), WHITE
        case Background.SOLID:
            base, _ = _bases(colour)
            return base, base, _face_ink(colour, base, base)
        case Background.GRADIENT:
            base, top = _bases(colour)
            dark = to_lch(colour)[0] < LIGHT_BRAND
            bottom = shift(base, -0.11 if dark else -0.06)
            return top, bottom, _face_ink(colour, top, bottom)


def _light_scrim(colour: str) -> tuple[str, str, str]:
    """As `_face`, under a picture that carries a dark icon."""
    _, chroma, hue = to_lch(colour)
    top = from_lch(0.985, min(chroma, 0.008), hue)
    bottom = from_lch(0.965, min(chroma, 0.012), hue)
    return top, bottom, readable(colour, bottom, INK_ON_FACE)


def plate(colour: str, ground: Ground) -> str:
    """The disc under an icon that the face alone would swallow."""
    _, chroma, hue = to_lch(colour)
    if ground is Ground.LIGHT:
        return from_lch(0.985, min(chroma, 0.008), hue)
    return from_lch(0.2, min(chroma, 0.05), hue)


def _bases(colour: str) -> tuple[str, str]:
    """The face colour and its lighter end; dark brands darken until white ink reads on both."""
    if to_lch(colour)[0] >= LIGHT_BRAND:
        return colour, shift(colour, 0.04)
    base, top = colour, shift(colour, 0.05)
    while contrast(WHITE, top) < TEXT_CONTRAST:
        base, top = shift(base, -0.01), shift(top, -0.01)
    return base, top


def _face_ink(colour: str, top: str, bottom: str) -> str:
    ink = ink_on(top)
    if ink == WHITE:
        return ink
    _, chroma, hue = to_lch(colour)
    return readable(from_lch(0.30, min(chroma, 0.06), hue), bottom, INK_ON_FACE)


def _level_mark(accent: str, ink: str, top: str, bottom: str) -> str:
    """The accent, moved away from the face (as the ink is) until it can be seen on it."""
    lightness, chroma, hue = to_lch(accent)
    step = 0.01 if luminance(ink) > MIDDLE_GREY else -0.01
    mark = accent
    while (
        min(contrast(mark, top), contrast(mark, bottom)) < GRAPHIC_CONTRAST
        and 0 <= lightness <= 1
    ):
        lightness += step
        mark = from_lch(lightness, chroma, hue)
    return mark
