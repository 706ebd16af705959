"""Ways as pictures: SVG from names and words alone, without script or style of its own.

A way is drawn twice, lying for wide pages and upright for narrow ones; the stylesheet shows one
of them. Every stop is a link with its whole name and how it stands, in words, by its outline and
by a sign; the page says the same as a list beside the picture.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Union

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from laurel.sites.ui.icons import ICONS

# How a stop looks -> the sign in its corner.
SIGNS = {
    "done": "tick",
    "open": "arrow",
    "waiting": "clock",
    "optional": "plus",
    "ended": "refresh",
    "goal": "flag",
    "plain": "",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """One badge on the way."""

    name: str
    href: str
    image: str
    look: str = "plain"  # one of SIGNS
    word: str = ""  # how it stands


@dataclass(frozen=True, slots=True)
class Fork:
    """Stops beside each other, or as a route one after another."""

    title: str
    rule: str  # how many of them: `Any 2 of 3`
    items: tuple["Place", ...]
    is_route: bool = False


Place = Union[Stop, Fork]  # noqa: UP007 - a name for both, before Fork is known


@dataclass(frozen=True, slots=True)
class Sizes:
    """The measures of one of the two pictures, in its own units."""

    width: float  # of a stop
    height: float
    picture: float
    gap: float  # between two that follow each other
    lane: float  # between two beside each other
    side: float  # around what is in a fork
    head: float  # above it
    letters: int  # of a name in one line
    lines: int  # of a name


LYING = Sizes(144, 184, 72, 34, 16, 28, 52, 15, 3)
UPRIGHT = Sizes(300, 96, 60, 28, 12, 12, 52, 19, 2)
MARGIN = 4.0
NEARLY_FITS = (
    1300.0  # as wide as that, it is drawn a little smaller before it is scrolled
)
LEADING = 18.0  # from line to line


@dataclass(frozen=True, slots=True)
class _Box:
    """One place where it lies."""

    place: Place
    x: float
    y: float
    width: float
    height: float
    inside: tuple["_Box", ...] = ()

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


def way(
    places: Sequence[Place], *, key: str, title: str, description: str
) -> SafeString:
    """Both pictures of a way; `key` names them in their page."""
    return format_html(
        '<div class="map-wide" role="region" tabindex="0" aria-label="{}">{}</div>'
        '<div class="map-tall">{}</div>',
        title,
        _drawn(places, LYING, key=f"{key}-wide", title=title, description=description),
        _drawn(
            places, UPRIGHT, key=f"{key}-tall", title=title, description=description
        ),
    )


def _drawn(
    places: Sequence[Place], sizes: Sizes, *, key: str, title: str, description: str
) -> SafeString:
    boxes = _row(places, sizes, MARGIN, MARGIN)
    width = max((box.x + box.width for box in boxes), default=0) + MARGIN
    height = max((box.y + box.height for box in boxes), default=0) + MARGIN
    return format_html(
        '<svg class="map{}" role="group" viewBox="0 0 {} {}" width="{}" height="{}" '
        'aria-labelledby="{}-title" aria-describedby="{}-words">'
        '<title id="{}-title">{}</title><desc id="{}-words">{}</desc>{}{}</svg>',
        " fits" if width <= NEARLY_FITS else "",
        *(_f(width), _f(height), _f(width), _f(height), key, key),
        *(key, title, key, description),
        _followed(boxes, sizes),
        _each(_box(box, sizes) for box in boxes),
    )


def _is_lying(sizes: Sizes) -> bool:
    return sizes is LYING


def _row(
    places: Sequence[Place], sizes: Sizes, x: float, y: float, width: float = 0
) -> tuple[_Box, ...]:
    """Places one after another: from left to right about one line, or from top to bottom."""
    measured = [_size(place, sizes, width) for place in places]
    tallest = max((height for _, height in measured), default=0)
    found = []
    for place, (wide, high) in zip(places, measured, strict=True):
        top = y + (tallest - high) / 2 if _is_lying(sizes) else y
        found.append(_laid(place, sizes, (x, top), (wide, high)))
        if _is_lying(sizes):
            x += wide + sizes.gap
        else:
            y += high + sizes.gap
    return tuple(found)


def _laid(
    place: Place, sizes: Sizes, corner: tuple[float, float], size: tuple[float, float]
) -> _Box:
    (x, y), (width, height) = corner, size
    if isinstance(place, Stop):
        return _Box(place, x, y, width, height)
    left, top, inner = x + sizes.side, y + sizes.head, width - 2 * sizes.side
    if place.is_route:
        inside = _row(place.items, sizes, left, top, inner)
        return _Box(place, x, y, width, height, inside)
    lanes = []
    for item in place.items:
        wide, high = _size(item, sizes, inner)
        corner = (left + (inner - wide) / 2, top)
        lanes.append(_laid(item, sizes, corner, (wide, high)))
        top += high + sizes.lane
    return _Box(place, x, y, width, height, tuple(lanes))


def _size(place: Place, sizes: Sizes, width: float = 0) -> tuple[float, float]:
    """How much room a place takes; upright, everything is as wide as there is room."""
    if isinstance(place, Stop):
        return (sizes.width if _is_lying(sizes) else width or sizes.width), sizes.height
    room = 0 if _is_lying(sizes) else (width or sizes.width) - 2 * sizes.side
    inside = [_size(item, sizes, room) for item in place.items] or [(sizes.width, 0)]
    if place.is_route and _is_lying(sizes):
        wide = sum(w for w, _ in inside) + sizes.gap * (len(inside) - 1)
        high = max(h for _, h in inside)
    else:
        between = sizes.gap if place.is_route else sizes.lane
        wide = max(w for w, _ in inside)
        high = sum(h for _, h in inside) + between * (len(inside) - 1)
    if not _is_lying(sizes):
        wide = room
    return wide + 2 * sizes.side, high + sizes.head + sizes.side / 2


def _box(box: _Box, sizes: Sizes) -> SafeString:
    if isinstance(box.place, Stop):
        return _stop(box, box.place, sizes)
    fork = box.place
    lines = _followed(box.inside, sizes) if fork.is_route else _parted(box, sizes)
    room = int((box.width - 24) / 7)
    return format_html(
        '<g role="group" aria-label="{}. {}"><rect class="fork{}" x="{}" y="{}" width="{}" '
        'height="{}" rx="14"/><text class="fork-title" x="{}" y="{}">{}</text>'
        '<text class="fork-rule" x="{}" y="{}">{}</text>{}{}</g>',
        *(fork.title, fork.rule, " route" if fork.is_route else ""),
        *map(_f, (box.x, box.y, box.width, box.height)),
        *(_f(box.x + 14), _f(box.y + 22), _wrapped(fork.title, room, 1)[0]),
        *(_f(box.x + 14), _f(box.y + 40), fork.rule),
        lines,
        _each(_box(each, sizes) for each in box.inside),
    )


def _stop(box: _Box, stop: Stop, sizes: Sizes) -> SafeString:
    names = _wrapped(stop.name, _letters(box, sizes), sizes.lines)
    size, (middle, _) = sizes.picture, box.middle
    if _is_lying(sizes):
        words = len(names) * LEADING
        top = 14 if stop.word else (box.height - size - 16 - words) / 2
        picture = (middle - size / 2, box.y + top)
        text, anchor = (middle, box.y + top + size + 24), "middle"
        word_y = box.y + box.height - 14
    else:
        picture = (box.x + 16, box.y + (box.height - size) / 2)
        words = (len(names) + bool(stop.word)) * LEADING
        text = (box.x + size + 32, box.y + (box.height - words) / 2 + 14)
        anchor, word_y = "start", text[1] + len(names) * LEADING + 1
    return format_html(
        '<a class="stop" data-look="{}" href="{}"><title>{}</title>'
        '<rect class="ring" x="{}" y="{}" width="{}" height="{}" rx="14"/>'
        '<image href="{}" x="{}" y="{}" width="{}" height="{}"/>{}'
        '<text class="name" text-anchor="{}">{}</text>'
        '<text class="word" x="{}" y="{}" text-anchor="{}">{}</text></a>',
        *(
            stop.look,
            stop.href,
            f"{stop.name}. {stop.word}" if stop.word else stop.name,
        ),
        *map(_f, (box.x, box.y, box.width, box.height)),
        *(stop.image, *map(_f, (*picture, size, size))),
        _sign(stop.look, box.x + box.width - 18, box.y + 18),
        anchor,
        format_html_join(
            "",
            '<tspan x="{}" y="{}">{}</tspan>',
            (
                (_f(text[0]), _f(text[1] + n * LEADING), line)
                for n, line in enumerate(names)
            ),
        ),
        *(_f(text[0]), _f(word_y), anchor, stop.word),
    )


def _letters(box: _Box, sizes: Sizes) -> int:
    """How many letters of a name fit in one line."""
    if _is_lying(sizes):
        return sizes.letters
    return max(9, sizes.letters - int((sizes.width - box.width) / 8))


def _sign(look: str, x: float, y: float) -> SafeString:
    if not SIGNS[look]:
        return _each(())
    return format_html(
        '<g class="sign" transform="translate({} {})"><circle r="11"/>'
        '<path transform="translate(-7.2 -7.2) scale(.6)" d="{}"/></g>',
        _f(x),
        _f(y),
        ICONS[SIGNS[look]],
    )


def _followed(boxes: Sequence[_Box], sizes: Sizes) -> SafeString:
    """The arrows from each to the next."""
    return _each(_arrow(*_ends(one, two, sizes), sizes) for one, two in pairwise(boxes))


def _ends(
    one: _Box, two: _Box, sizes: Sizes
) -> tuple[tuple[float, float], tuple[float, float]]:
    if _is_lying(sizes):
        return (one.x + one.width, one.middle[1]), (two.x, two.middle[1])
    middle = one.x + 46  # below the picture, where the eye goes down
    return (middle, one.y + one.height), (middle, two.y)


def _arrow(
    start: tuple[float, float], end: tuple[float, float], sizes: Sizes
) -> SafeString:
    (x0, y0), (x, y) = start, end
    head = (
        f"M{_f(x - 8)} {_f(y - 5)}L{_f(x - 1)} {_f(y)}L{_f(x - 8)} {_f(y + 5)}"
        if _is_lying(sizes)
        else f"M{_f(x - 5)} {_f(y - 8)}L{_f(x)} {_f(y - 1)}L{_f(x + 5)} {_f(y - 8)}"
    )
    line = f"M{_f(x0)} {_f(y0)}L{_f(x)} {_f(y)}"
    return format_html('<path class="road" d="{}{}"/>', line, head)


def _parted(box: _Box, sizes: Sizes) -> SafeString:
    """The lines from where a fork begins to all that lies in it, and together again."""
    if not _is_lying(sizes):
        return _each(())
    middle = box.middle[1]
    out = []
    for lane in box.inside:
        y = lane.middle[1]
        for x0, x in ((box.x, lane.x), (box.x + box.width, lane.x + lane.width)):
            bend = (x0 + x) / 2
            out.append(
                f"M{_f(x0)} {_f(middle)}C{_f(bend)} {_f(middle)} {_f(bend)} {_f(y)} "
                f"{_f(x)} {_f(y)}"
            )
    return format_html('<path class="road" d="{}"/>', "".join(out))


def _wrapped(text: str, letters: int, most: int) -> list[str]:
    """A name in lines; what does not fit is cut, with a sign that it is."""
    lines, line = [], ""
    for word in text.split():
        for part in _parts(word, letters):
            longer = f"{line} {part}".strip()
            if line and _width(longer) > letters:
                lines.append(line)
                longer = part
            line = longer
    lines.append(line)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while _width(last) >= letters:
        last = last[:-1]
    return [*lines[: most - 1], f"{last}…"]


def _parts(word: str, letters: int) -> Iterable[str]:
    """A word in pieces that fit into a line."""
    piece = ""
    for letter in word:
        if _width(piece + letter) > letters:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in text)


def _each(drawn: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((one,) for one in drawn))


def _f(number: float) -> str:
    return f"{number:.1f}"
