"""Colours in OKLCH: lightness can move while the hue stays.

The matrices are Björn Ottosson's published constants of OKLab; the luminance is that of WCAG 2.2.
"""

import math

TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
GRAPHIC_CONTRAST = 3.0  # WCAG 2.2, 1.4.11; icons are drawn to 4.5 all the same
MIDDLE_GREY = 0.18  # relative luminance: above it a ground counts as light

Lch = tuple[float, float, float]


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


def _gamma(channel: float) -> float:
    if channel <= 0.0031308:  # noqa: PLR2004 - sRGB
        return 12.92 * channel
    return 1.055 * float(channel ** (1 / 2.4)) - 0.055


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return red, green, blue


def to_lch(colour: str) -> Lch:
    """Lightness 0-1, chroma, and hue in degrees of `#rrggbb`."""
    r, g, b = _channels(colour)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    green_red = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    blue_yellow = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    hue = math.degrees(math.atan2(blue_yellow, green_red)) % 360
    return lightness, math.hypot(green_red, blue_yellow), hue


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def from_lch(lightness: float, chroma: float, hue: float) -> str:
    """The colour as `#rrggbb`; chroma is lowered until it fits in sRGB."""
    lightness = min(max(lightness, 0.0), 1.0)
    slack = 0.0005  # half of what an 8-bit channel can show
    while True:
        rgb = _rgb(lightness, chroma, hue)
        if chroma <= 0 or all(-slack <= c <= 1 + slack for c in rgb):
            break
        chroma = max(0.0, chroma - 0.004)
    return "#" + "".join(f"{round(_gamma(min(max(c, 0), 1)) * 255):02x}" for c in rgb)


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, 0 to 1."""
    r, g, b = _channels(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def shift(colour: str, lightness: float = 0.0, chroma: float = 1.0) -> str:
    """The colour with its lightness moved and its chroma scaled."""
    old_lightness, old_chroma, hue = to_lch(colour)
    return from_lch(old_lightness + lightness, old_chroma * chroma, hue)


def readable(colour: str, on: str, ratio: float = TEXT_CONTRAST) -> str:
    """The nearest lightness of `colour` that reaches `ratio` against `on`."""
    lightness, chroma, hue = to_lch(colour)
    step = -0.01 if luminance(on) > MIDDLE_GREY else 0.01
    while contrast(colour, on) < ratio and 0 <= lightness <= 1:
        lightness += step
        colour = from_lch(lightness, chroma, hue)
    return colour


def ink_on(colour: str) -> str:
    """White or a dark ink of the same hue, whichever is easier to read on `colour`."""
    _, chroma, hue = to_lch(colour)
    dark = from_lch(0.22, min(chroma, 0.05), hue)
    white = "#ffffff"
    return white if contrast(white, colour) >= contrast(dark, colour) else dark
