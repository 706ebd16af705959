"""The badge itself: a frozen Design and Brand in, an SVG document out, always the same bytes.

No status is ever drawn into the art: a picture outlives the state of an award.

Layers, back to front: shadow, rim, face, line work, ring or wreath, rim words, icon, mark, ribbon.
Three optical sizes: *small* (to 96 px) drops fine lines and words and enlarges the icon, *medium*
(to 200 px) drops the line work, *large* keeps everything.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape

from . import parts
from .geometry import CANVAS, CENTRE, arc, guilloche, num, outline
from .icons import ICONS
from .palette import MONO, WHITE, Palette, palette, plate
from .types import Background, Brand, Design, Ground, Shape
from .words import fit, ribbon, words_at, words_on_path

MAX_LEVELS = 5  # more arcs cannot be counted at a glance
SMALL_PIXELS, MEDIUM_PIXELS = 96, 200
OWN_ICON = 1.2  # an uploaded icon is a picture, and may be larger than a drawn one
MIDDLE = {Shape.SHIELD: CENTRE - 14, Shape.TICKET: CENTRE - 52}  # others: the centre
RING = {
    Shape.CIRCLE: 176.0,
    Shape.HEXAGON: 158.0,
    Shape.SHIELD: 146.0,
    Shape.ROSETTE: 172.0,
    Shape.SQUARE: 166.0,
    Shape.TICKET: 134.0,
}


class Optical(StrEnum):
    """How much detail the size can carry."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures that every layer shares."""

    optical: Optical
    mono: bool
    uid: str
    banded: bool  # a ribbon lies over the lower third
    outer: float
    face_r: float
    ring_r: float
    cy: float
    icon_cy: float
    icon_size: float
    stroke: float

    @property
    def small(self) -> bool:
        return self.optical is Optical.SMALL

    @property
    def large(self) -> bool:
        return self.optical is Optical.LARGE


def draw(
    design: Design, brand: Brand, *, size: int = 400, mono: bool = False, uid: str = "b"
) -> str:
    """The SVG document of a badge for display at `size` pixels.

    `uid` prefixes ids, so that several badges can stand inline in one page.

    Raises:
        ValueError: unknown icon, or a level outside its family.
    """
    if not 0 <= design.level <= design.levels <= MAX_LEVELS:
        raise ValueError(
            f"a level is between 0 and its family's {design.levels} (at most 5)"
        )
    if not design.icon_image and design.icon not in ICONS:
        raise ValueError(f"unknown icon: {design.icon}")
    brand = worn(brand, design)
    p = MONO if mono else palette(brand, design.background, design.ground)
    f = _frame(design, size=size, mono=mono, uid=uid)
    layers = (
        *_rim(design, p, f),
        *_face(design, p, f),
        *_line_work(design, brand, p, f),
        *_ring(design, p, f),
        *_rim_words(design, p, f),
        *_plate(design, brand, p, f),
        *_icon(design, p, f),
        *_mark(design, brand, p, f),
        *_band(design, p, f),
    )
    lift = -18.0 if f.banded else 0.0  # keeps shape and ribbon together in the middle
    body = f'<g transform="translate(0 {num(lift)})">{"".join(layers)}</g>'
    title = escape(design.title or "Badge")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {CANVAS} {CANVAS}" '
        f'width="{size}" height="{size}" role="img" aria-labelledby="{uid}n">'
        f'<title id="{uid}n">{title}</title><defs>{_definitions(design, p, f)}</defs>{body}</svg>'
    )


def worn(brand: Brand, design: Design) -> Brand:
    """The brand in the colours of this one badge."""
    return replace(
        brand,
        colour=design.colour or brand.colour,
        accent=design.accent or brand.accent,
    )


def _frame(design: Design, *, size: int, mono: bool, uid: str) -> Frame:
    if size <= SMALL_PIXELS:
        optical, inset, stroke, share = Optical.SMALL, 16.0, 2.1, 1.12
    elif size <= MEDIUM_PIXELS:
        optical, inset, stroke, share = Optical.MEDIUM, 13.0, 1.7, 1.02
    else:
        optical, inset, stroke, share = Optical.LARGE, 11.0, 1.45, 0.98
    small = optical is Optical.SMALL
    # A ticket carries its words on its own foot, unless a picture shows through there.
    printed = design.shape is Shape.TICKET and design.background is not Background.IMAGE
    banded = bool(design.band) and not small and not printed
    outer = 240.0 if small else 222.0 if banded else 228.0
    cy = MIDDLE.get(design.shape, CENTRE)
    ring_r = RING[design.shape] * (1.06 if small else 1.0)
    worded = bool(design.rim_text) and optical is Optical.LARGE
    icon_cy = cy - 26 if banded else cy + 10 if worded else cy
    return Frame(
        optical=optical,
        mono=mono,
        uid=uid,
        banded=banded,
        outer=outer,
        face_r=outer - inset - 5,
        ring_r=ring_r,
        cy=cy,
        icon_cy=icon_cy,
        icon_size=ring_r
        * share
        * (OWN_ICON if design.icon_image else 1.0)
        * (0.94 if banded else 1.0)
        * (0.9 if worded else 1.0),
        stroke=stroke,
    )


