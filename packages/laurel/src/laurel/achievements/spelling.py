"""What is a correction of the spelling, and what would say something else.

Two texts differ in their spelling alone if they have the same words in the same places, and each
word that differs

- differs by one letter (two in words of eight letters and more), where a letter is added, left
  out, replaced, or swapped with its neighbour;
- has no digit in it and is no part of an address: numbers and links are facts;

and no more than two words, or every fifth one in longer texts, differ at all.
"""

import re
from dataclasses import asdict, replace
from typing import Final

from laurel.achievements.errors import NotSpelling
from laurel.achievements.types import Criterion, Definition, Edition

LONG_WORD: Final = 8
IN_LONG, IN_SHORT = 2, 1  # letters
AT_LEAST, ONE_IN = 2, 5  # words of a text
_SPACE = re.compile(r"(\s+)")
_FACT = re.compile(r"\d|://|@")


def changes(before: Definition, after: Definition) -> tuple[str, ...]:
    """What a correction would change, each as `field: before → after`.

    Raises:
        NotSpelling: it would change something else than words, or words into other words.
    """
    if _bare(before) != _bare(after):
        raise NotSpelling(
            "Only words can be corrected here. For anything else make a new version."
        )
    found: list[str] = []
    for field, old, new in _texts(before, after):
        found += [f"{field}: {a} → {b}" for a, b in _words(field, old, new)]
    return tuple(found)


def _bare(given: Definition) -> Definition:
    """The same without its words, but with as many places for them."""
    return replace(
        given,
        name="",
        description="",
        criteria="",
        criteria_lines=tuple(Criterion("") for _ in given.criteria_lines),
        editions=tuple(Edition(each.language, "") for each in given.editions),
    )


def _texts(before: Definition, after: Definition) -> list[tuple[str, str, str]]:
    found = [
        (field, getattr(before, field), getattr(after, field))
        for field in ("name", "description", "criteria")
    ]
    for old, new in zip(before.criteria_lines, after.criteria_lines, strict=True):
        found.append(("criteria_lines", old.text, new.text))
        found.append(("criteria_lines", old.assessed, new.assessed))
    for one, other in zip(before.editions, after.editions, strict=True):
        mine, theirs = asdict(one), asdict(other)
        found += [("editions", mine[key], theirs[key]) for key in mine]
    return found


def _words(field: str, old: str, new: str) -> list[tuple[str, str]]:
    before, after = _SPACE.split(old), _SPACE.split(new)
    if len(before) != len(after) or before[1::2] != after[1::2]:
        raise NotSpelling(
            "A correction keeps all words and spaces in their places.", field=field
        )
    words = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    for a, b in words:
        if _FACT.search(a) or _FACT.search(b) or not _is_near(a, b):
            raise NotSpelling(
                f"“{a}” and “{b}” differ by more than a slip of the keyboard.",
                field=field,
            )
    if len(words) > max(AT_LEAST, len(before[::2]) // ONE_IN):
        raise NotSpelling(
            f"{len(words)} words differ: that is another text.", field=field
        )
    return words


def _is_near(a: str, b: str) -> bool:
    allowed = IN_LONG if min(len(a), len(b)) >= LONG_WORD else IN_SHORT
    return abs(len(a) - len(b)) <= allowed and _distance(a, b) <= allowed


def _distance(a: str, b: str) -> int:
    """How many letters differ (optimal string alignment)."""
    rows = [list(range(len(b) + 1))]
    for i, letter in enumerate(a, start=1):
        row = [i]
        for j, other in enumerate(b, start=1):
            best = min(
                rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (letter != other)
            )
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
