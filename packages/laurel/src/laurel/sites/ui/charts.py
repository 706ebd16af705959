"""Charts as SVG, from numbers alone: no script, no style, one accent.

Places are given in per cent of the picture, so that it fills any width and its letters stay
as large as those of the page. Whoever cannot see it hears its title and description; the page
shows the same numbers as a table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# Per cent of the picture: the scale at the side, numbers above, two lines of words below.
LEFT, LEFT_EACH, TOP, BOTTOM = 5.0, 1.8, 10.0, 80.0  # `LEFT_EACH` for each figure there
FILLED = 0.62  # of its place, by a bar; the rest is air
MOST_WORDS = 12  # below the bars; of more bars, every second or third is named
MOST_NUMBERS = 14  # above the bars
MOST_NARROW = 6  # words on a phone; of more, every third
SHARE_WORDS, SHARE_BAR = 0.42, 0.54  # where they stand in the place of a share
LINES = 4  # of the scale, about


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its word, a second line below it, its full name and its number."""

    word: str
    name: str
    value: int
    below: str = ""


@dataclass(frozen=True, slots=True)
class _Scale:
    """From numbers to places."""

    step: int  # between two lines
    top: int  # the number of the highest line
    left: float  # where the bars begin

    def height(self, value: int) -> float:
        """Where a bar of this number ends above."""
        return BOTTOM - (BOTTOM - TOP) * value / self.top


def bars(data: Sequence[Bar], *, key: str, title: str, description: str) -> SafeString:
    """Upright bars from left to right; `key` names the picture in its page."""
    highest = max((bar.value for bar in data), default=0)
    step = scale_step(highest)
    top = max(1, -(-highest // step)) * step
    scale = _Scale(step, top, left=LEFT + LEFT_EACH * len(f"{top:,}"))
    return format_html(
        '<svg class="chart" role="img" aria-labelledby="{key}-title {key}-words">'
        '<title id="{key}-title">{title}</title><desc id="{key}-words">{words}</desc>'
        "{scale}{bars}</svg>",
        key=key,
        title=title,
        words=description,
        scale=_lines(scale),
        bars=format_html_join(
            "",
            "{}",
            ((_bar(data, number, scale),) for number in range(len(data))),
        ),
    )


def shares(
    data: Sequence[Bar], *, of: int, key: str, title: str, description: str
) -> SafeString:
    """Lying bars below each other, each a share of the same whole."""
    return format_html(
        '<svg class="chart shares" role="img" aria-labelledby="{key}-title {key}-words">'
        '<title id="{key}-title">{title}</title><desc id="{key}-words">{words}</desc>'
        "{bars}</svg>",
        key=key,
        title=title,
        words=description,
        bars=format_html_join(
            "",
            '<text class="word" x="0" y="{}%">{}</text>'
            '<text class="value" x="100%" y="{}%" text-anchor="end">{}</text>'
            '<rect class="track" x="0" y="{}%" width="100%" height="{}%" rx="3"/>'
            '<rect x="0" y="{}%" width="{}%" height="{}%" rx="3"/>',
            (_share(bar, number, len(data), of) for number, bar in enumerate(data)),
        ),
    )


def percent(part: int, of: int) -> int:
    """The share in per cent; all of nothing is nothing."""
    return round(100 * part / of) if of else 0


def _share(bar: Bar, number: int, count: int, of: int) -> tuple[object, ...]:
    place = 100 / count
    words, y, height = (number + SHARE_WORDS) * place, (number + SHARE_BAR) * place, 0.3
    part = percent(bar.value, of)
    return (
        _f(words), bar.name, _f(words), f"{part} %", _f(y), _f(height * place),
        _f(y), _f(part), _f(height * place),
    )  # fmt: skip


def scale_step(highest: int) -> int:
    """The distance of the lines of a scale: 1, 2 or 5, with noughts."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if step * LINES >= highest:
                return step
        size *= 10


def _lines(scale: _Scale) -> SafeString:
    return format_html_join(
        "",
        '<line class="rule" x1="{}%" x2="100%" y1="{}%" y2="{}%"/>'
        '<text class="tick" x="0" y="{}%" dy="4">{}</text>',
        (
            (_f(scale.left), y, y, y, f"{value:,}")
            for value in range(0, scale.top + 1, scale.step)
            for y in (_f(scale.height(value)),)
        ),
    )


def _bar(data: Sequence[Bar], number: int, scale: _Scale) -> SafeString:
    bar, place = data[number], (100 - scale.left) / len(data)
    middle, y = scale.left + place * (number + 0.5), scale.height(bar.value)
    width = place * FILLED
    drawn = format_html(
        '<rect x="{}%" y="{}%" width="{}%" height="{}%" rx="2">'
        "<title>{}: {}</title></rect>",
        *map(_f, (middle - width / 2, y, width, BOTTOM - y)),
        bar.name,
        f"{bar.value:,}",
    )
    if bar.value and len(data) <= MOST_NUMBERS:
        drawn += _text("value", middle, y, -6, f"{bar.value:,}")
    # Counted from the end: the present is always named.
    back, stride = len(data) - 1 - number, -(-len(data) // MOST_WORDS)
    if back % stride == 0:
        thin = len(data) > MOST_NARROW and back % (3 * stride)
        drawn += _text("word thin" if thin else "word", middle, BOTTOM, 20, bar.word)
    if bar.below:
        drawn += _text("word", middle, BOTTOM, 36, bar.below)
    return drawn


def _text(look: str, x: float, y: float, down: int, words: str) -> SafeString:
    return format_html(
        '<text class="{}" x="{}%" y="{}%" dy="{}" text-anchor="middle">{}</text>',
        look,
        _f(x),
        _f(y),
        down,
        words,
    )


def _f(number: float) -> str:
    return f"{number:.2f}"
