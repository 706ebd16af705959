"""From what is asked for to the badges that are meant: files, folders, patterns, URLs."""

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from obkit.cli.terminal import STANDARD_INPUT, UsageError, is_url, printable

# What badges are kept in, and the pictures that badges are lost in: a JPEG in a folder of badges
# is a finding. Other files in a folder are counted, and looked at when they are named.
SUFFIXES = frozenset(
    (".png", ".svg", ".json", ".jsonld", ".jwt", ".jws", ".txt")
) | frozenset((".jpg", ".jpeg", ".gif", ".webp"))


@dataclass(frozen=True, slots=True)
class Sources:
    """What is to be checked, in order, and how many files of folders were left out."""

    names: tuple[str, ...]
    left_out: int = 0
    is_many: bool = (
        False  # asked for in a way that may mean many, if only one was found
    )


def find(arguments: Sequence[str]) -> Sources:
    """The sources that are meant; folders with all that is in them, sorted by name.

    Raises:
        UsageError: nothing is there, or standard input is to be one of several.
    """
    found: dict[str, None] = {}
    left_out = 0
    is_many = len(arguments) > 1
    for argument in arguments:
        if argument == STANDARD_INPUT or is_url(argument):
            found[argument] = None
        elif Path(argument).is_dir():
            is_many = True
            names = list(_files_below(argument))
            taken = [name for name in names if Path(name).suffix.lower() in SUFFIXES]
            left_out += len(names) - len(taken)
            found |= dict.fromkeys(taken)
        elif (matches := _matches(argument)) is not None:
            is_many = True
            found |= dict.fromkeys(matches)
        else:
            found[argument] = None  # reading it says what is wrong with it
    if not found:
        shown = ", ".join(printable(argument) for argument in arguments)
        raise UsageError(
            f"no badges in {shown}; badges are files that end in {', '.join(sorted(SUFFIXES))}"
        )
    if STANDARD_INPUT in found and len(found) > 1:
        raise UsageError(
            "standard input is checked alone; leave out - or the other names"
        )
    return Sources(tuple(found), left_out, is_many)


def _files_below(folder: str) -> Iterator[str]:
    # Links to folders are not followed: they may lead in a circle, or out of what was meant.
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and path.is_file():
                yield str(path)


def _matches(pattern: str) -> list[str] | None:
    """The files that a pattern means; None where it is no pattern but a name."""
    if "\0" in pattern or Path(pattern).exists() or not glob.has_magic(pattern):
        return None
    # Not `Path.glob`, which has no patterns that begin with / or with a folder's name.
    names = glob.glob(pattern, recursive=True)  # noqa: PTH207
    return sorted(name for name in names if Path(name).is_file())
