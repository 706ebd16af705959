"""The engraved edge of a certificate: two waves that cross, between fine lines."""

import math

from .brand import brand_tokens
from .geometry import num

EDGE, BAND = (
    18.0,
    15.0,
)  # in points: from the edge of the sheet, and how deep the waves are
WAVES = 13.0  # points that one wave takes, about
STEP = 1.3  # points between two places of a wave


def frame(colour: str, accent: str, width: float, height: float) -> str:
    """The edge of a sheet of this size in points, as SVG."""
    tokens = brand_tokens(colour, accent)
    ink, fine = tokens["--brand-edge"], tokens["--brand-line"]
    bright, inner = tokens["--brand-accent"], EDGE + BAND
    waves = "".join(
        f'<path d="{_round(width, height, shift)}" stroke="{tone}"/>'
        for shift, tone in ((0.0, fine), (0.5, fine), (0.25, ink), (0.75, ink))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {num(width)} {num(height)}" '
        f'width="{num(width)}" height="{num(height)}" fill="none" stroke-width=".45">'
        f"{_box(EDGE - 3, width, height, ink, 1.6)}{_box(EDGE, width, height, ink, 0.5)}"
        f"{waves}{_corners(width, height, ink, bright)}"
        f"{_box(inner, width, height, ink, 0.5)}"
        f"{_box(inner + 2.5, width, height, bright, 0.8)}</svg>"
    )


def _box(at: float, width: float, height: float, ink: str, stroke: float) -> str:
    return (
        f'<rect x="{num(at)}" y="{num(at)}" width="{num(width - 2 * at)}" '
        f'height="{num(height - 2 * at)}" stroke="{ink}" stroke-width="{stroke}"/>'
    )


def _corners(width: float, height: float, ink: str, accent: str) -> str:
    """A plate over each corner, where the waves would be bent."""
    half, size = BAND / 2, BAND * 0.26
    places = (
        (x, y)
        for x in (EDGE, width - EDGE - BAND)
        for y in (EDGE, height - EDGE - BAND)
    )
    return "".join(
        f'<g transform="translate({num(x)} {num(y)})"><path fill="#ffffff" stroke="{ink}" '
        f'd="M0 0H{num(BAND)}V{num(BAND)}H0Z"/><path fill="{accent}" '
        f'd="M{num(half)} {num(half - size)}l{num(size)} {num(size)}l{num(-size)} {num(size)}'
        f'l{num(-size)} {num(-size)}Z"/></g>'
        for x, y in places
    )


def _round(width: float, height: float, shift: float) -> str:
    """One wave all the way round, a whole number of times so that it closes."""
    middle = EDGE + BAND / 2
    across, down = width - 2 * middle, height - 2 * middle
    length = 2 * (across + down)
    turns = round(length / WAVES)
    places = []
    for step in range(math.ceil(length / STEP) + 1):
        along = min(step * STEP, length)
        x, y, outward = _place(along, across, down)
        swing = math.sin(2 * math.pi * (along / length * turns + shift)) * BAND * 0.42
        places.append(
            f"{num(middle + x + outward[0] * swing)} "
            f"{num(middle + y + outward[1] * swing)}"
        )
    return "M" + "L".join(places) + "Z"


def _place(
    along: float, across: float, down: float
) -> tuple[float, float, tuple[int, int]]:
    """Where that is on the way round, clockwise, and which way is out."""
    if along < across:
        return along, 0, (0, -1)
    if along < across + down:
        return across, along - across, (1, 0)
    if along < 2 * across + down:
        return 2 * across + down - along, down, (0, 1)
    return 0, 2 * (across + down) - along, (-1, 0)
