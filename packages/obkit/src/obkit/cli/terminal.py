"""What the commands share: reading input, writing output, saying what went wrong."""

import argparse
import os
import sys
import tempfile
import unicodedata
from datetime import datetime
from pathlib import Path

from obkit.baking import MAX_IMAGE_BYTES
from obkit.encoding import times
from obkit.errors import MalformedText, ObkitError
from obkit.verify import cause_of

EXIT_DONE = 0
EXIT_WRONG = 1
EXIT_USAGE = 64
EXIT_BROKEN = 70  # a fault of ours (sysexits.h)
INTERRUPTED = 130  # as shells report Ctrl-C

STANDARD_INPUT = "-"
# One byte more than the largest file that is looked at: enough to know that it is too
# large.
_MAX_INPUT_BYTES = MAX_IMAGE_BYTES + 1
_MAX_SHOWN = 300


class UsageError(Exception):
    """The command was asked for something that it cannot do; the message says what to do."""


def is_url(source: str) -> bool:
    """Whether the source is a web address rather than a file."""
    return source.startswith(("https://", "http://"))


def read(source: str) -> bytes:
    """The bytes of a file, or of standard input for `-`.

    Raises:
        UsageError: there is no such file, or it cannot be read.
    """
    if source == STANDARD_INPUT:
        return sys.stdin.buffer.read(_MAX_INPUT_BYTES)
    try:
        with Path(source).open("rb") as file:
            return file.read(_MAX_INPUT_BYTES)
    except (OSError, ValueError) as error:
        raise UsageError(about_file(source, error)) from error


def write(
    data: bytes, target: str, *, overwrite: bool = False, mode: int = 0o644
) -> None:
    """Write to a file, or to standard output for `-`; an existing file only if told so.

    Raises:
        UsageError: the file is there already, or cannot be written.
    """
    if target == STANDARD_INPUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    how = os.O_TRUNC if overwrite else os.O_EXCL
    try:
        # The mode is given when the file is made: there is no moment in which others
        # can read it.
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | how, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
    except (OSError, ValueError) as error:
        raise UsageError(about_file(target, error)) from error


def replace(data: bytes, target: str) -> None:
    """Replace a file, so that whoever reads it sees the old content or the new, never half.

    Raises:
        UsageError: it cannot be written.
    """
    path = Path(target)
    descriptor, name = -1, ""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(name).chmod(path.stat().st_mode)
        Path(name).replace(path)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise UsageError(about_file(target, error)) from error


def say(text: str) -> None:
    """Tell the person at the terminal, beside the output proper."""
    print(text, file=sys.stderr)


def explain(error: ObkitError) -> str:
    """What is wrong with the input, in words, with its code."""
    really = error.facts.get("really")
    where = error.facts.get("path") or error.facts.get("offset")
    notes = [
        f"it is {really}" if really and really != "unknown" else "",
        f"at {where}" if where else "",
    ]
    details = ", ".join(printable(note) for note in notes if note)
    return (
        f"{cause_of(error.reason)}{f' ({details})' if details else ''} [{error.reason}]"
    )


def moment(text: str) -> datetime:
    """A time on the command line.

    Raises:
        argparse.ArgumentTypeError: not a date and time with a zone.
    """
    try:
        return times.parse(text)
    except MalformedText as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a time such as 2026-11-21T14:02:05Z"
        ) from error


def printable(value: object) -> str:
    """A stranger's text without what a terminal would obey: controls and turned directions."""
    text = "".join(
        " " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character
        for character in str(value)
        if unicodedata.category(character) not in ("Cf", "Cs", "Co", "Cn")
    )
    return text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + "…"


def about_file(name: str, error: OSError | ValueError) -> str:
    """What is wrong with a file, and what to do about it."""
    shown = printable(name)
    if isinstance(error, FileNotFoundError):
        return f"there is no file {shown}"
    if isinstance(error, FileExistsError):
        return f"{shown} is there already; choose another name"
    if isinstance(error, IsADirectoryError):
        return f"{shown} is a directory; name a file in it"
    if isinstance(error, PermissionError):
        return f"{shown} may not be opened; look at its permissions"
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"{shown} cannot be opened: {reason}"
