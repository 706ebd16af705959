"""Which row holds the titles of the columns, and which column is which."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from laurel.foundation.tables.types import Row

LOOKED_AT = 20  # rows with something in them: titles and notes above a table are few
MOST_TITLES_ABOVE = 10
WIDE_ENOUGH = 0.6  # of the usual width; a title above the table fills one cell or two
MAX_TITLE = 200  # characters; what is longer is prose

# What the title of a column never is, and a value often.
_VALUE = re.compile(
    r"[^\s@]+@[^\s@]+"  # an e-mail address
    r"|https?://\S+"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}.*"  # a day
)
_NUMBER = re.compile(r"[+-]?\d[\d.,'’ ]*%?")  # a title only among others: 2027
_WORD = re.compile(r"[^\W_]+")


def split(rows: Sequence[Row]) -> tuple[Row | None, Sequence[Row]]:
    """The row of titles, and the rows below it. None: the first row is a value already."""
    counts = [sum(1 for cell in row.cells if cell) for row in rows[:LOOKED_AT]]
    usual = sorted(counts)[len(counts) // 2]
    for index, count in enumerate(counts[:MOST_TITLES_ABOVE]):
        if count >= max(1, WIDE_ENOUGH * usual):
            if _are_titles(rows[index]):
                return rows[index], rows[index + 1 :]
            return None, rows[index:]
    return None, rows


def _are_titles(row: Row) -> bool:
    cells = [cell for cell in row.cells if cell]
    if any(len(cell) > MAX_TITLE or _VALUE.fullmatch(cell) for cell in cells):
        return False
    return 2 * sum(1 for cell in cells if _NUMBER.fullmatch(cell)) < len(cells)


def guess(
    header: Sequence[str], synonyms: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """Which column each wanted thing stands in, as far as its title tells.

    Titles are compared without regard to case, accents, spaces and punctuation. The same words
    count more than words among others, and longer ones more than shorter; a column is given once.
    """
    words = [_words(title) for title in header]
    wanted: dict[str, int] = {}
    given: set[int] = set()
    for _closeness, _order, column, field in sorted(_matches(words, synonyms)):
        if field not in wanted and column not in given:
            wanted[field] = column
            given.add(column)
    return {field: wanted[field] for field in synonyms if field in wanted}


def _matches(
    header: Sequence[tuple[str, ...]], synonyms: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, int, int, str]]:
    """How far a title is from a field (less is closer), for every pair that fits at all."""
    for order, (field, names) in enumerate(synonyms.items()):
        for name in (field, *names):
            sought = _words(name)
            for column, title in enumerate(header):
                if not title or not sought:
                    continue
                if "".join(title) == "".join(sought):
                    yield 0, order, column, field
                elif _holds(title, sought):
                    yield 100 + len(title) - 10 * len(sought), order, column, field


def _holds(title: tuple[str, ...], sought: tuple[str, ...]) -> bool:
    size = len(sought)
    return any(
        title[i : i + size] == sought for i in range(min(len(title), 20) - size + 1)
    )


@lru_cache(maxsize=4096)
def _words(title: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", title[:MAX_TITLE]).casefold()
    return tuple(
        _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    )
