"""The parts of a badge between its face and its words: icon, level ring, wreath, mark."""

from html import escape

from .geometry import CANVAS, CENTRE, arc, num, polar
from .icons import ICONS
from .palette import Palette
from .types import Brand, Design
from .words import SERIF, words_at

LEAF = "M0 0C9 -7 12 -20 2 -36C-8 -24 -9 -9 0 0Z"
SHORT_MARK = 3  # fewer letters than this are set larger


def icon(design: Design, ink: str, *, cy: float, size: float, stroke: float) -> str:
    """The line icon, or the uploaded one in its own colours."""
    x, y = CENTRE - size / 2, cy - size / 2
    if design.icon_image:
        return (
            f'<image href="{escape(design.icon_image, quote=True)}" x="{num(x)}" y="{num(y)}" '
            f'width="{num(size)}" height="{num(size)}" preserveAspectRatio="xMidYMid meet"/>'
        )
    return (
        f'<path transform="translate({num(x)} {num(y)}) scale({num(size / 24)})" '
        f'd="{ICONS[design.icon]}" fill="none" stroke="{ink}" stroke-width="{num(stroke)}" '
        f'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def plain_ring(p: Palette, r: float, cy: float, *, mono: bool) -> str:
    """The hairline ring of a badge without levels."""
    return (
        f'<circle cx="{num(CENTRE)}" cy="{num(cy)}" r="{num(r)}" fill="none" '
        f'stroke="{p.line}" stroke-opacity="{1 if mono else 0.45}" stroke-width="2"/>'
    )


def level_ring(
    design: Design,
    p: Palette,
    r: float,
    cy: float,
    *,
    small: bool,
    mono: bool,
    banded: bool,
) -> str:
    """As many arcs as there are levels, read like a gauge; open levels are hairlines."""
    weight, gap = (20.0, 17.0) if small else (11.0, 12.0)
    first, last = (-124.0, 124.0) if banded else (-180.0, 180.0)
    sweep = (last - first) / design.levels
    faint = 0.8 if mono else 0.5
    out = []
    for i in range(design.levels):
        d = arc(r, first + i * sweep + gap / 2, first + (i + 1) * sweep - gap / 2, cy)
        if i < design.level:
            look = f'stroke="{p.mark_on}" stroke-width="{num(weight)}"'
        else:
            look = f'stroke="{p.line}" stroke-width="{num(weight * 0.28)}" stroke-opacity="{faint}"'
        out.append(f'<path d="{d}" {look}/>')
    return f'<g fill="none" stroke-linecap="round">{"".join(out)}</g>'


def wreath(r: float, cy: float, colour: str, *, banded: bool, worded: bool) -> str:
    """Two branches that rise from below and almost meet; leaves shrink towards the tips."""
    first, last = (118.0 if banded else 168.0), (66.0 if worded else 30.0)
    pairs = 8 if banded or worded else 11
    half = []
    for i in range(pairs):
        degrees = first - (first - last) * i / (pairs - 1)
        size = 1.0 - 0.34 * i / (pairs - 1)
        for lean, off in ((-34, 3), (30, -3)):  # the outer and the inner leaf of a pair
            x, y = polar(r + off, degrees, cy)
            flip = size if lean < 0 else -size
            half.append(
                f'<path transform="translate({num(x)} {num(y)}) '
                f'rotate({num(degrees - 90 - lean)}) scale({num(flip)} {num(size)})" d="{LEAF}"/>'
            )
    x, y = polar(r, last - 6, cy)
    half.append(
        f'<path transform="translate({num(x)} {num(y)}) rotate({num(last - 96)}) scale(.62)" '
        f'd="{LEAF}"/>'
    )
    stem = (
        f'<path d="{arc(r, last - 4, first + 9, cy)}" fill="none" stroke="{colour}" '
        f'stroke-width="3.5" stroke-linecap="round"/>'
    )
    branch = f'<g fill="{colour}">{stem}{"".join(half)}</g>'
    return f'{branch}<g transform="translate({CANVAS} 0) scale(-1 1)">{branch}</g>'


def issuer_mark(brand: Brand, p: Palette, y: float, *, mono: bool) -> str:
    """The issuer's letters on a small disc at the top of the ring."""
    size = 27 if len(brand.mark) < SHORT_MARK else 20
    disc = (
        f'<circle cx="{num(CENTRE)}" cy="{num(y)}" r="31" '
        f'fill="{"#ffffff" if mono else p.band}" stroke="{p.edge}" '
        f'stroke-opacity="{1 if mono else 0.35}" stroke-width="2"/>'
    )
    ink = p.edge if mono else p.band_ink
    return disc + words_at(
        brand.mark,
        CENTRE,
        y + size * 0.35,
        size=size,
        ink=ink,
        family=SERIF,
        spacing=0.5,
    )
