"""The picture that social networks show of a link to a badge: 1200 by 630, in the issuer's brand.

Everything that matters stands within the middle 2:1, because some networks cut the rest. A badge
in force is not called valid here: the picture is kept by others, and outlives what it says. What
is known to be over is stamped, and the address of the picture changes with it.
"""

import hashlib
from dataclasses import astuple, replace
from functools import cache, lru_cache
from html import escape

from PIL import ImageFont

from laurel.foundation import fonts

from . import letters, render
from .brand import brand_tokens
from .colour import from_lch, readable, to_lch
from .geometry import guilloche, num
from .types import Card
from .words import FONT, width_of

WIDTH, HEIGHT = 1200, 630
ART = 400
LEFT = 514.0  # where the words begin
ROOM = 600.0  # and how wide they may be
TITLE_SIZES = (74, 66, 58, 50, 44)  # the largest in which the name fits on two lines
LINES = 2
KEPT_CARDS = 64  # each some hundred kilobytes
LAYOUT = "3"  # change it with the drawing: it is part of the picture's address
SHIELD = (
    "M12 3c2.6 1.7 5.2 2.4 8 2.4v6c0 5-3 8.2-8 9.9-5-1.7-8-4.9-8-9.9v-6"
    "C6.8 5.4 9.4 4.7 12 3ZM8.4 12l2.6 2.6 4.8-5"
)


def version(card: Card) -> str:
    """What the address of the picture says about its content."""
    said = "\x1f".join((LAYOUT, *astuple(card)))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


@lru_cache(maxsize=KEPT_CARDS)
def png(card: Card) -> bytes:
    """The picture.

    Raises:
        PictureRefused: the renderer could not draw it within its limits.
    """
    return render.to_png(drawn(_legible(card)), width=WIDTH, other_fonts=True)


def _legible(card: Card) -> Card:
    """The card without words that this machine would draw as boxes; the page has them all."""
    said = ("issuer", "mark", "title", "recipient", "endorser")
    words = {field: letters.drawable(getattr(card, field)) for field in said}
    return replace(card, **words)


def drawn(card: Card) -> str:
    """The picture as SVG."""
    tokens = brand_tokens(card.colour, card.accent)
    accent = readable(tokens["--brand-accent"], _lighter(card.colour), 3.0)
    faded = ' opacity=".45"' if card.stamp else ""
    lines, size = title_lines(card.title)
    step = size * 1.1
    below = (54 if card.recipient else 0) + (42 if card.endorser else 0)
    top = 330 - (len(lines) * step + below) / 2
    title = written(lines, top=top, size=size)
    rule = top + step * len(lines) + 14
    return (
        f"{opening(card.colour, tokens)}"
        f'<image href="{escape(card.art, quote=True)}" x="62" y="115" width="{ART}" '
        f'height="{ART}"{faded}/>'
        f"{_issuer(card, tokens)}{title}"
        f'<rect x="{num(LEFT)}" y="{num(rule)}" width="96" height="5" rx="2.5" fill="{accent}"/>'
        f"{_holder(card, rule + 58)}"
        f"{_endorser(card, rule + (100 if card.recipient else 52))}{_foot(card)}</svg>"
    )


