"""The picture that social networks show of a link to a collection: 1200 by 630, as a badge's own.

It says how many badges there are and shows some of them; how each stands, the page says.
"""

from dataclasses import replace
from functools import lru_cache
from html import escape

from . import cards, letters, render
from .brand import brand_tokens
from .cards import LEFT, ROOM
from .colour import readable
from .geometry import num
from .types import CollectionCard

KEPT_CARDS = 16  # each with three pictures in its name, a megabyte
# Where the badges lie, the first in front: left, top, side; and how they are turned.
PLACES = ((107, 165, 310, 0), (37, 125, 250, -9), (247, 140, 250, 9))


@lru_cache(maxsize=KEPT_CARDS)
def png(card: CollectionCard) -> bytes:
    """The picture.

    Raises:
        PictureRefused: the renderer could not draw it within its limits.
    """
    return render.to_png(drawn(_legible(card)), width=cards.WIDTH, other_fonts=True)


def _legible(card: CollectionCard) -> CollectionCard:
    """The card without words that this machine would draw as boxes; the page has them all."""
    return replace(
        card,
        title=letters.drawable(card.title),
        holder=letters.drawable(card.holder),
    )


def drawn(card: CollectionCard) -> str:
    """The picture as SVG."""
    tokens = brand_tokens(card.colour, card.accent)
    accent = readable(tokens["--brand-accent"], tokens["--brand-deep"], 3.0)
    lines, size = cards.title_lines(card.title)
    step = size * 1.1
    top = 316 - (len(lines) * step + 54) / 2
    rule = top + step * len(lines) + 14
    return (
        f"{cards.opening(card.colour, tokens)}{_arts(card.arts)}"
        f'<text x="{num(LEFT)}" y="124" font-size="28" font-weight="600">'
        f"{escape(_head(card))}</text>"
        f"{cards.written(lines, top=top, size=size)}"
        f'<rect x="{num(LEFT)}" y="{num(rule)}" width="96" height="5" rx="2.5" fill="{accent}"/>'
        f'<text x="{num(LEFT)}" y="{num(rule + 58)}" font-size="34">{escape(card.says)}</text>'
        f"{cards.hint()}</svg>"
    )


def _head(card: CollectionCard) -> str:
    if not card.holder:
        return "A collection of badges"
    said, _ = cards.fitted(f"Collected by {card.holder}", ROOM, largest=28, smallest=28)
    return said


def _arts(arts: tuple[str, ...]) -> str:
    """The badges like cards in a hand; what is drawn last lies on top."""
    drawn = []
    for art, (x, y, side, turn) in zip(arts, PLACES, strict=False):
        middle = f"{num(x + side / 2)} {num(y + side / 2)}"
        drawn.append(
            f'<image href="{escape(art, quote=True)}" x="{x}" y="{y}" width="{side}" '
            f'height="{side}" transform="rotate({turn} {middle})"/>'
        )
    return "".join(reversed(drawn))