def _face_path(design: Design, f: Frame) -> str:
    if design.shape is Shape.ROSETTE:  # the lobes are the rim; the face is a disc
        return outline(Shape.CIRCLE, f.face_r * 0.945)
    return outline(design.shape, f.face_r)


def _rim(design: Design, p: Palette, f: Frame) -> list[str]:
    rim = outline(design.shape, f.outer)
    edge = f'<path d="{rim}" transform="translate(0 {{}})" fill="{p.edge}"{{}}/>'
    shadow = (
        [] if f.mono else [edge.format(7, ' fill-opacity=".20"'), edge.format(3, "")]
    )
    return [
        *shadow,
        (
            f'<path d="{rim}" fill="url(#{f.uid}r)" stroke="{p.edge}" '
            f'stroke-width="{8 if f.mono else 1.5}"/>'
        ),
    ]


def _face(design: Design, p: Palette, f: Frame) -> list[str]:
    face, clip = _face_path(design, f), f'clip-path="url(#{f.uid}c)"'
    if f.mono:
        return [
            f'<path d="{face}" fill="url(#{f.uid}f)"/>',
            f'<path d="{face}" fill="none" stroke="#000000" stroke-width="3"/>',
        ]
    if design.background is Background.IMAGE and design.image:
        sheet = f'<rect width="{CANVAS}" height="{CANVAS}" fill="{{}}"/>'
        fill = (
            f"<g {clip}>{sheet.format(p.face_bottom)}"
            f'<image href="{escape(design.image, quote=True)}" x="20" y="20" width="472" '
            f'height="472" preserveAspectRatio="xMidYMid slice"/>'
            f"{sheet.format(f'url(#{f.uid}s)')}</g>"
        )
    else:
        fill = f'<path d="{face}" fill="url(#{f.uid}f)"/>'
    # A crisp inner bevel, light above and dark below, and one sheen. No blur filters, so that
    # every renderer agrees.
    bevel = f'<path d="{face}" fill="none" stroke="url(#{f.uid}h)" stroke-width="2.5"/>'
    if f.small or design.background is Background.PAPER:
        return [fill, bevel]
    sheen = (
        f'<g {clip}><path d="M-20 -40H532V120C400 250 170 190 -20 330Z" '
        f'fill="#ffffff" fill-opacity=".05"/></g>'
    )
    return [fill, bevel, sheen]


def _line_work(design: Design, brand: Brand, p: Palette, f: Frame) -> list[str]:
    out = []
    paper = design.background is Background.PAPER
    if (
        design.guilloche
        and f.large
        and not f.mono
        and design.background is not Background.IMAGE
    ):
        lobes = 18 + (sum(map(ord, design.icon + brand.name)) % 4) * 3
        out.append(
            f'<g clip-path="url(#{f.uid}c)" fill="none" stroke="{p.line}" '
            f'stroke-opacity="{0.20 if paper else 0.13}" stroke-width="1">'
            f'<path d="{guilloche(f.ring_r * 1.16, f.cy, lobes)}"/>'
            f'<path d="{guilloche(f.ring_r * 0.90, f.cy, lobes - 5)}"/></g>'
        )
        disc = p.face_top if paper else f"url(#{f.uid}f)"
        out.append(
            f'<circle cx="{num(CENTRE)}" cy="{num(f.cy)}" r="{num(f.ring_r * 0.80)}" '
            f'fill="{disc}" fill-opacity=".92"/>'
        )
    if design.shape is Shape.TICKET and not f.small and not f.banded:  # the perforation
        y, half = CENTRE + f.outer * 0.50, f.face_r * 0.66
        out.append(
            f'<path d="M{num(CENTRE - half)} {num(y)}H{num(CENTRE + half)}" stroke="{p.line}" '
            f'stroke-opacity=".55" stroke-width="3" stroke-dasharray="1 11" '
            f'stroke-linecap="round"/>'
        )
    return out


def _ring(design: Design, p: Palette, f: Frame) -> list[str]:
    if design.laurel and not f.small:
        worded = bool(design.rim_text) and f.large
        return [
            parts.wreath(
                f.ring_r * 0.95, f.cy, p.mark_on, banded=f.banded, worded=worded
            )
        ]
    if design.level:
        ring = parts.level_ring(
            design, p, f.ring_r, f.cy, small=f.small, mono=f.mono, banded=f.banded
        )
        return [ring]
    return [] if f.small else [parts.plain_ring(p, f.ring_r, f.cy, mono=f.mono)]


def _rim_words(design: Design, p: Palette, f: Frame) -> list[str]:
    if not design.rim_text or not f.large:
        return []
    text, size = fit(
        design.rim_text.upper(),
        room=f.ring_r * 2.3,
        largest=19,
        smallest=13,
        spacing=0.16,
    )
    line = arc(f.ring_r - 30, -100, 100, f.cy)
    words = words_on_path(
        text, size=size, spacing=0.16, weight=600, ink=p.ink, path_id=f"{f.uid}a"
    )
    return [f'<path id="{f.uid}a" d="{line}" fill="none"/>', words]