def opening(colour: str, tokens: dict[str, str]) -> str:
    """The beginning of the drawing: its ground, and the engraving on it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{FONT}" fill="#ffffff">'
        f'<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2=".45">'
        f'<stop stop-color="{tokens["--brand-deep"]}"/>'
        f'<stop offset="1" stop-color="{_lighter(colour)}"/></linearGradient></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#g)"/>'
        f'<g transform="translate(-314 -261) scale(2.25)" fill="none" stroke="#ffffff" '
        f'stroke-opacity=".09" stroke-width=".6"><path d="{guilloche(230, 256, 24)}"/>'
        f'<path d="{guilloche(180, 256, 18)}"/></g>'
    )


def written(lines: list[str], *, top: float, size: int) -> str:
    """The name, line by line."""
    return "".join(
        f'<text x="{num(LEFT)}" y="{num(top + size * 1.1 * (i + 0.78))}" font-size="{size}" '
        f'font-weight="700" letter-spacing="-.6">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )


def hint() -> str:
    """What to do with the picture: it vouches for nothing."""
    return (
        f'<path transform="translate({num(LEFT)} 506) scale(1.3)" d="{SHIELD}" fill="none" '
        'stroke="#ffffff" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>'
        f'<text x="{num(LEFT + 44)}" y="530" font-size="24">Open the link to check it</text>'
    )


def _lighter(colour: str) -> str:
    _, chroma, hue = to_lch(colour)
    return from_lch(0.40, min(chroma, 0.10), hue)


def _issuer(card: Card, tokens: dict[str, str]) -> str:
    name, size = fitted(card.issuer, ROOM - 72, largest=28, smallest=19)
    if card.logo:
        mark = (
            f'<clipPath id="l"><rect x="{num(LEFT)}" y="88" width="52" height="52" rx="13"/>'
            f'</clipPath><rect x="{num(LEFT)}" y="88" width="52" height="52" rx="13"/>'
            f'<image href="{escape(card.logo, quote=True)}" x="{num(LEFT)}" y="88" width="52" '
            'height="52" clip-path="url(#l)"/>'
        )
    else:
        mark = (
            f'<rect x="{num(LEFT)}" y="88" width="52" height="52" rx="13" '
            f'fill="{tokens["--brand"]}" stroke="#ffffff" stroke-opacity=".5"/>'
            f'<text x="{num(LEFT + 26)}" y="122" font-size="22" font-weight="700" '
            f'fill="{tokens["--brand-ink"]}" text-anchor="middle">{escape(card.mark)}</text>'
        )
    return (
        f'{mark}<text x="{num(LEFT + 68)}" y="{num(114 + size * 0.36)}" '
        f'font-size="{num(size)}" font-weight="600">{escape(name)}</text>'
    )


def _holder(card: Card, y: float) -> str:
    if not card.recipient:
        return ""
    name, size = fitted(card.recipient, ROOM - 195, largest=36, smallest=24)
    return (
        f'<text x="{num(LEFT)}" y="{num(y)}" font-size="{num(size)}">Awarded to '
        f'<tspan font-weight="700">{escape(name)}</tspan></text>'
    )


def _endorser(card: Card, y: float) -> str:
    if not card.endorser:
        return ""
    # Widths are those of bold letters; these are regular, and narrower.
    room = ROOM * 1.07
    said, size = fitted(f"Endorsed by {card.endorser}", room, largest=26, smallest=20)
    return f'<text x="{num(LEFT)}" y="{num(y)}" font-size="{num(size)}">{escape(said)}</text>'


def _foot(card: Card) -> str:
    if card.stamp:  # light, with its own dark words: readable on every brand
        width = 60 + len(card.stamp) * 24
        return (
            f'<g transform="translate({num(LEFT)} 492)"><rect width="{width}" height="62" '
            f'rx="8" fill="#fff4f2" stroke="#8f1d1d" stroke-width="5"/>'
            f'<text x="{width / 2:.0f}" y="43" font-size="34" font-weight="700" '
            f'letter-spacing="2" fill="#8f1d1d" text-anchor="middle">'
            f"{escape(card.stamp.upper())}</text></g>"
        )
    return hint()


def title_lines(title: str) -> tuple[list[str], int]:
    """The name on at most two lines, as large as it fits without breaking a word."""
    for size in TITLE_SIZES:
        lines = _wrapped(title, size)
        whole = all(_width(word, size) <= ROOM for word in title.split())
        if len(lines) <= LINES and whole:
            return lines, size
    size = TITLE_SIZES[-1]
    lines = _wrapped(title, size)
    if len(lines) <= LINES:
        return lines, size
    kept, rest = lines[: LINES - 1], " ".join(lines[LINES - 1 :])
    cut, _ = fitted(rest, ROOM, largest=size, smallest=size)
    return [*kept, cut], size


def _wrapped(text: str, size: float) -> list[str]:
    """Lines that fit; a word that is wider than a line is broken."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _width(longer, size) <= ROOM:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if _width(lines[-1] + character, size) > ROOM:
                lines.append("")
            lines[-1] += character
    return lines


def fitted(text: str, room: float, *, largest: int, smallest: int) -> tuple[str, float]:
    """The text and its size; cut with an ellipsis only when even `smallest` is too wide."""
    size = largest
    while size > smallest and _width(text, size) > room:
        size -= 1
    while _width(text, size) > room and len(text) > 1:
        text = text[:-2].rstrip() + "…"
    return text, size


def _width(text: str, size: float) -> float:
    """How wide the text is, set in bold."""
    font = _measure()
    return font.getlength(text) * size / 100 if font else width_of(text, size)


@cache
def _measure() -> ImageFont.FreeTypeFont | None:
    """Our font in bold at 100 pixels; None without it."""
    path = fonts.inter()
    if not path:
        return None
    font = ImageFont.truetype(path, 100)
    font.set_variation_by_axes([14, 700])  # optical size, weight
    return font
