"""The mailbox that reports come back to: a Maildir, or one file in mbox form."""

import fcntl
import logging
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from laurel.foundation import bounces
from laurel.foundation.errors import Refused
from laurel.foundation.models import Bookmark

logger = logging.getLogger("laurel.mail")

MOST_AT_ONCE = 500  # the next chore goes on
MOST_MBOX_BYTES = 32 * 1024 * 1024  # read at once from an mbox file
_FROM_LINE = re.compile(rb"^From [^\n]*\n", re.MULTILINE)


def read_mailbox() -> None:
    """Take in what came back since the last time; every message once."""
    path = Path(settings.LAUREL.bounce_mailbox)
    if not settings.LAUREL.bounce_mailbox:
        return
    try:
        if (path / "new").is_dir():
            _read_maildir(path)
        else:
            _read_mbox(path)
    except OSError as error:
        logger.warning("The mailbox for returned mail cannot be read: %s", error)


def _read_maildir(path: Path) -> None:
    (path / "cur").mkdir(exist_ok=True)
    for new in sorted((path / "new").iterdir())[:MOST_AT_ONCE]:
        data = _content(new)
        if data is None:
            continue
        _take(data)
        # Seen, by the rules of Maildir; the name is its own for ever.
        new.rename(path / "cur" / f"{new.name}:2,S")


def _content(path: Path) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:  # another worker was faster, or it is no file that we may open
        return None
    with open(handle, "rb") as file:  # noqa: PTH123 - it is open already
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        return file.read(bounces.MOST_BYTES + 1)


def _read_mbox(path: Path) -> None:
    mark, _ = Bookmark.objects.get_or_create(name=f"mbox:{path}"[:200])
    with path.open("rb") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:  # the mail server writes at this moment
            return
        size = os.fstat(file.fileno()).st_size
        start = mark.position if mark.position <= size else 0  # it was begun anew
        for end, data in _messages(file, start):
            _take(data)
            Bookmark.objects.filter(pk=mark.pk).update(position=end)


def _messages(file: BinaryIO, start: int) -> Iterator[tuple[int, bytes]]:
    """Each message with the place where it ends."""
    file.seek(start)
    data = file.read(MOST_MBOX_BYTES)
    begins = [match.span() for match in _FROM_LINE.finditer(data)]
    whole = len(data) < MOST_MBOX_BYTES
    for number, (_, begin) in enumerate(begins[:MOST_AT_ONCE]):
        is_last = number + 1 == len(begins)
        if is_last and not whole and number:
            return  # cut off: the next time begins with it
        end = len(data) if is_last else begins[number + 1][0]
        yield start + end, data[begin:end]


def _take(data: bytes) -> None:
    try:
        bounces.take(data)
    except Refused as error:
        logger.warning("A returned message was left out: %s", error)