def _plate(design: Design, brand: Brand, p: Palette, f: Frame) -> list[str]:
    """A calm disc under an uploaded icon that could not be seen on the face itself."""
    pictured = design.background is Background.IMAGE  # there the scrim does it
    if not design.icon_image or f.mono or pictured or design.ground is Ground.NONE:
        return []
    disc = (
        f'<circle cx="{num(CENTRE)}" cy="{num(f.icon_cy)}" r="{num(_plate_radius(f))}" '
        f'fill="{plate(brand.colour, design.ground)}" stroke="{p.edge}" '
        f'stroke-opacity=".3" stroke-width="2"/>'
    )
    return [disc]


def _plate_radius(f: Frame) -> float:
    return f.icon_size * (0.58 if f.small else 0.64)


def _icon(design: Design, p: Palette, f: Frame) -> list[str]:
    drawn = parts.icon(design, p.ink, cy=f.icon_cy, size=f.icon_size, stroke=f.stroke)
    if design.icon_image:
        if design.icon_cut:
            drawn = (
                f'<g clip-path="url(#{f.uid}i)">{drawn}</g><circle cx="{num(CENTRE)}" '
                f'cy="{num(f.icon_cy)}" r="{num(f.icon_size / 2)}" fill="none" '
                f'stroke="{p.ink}" stroke-width="3"/>'
            )
        # An uploaded icon loses its colours in print.
        return [f'<g filter="url(#{f.uid}g)">{drawn}</g>' if f.mono else drawn]
    if f.mono or f.small:
        return [drawn]
    depth = parts.icon(
        design,
        p.edge if p.ink == WHITE else WHITE,
        cy=f.icon_cy,
        size=f.icon_size,
        stroke=f.stroke,
    )
    return [f'<g opacity=".22" transform="translate(0 4)">{depth}</g>', drawn]


def _mark(design: Design, brand: Brand, p: Palette, f: Frame) -> list[str]:
    if not brand.mark or f.small or design.shape is Shape.TICKET or design.rim_text:
        return []
    return [parts.issuer_mark(brand, p, f.cy - f.ring_r, mono=f.mono)]


def _band(design: Design, p: Palette, f: Frame) -> list[str]:
    if not design.band or f.small:
        return []
    if f.banded:
        return [ribbon(design.band, design.shape, p, uid=f.uid, mono=f.mono)]
    text, size = fit(
        design.band.upper(), room=f.outer * 1.36, largest=38, smallest=20, spacing=0.08
    )
    y = CENTRE + f.outer * 0.75 + size * 0.36
    return [words_at(text, CENTRE, y, size=size, ink=p.ink, spacing=size * 0.08)]


def _definitions(design: Design, p: Palette, f: Frame) -> str:
    tilt = 'x1=".15" y1="0" x2=".85" y2="1"'
    out = [
        f'<clipPath id="{f.uid}c"><path d="{_face_path(design, f)}"/></clipPath>',
        (
            f'<linearGradient id="{f.uid}r" {tilt}><stop stop-color="{p.rim_top}"/>'
            f'<stop offset=".5" stop-color="{p.rim_bottom}"/>'
            f'<stop offset="1" stop-color="{p.rim_top}"/></linearGradient>'
        ),
        (
            f'<linearGradient id="{f.uid}f" {tilt}><stop stop-color="{p.face_top}"/>'
            f'<stop offset="1" stop-color="{p.face_bottom}"/></linearGradient>'
        ),
        (
            f'<linearGradient id="{f.uid}h" x1="0" y1="0" x2="0" y2="1">'
            '<stop stop-color="#000000" stop-opacity=".34"/>'
            '<stop offset=".5" stop-color="#ffffff" stop-opacity=".05"/>'
            '<stop offset="1" stop-color="#ffffff" stop-opacity=".55"/></linearGradient>'
        ),
    ]
    if design.background is Background.IMAGE:  # the scrim, densest under the icon
        stop = f'stop-color="{p.face_bottom}" stop-opacity='
        # The icon reaches to half of the radius, and there the scrim is as dense as in the middle.
        middle, edge = (round(design.scrim * share, 3) for share in (0.72, 0.42))
        out.append(
            f'<radialGradient id="{f.uid}s" cx=".5" cy=".47" r=".62">'
            f'<stop {stop}"{design.scrim}"/><stop offset=".46" {stop}"{design.scrim}"/>'
            f'<stop offset=".7" {stop}"{middle}"/>'
            f'<stop offset="1" {stop}"{edge}"/></radialGradient>'
        )
    if design.icon_cut:
        out.append(
            f'<clipPath id="{f.uid}i"><circle cx="{num(CENTRE)}" cy="{num(f.icon_cy)}" '
            f'r="{num(f.icon_size / 2)}"/></clipPath>'
        )
    if f.mono and design.icon_image:
        out.append(
            f'<filter id="{f.uid}g"><feColorMatrix type="saturate" values="0"/></filter>'
        )
    return "".join(out)
