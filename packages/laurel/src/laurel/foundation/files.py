"""Files kept by what is in them: the same bytes are one file, under one name."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from django.conf import settings

from laurel.foundation.errors import NotFound, Refused

MOST_BYTES = 20 * 1024 * 1024  # larger than any upload that a form accepts
_DIGEST = re.compile(r"[0-9a-f]{64}")


def store(data: bytes) -> str:
    """Keep these bytes; the answer is the name to read them by (their SHA-256).

    The file is complete or absent, whenever the process is killed.

    Raises:
        Refused: more bytes than we keep in one file.
    """
    if len(data) > MOST_BYTES:
        raise Refused(f"A file may have at most {MOST_BYTES // 1024 // 1024} MB.")
    digest = hashlib.sha256(data).hexdigest()
    path = _path(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).rename(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest


def read(digest: str) -> bytes:
    """The bytes kept under this name.

    Raises:
        NotFound: nothing is kept under it.
    """
    try:
        return _path(digest).read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"no file {digest}") from error


def delete(digest: str) -> None:
    """Forget the bytes kept under this name, if there are any."""
    _path(digest).unlink(missing_ok=True)


def _path(digest: str) -> Path:
    # A name is never a path: only our own digests come near the file system.
    if not _DIGEST.fullmatch(digest):
        raise NotFound("that is not the name of a file")
    return Path(settings.LAUREL.data_dir) / "files" / digest[:2] / digest
