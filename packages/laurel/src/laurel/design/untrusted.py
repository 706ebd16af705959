"""Uploads are opened in a child process with limits on memory, processor and time.

Decoders have bugs, and a file made to find one takes the process with it. Here that is a child,
which reads the upload from a pipe, answers with the picture made anew, and is gone.
"""

import json
import resource
import sys
from collections.abc import Sequence

from laurel.design import bitmaps, drawings
from laurel.design.errors import PictureRefused
from laurel.foundation import children

SECONDS = 20.0  # the largest picture that we take needs 3; the machine may be busy
MEMORY_BYTES = 1024 * 1024 * 1024  # address space; 64 MB of pixels, a few times over
MADE, REFUSED = b"+", b"-"  # the first byte of an answer

_CHILD = "from laurel.design.untrusted import answer; answer()"


def bitmap(
    data: bytes,
    *,
    sizes: Sequence[int],
    most_bytes: int,
    square: bool = True,
    trim: bool = False,
) -> bytes:
    """An uploaded bitmap as a new PNG in the largest of these sizes that is light enough.

    `square` and `trim` as in `bitmaps.light`.

    Raises:
        PictureRefused: not a picture that we take; the message says why.
    """
    wish = {"sizes": [*sizes], "most": most_bytes, "square": square, "trim": trim}
    return _asked(data, {"do": "bitmap", **wish})


def drawing(data: bytes) -> str:
    """An uploaded SVG, rebuilt from what is known to draw.

    Raises:
        PictureRefused: not a drawing that we take; the message says why.
    """
    return _asked(data, {"do": "drawing"}).decode()


def _asked(data: bytes, wish: dict[str, object]) -> bytes:
    try:
        said = children.run(
            _CHILD,
            json.dumps(wish),
            data=data,
            seconds=SECONDS,
            memory_bytes=MEMORY_BYTES,
        )
    except children.TookTooLong:
        raise PictureRefused("The picture takes too long to open.") from None
    except children.Died as error:
        raise PictureRefused(
            "The picture cannot be opened within our limits."
        ) from error
    if said.startswith(MADE):
        return said.removeprefix(MADE)
    if said.startswith(REFUSED):
        raise PictureRefused(said.removeprefix(REFUSED).decode())
    raise PictureRefused("The picture cannot be opened within our limits.")


def answer() -> None:
    """The child: write no file, do what the first argument says, answer with the picture."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    wish, data = json.loads(sys.argv[1]), sys.stdin.buffer.read()
    try:
        said = MADE + _made(wish, data)
    except PictureRefused as refused:
        said = REFUSED + refused.message.encode()
    sys.stdout.buffer.write(said)


def _made(wish: dict[str, object], data: bytes) -> bytes:
    if wish["do"] == "drawing":
        return drawings.rebuilt(data).encode()
    return bitmaps.light(
        data,
        sizes=wish["sizes"],  # type: ignore[arg-type]  # as `bitmap` wrote them
        most_bytes=wish["most"],  # type: ignore[arg-type]
        square=bool(wish["square"]),
        trim=bool(wish["trim"]),
    )
