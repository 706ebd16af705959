"""Uploads are opened in a child process with limits on memory, processor and time.

Decoders have bugs, and a file made to find one takes the process with it. Here that is a child,
which reads the upload from a pipe, answers with the picture made anew, and is gone.
"""

import contextlib
import json
import resource
import subprocess
import sys
from collections.abc import Sequence

from laurel.design import bitmaps, drawings
from laurel.design.errors import PictureRefused

SECONDS = 20.0  # the largest picture that we take needs 3; the machine may be busy
PROCESSOR_SECONDS = 15
MEMORY_BYTES = 1024 * 1024 * 1024  # address space; 64 MB of pixels, a few times over
REFUSED = 3  # the exit code that comes with a reason

_CHILD = "from laurel.design.untrusted import answer; answer()"


def bitmap(
    data: bytes, *, sizes: Sequence[int], most_bytes: int, square: bool = True
) -> bytes:
    """An uploaded bitmap as a new PNG in the largest of these sizes that is light enough.

    Raises:
        PictureRefused: not a picture that we take; the message says why.
    """
    wish = {"sizes": [*sizes], "most": most_bytes, "square": square}
    return _asked(data, {"do": "bitmap", **wish})


def drawing(data: bytes) -> str:
    """An uploaded SVG, rebuilt from what is known to draw.

    Raises:
        PictureRefused: not a drawing that we take; the message says why.
    """
    return _asked(data, {"do": "drawing"}).decode()


def _asked(data: bytes, wish: dict[str, object]) -> bytes:
    # -I: nothing of the working directory or the environment is imported.
    command = [sys.executable, "-I", "-c", _CHILD, json.dumps(wish)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter with our own words
            command, input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise PictureRefused("The picture takes too long to open.") from None
    if done.returncode == REFUSED:
        raise PictureRefused(done.stderr.decode())
    if done.returncode or not done.stdout:
        raise PictureRefused("The picture cannot be opened within our limits.")
    return done.stdout


def limit() -> None:
    """The child, first of all: so much memory and time, and no file to write."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def answer() -> None:
    """The child: limit yourself, do what the first argument says, write the picture."""
    limit()
    wish, data = json.loads(sys.argv[1]), sys.stdin.buffer.read()
    try:
        if wish["do"] == "drawing":
            made = drawings.rebuilt(data).encode()
        else:
            made = bitmaps.light(
                data,
                sizes=wish["sizes"],
                most_bytes=wish["most"],
                square=wish["square"],
            )
    except PictureRefused as refused:
        with contextlib.suppress(OSError):
            sys.stderr.buffer.write(refused.message.encode())
        sys.exit(REFUSED)
    sys.stdout.buffer.write(made)
