"""Words on a badge: fitted by a cautious estimate, and the ribbon that carries them."""

from html import escape

from .geometry import CANVAS, CENTRE, num, path
from .palette import Palette
from .types import Shape

FONT = "'Inter','Segoe UI','Helvetica Neue',Arial,'Noto Sans',sans-serif"
SERIF = "'Iowan Old Style','Palatino Linotype',Palatino,P052,Georgia,'Noto Serif',serif"

_NARROW, _WIDE = frozenset("iIljt.,:;'|!fr1 "), frozenset("mwMW@%&")
_FULL_WIDTH_FROM = 0x2E80  # CJK and beyond: one em each


def _em(char: str) -> float:
    if char in _NARROW:
        return 0.36
    if char in _WIDE:
        return 0.95
    return 1.0 if ord(char) > _FULL_WIDTH_FROM else 0.70


def width_of(words: str, size: float, spacing: float = 0) -> float:
    """How wide words are at a size, rather over than under."""
    letters = sum(map(_em, words)) * size
    return letters + spacing * size * max(len(words) - 1, 0)


def fit(
    text: str, *, room: float, largest: float, smallest: float, spacing: float
) -> tuple[str, float]:
    """The text and its size; cut with an ellipsis only when even `smallest` is too wide."""
    size = largest
    while size > smallest and width_of(text, size, spacing) > room:
        size -= 0.5
    while width_of(text, size, spacing) > room and len(text) > 1:
        text = text[:-2].rstrip() + "…"
    return text, size


def words_on_path(
    text: str, *, size: float, spacing: float, weight: int, ink: str, path_id: str
) -> str:
    """A text element centred on a path of the same document."""
    return (
        f'<text font-family="{FONT}" font-size="{num(size)}" font-weight="{weight}" '
        f'letter-spacing="{num(size * spacing)}" fill="{ink}" text-anchor="middle">'
        f'<textPath href="#{path_id}" startOffset="50%">{escape(text)}</textPath></text>'
    )


def words_at(
    text: str,
    x: float,
    y: float,
    *,
    size: float,
    ink: str,
    family: str = FONT,
    spacing: float = 0,
) -> str:
    """A text element centred at a point."""
    return (
        f'<text x="{num(x)}" y="{num(y)}" font-family="{family}" font-size="{num(size)}" '
        f'font-weight="700" letter-spacing="{num(spacing)}" fill="{ink}" '
        f'text-anchor="middle">{escape(text)}</text>'
    )


def ribbon(words: str, shape: Shape, p: Palette, *, uid: str, mono: bool) -> str:
    """A shallow ribbon across the lower third, folded behind the badge, words on a curve."""
    narrow = {Shape.SHIELD: 186.0, Shape.TICKET: 204.0, Shape.HEXAGON: 206.0}
    half = narrow.get(shape, 212.0)
    x0, x1, y, h, sag = CENTRE - half, CENTRE + half, 352.0, 64.0, 22.0
    text, size = fit(
        words.upper(), room=half * 2 - 56, largest=35, smallest=20, spacing=0.06
    )

    def curve(top: float, end: float) -> str:
        return path("Q", CENTRE, top + sag * 2, end, top)

    tail = "".join(
        (
            path("M", x0 + 34, y + 30),
            path("L", x0 - 26, y + 22),
            path("L", x0 - 8, y + 52),
            path("L", x0 - 22, y + 84),
            path("L", x0 + 34, y + h + 30),
            "Z",
        )
    )
    fold = (
        path("M", x0, y + h) + path("L", x0 + 34, y + h + 30) + path("V", y + h) + "Z"
    )
    fold += (
        path("M", x1, y + h) + path("L", x1 - 34, y + h + 30) + path("V", y + h) + "Z"
    )
    body = path("M", x0, y) + curve(y, x1) + path("V", y + h) + curve(y + h, x0) + "Z"
    base = y + h / 2 + size * 0.36
    line = path("M", x0 + 18, base) + curve(base, x1 - 18)
    edge = p.edge if mono else p.band_ink
    rule = ""
    if not mono:
        upper = path("M", x0, y + 6) + curve(y + 6, x1)
        lower = path("M", x0, y + h - 6) + curve(y + h - 6, x1)
        rule = (
            f'<path d="{upper}{lower}" fill="none" stroke="{p.band_ink}" '
            f'stroke-opacity=".22" stroke-width="1.5"/>'
        )
    return (
        f'<g stroke="{edge}" stroke-opacity="{1 if mono else 0.28}" stroke-width="2" '
        f'stroke-linejoin="round">'
        f'<g fill="{"#ffffff" if mono else p.band_fold}"><path d="{tail}"/>'
        f'<g transform="translate({CANVAS} 0) scale(-1 1)"><path d="{tail}"/></g></g>'
        f'<path d="{fold}" fill="{edge}" fill-opacity="{1 if mono else 0.75}"/>'
        f'<path d="{body}" fill="{p.band}"/></g>{rule}'
        f'<path id="{uid}t" d="{line}" fill="none"/>'
        + words_on_path(
            text, size=size, spacing=0.06, weight=700, ink=p.band_ink, path_id=f"{uid}t"
        )
    )
