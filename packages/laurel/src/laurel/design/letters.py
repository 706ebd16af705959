"""Which letters this machine can draw: those of our font, and those of its own fonts.

A renderer draws an empty box for a letter that no font has. Such a name is better not drawn at
all: the page beside the picture has it, in the reader's own fonts.
"""

import io
import unicodedata
from collections.abc import Iterable
from functools import cache
from html import escape

from PIL import Image, ImageFont

from laurel.foundation import fonts

from . import render
from .errors import PictureRefused
from .words import FONT

MOST_KEPT = 20_000  # letters that were tried; all that an instance comes to see
CELL, COLUMNS = 48, 20
NO_LETTER = "\U0010ffff"  # will never be one, so every font shows it as a box
_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})  # controls, joiners, spaces

_tried: dict[str, bool] = {}


def drawable(text: str) -> str:
    """The text as it can be drawn: without signs that no font has; empty if a letter is missing.

    A word without one of its letters would be another word, and a name another name.
    """
    missing = _missing(text)
    if any(unicodedata.category(letter)[0] != "S" for letter in missing):
        return ""
    kept = "".join(letter for letter in text if letter not in missing)
    return " ".join(kept.split())


def _missing(text: str) -> set[str]:
    wanted = {c for c in text if unicodedata.category(c) not in _INVISIBLE}
    foreign = {letter for letter in wanted if not _is_ours(letter)}
    unknown = sorted(foreign - _tried.keys())
    if unknown:
        if len(_tried) > MOST_KEPT:
            _tried.clear()
        _tried.update(_try(unknown))
    return {letter for letter in foreign if not _tried.get(letter)}


def _try(letters: Iterable[str]) -> dict[str, bool]:
    """Draw each beside a box: whatever looks like the box is none of any font's letters."""
    listed = [NO_LETTER, *letters]
    rows = -(-len(listed) // COLUMNS)
    places = [(n % COLUMNS * CELL, n // COLUMNS * CELL) for n in range(len(listed))]
    drawn = "".join(
        # Each in a window of its own: what is wider does not reach into the next.
        f'<svg x="{x}" y="{y}" width="{CELL}" height="{CELL}" overflow="hidden">'
        f'<text x="8" y="34">{escape(letter)}</text></svg>'
        for letter, (x, y) in zip(listed, places, strict=True)
    )
    width, height = COLUMNS * CELL, rows * CELL
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'font-family="{FONT}" font-size="24" font-weight="700">{drawn}</svg>'
    )
    try:
        png = render.to_png(svg, width=width, other_fonts=True)
    except PictureRefused:
        return {}
    with Image.open(io.BytesIO(png)) as image:
        seen = image.getchannel("A")
    cells = [seen.crop((x, y, x + CELL, y + CELL)).tobytes() for x, y in places]
    box = cells[0]
    return {
        letter: cell not in (box, bytes(CELL * CELL))
        for letter, cell in zip(listed[1:], cells[1:], strict=True)
    }


def _is_ours(letter: str) -> bool:
    font = _ours()
    if font is None:
        return False
    return bytes(font.getmask(letter)) != bytes(font.getmask(NO_LETTER))


@cache
def _ours() -> ImageFont.FreeTypeFont | None:
    path = fonts.inter()
    basic = ImageFont.Layout.BASIC
    return ImageFont.truetype(path, 40, layout_engine=basic) if path else None
