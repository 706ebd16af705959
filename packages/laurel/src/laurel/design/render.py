"""SVG to PNG in a child process with limits.

The renderer may abort or overflow its stack on hostile input, and then takes its process with it.
Here that is a child, which has little memory, little time and no files to read: drawings come in
through the pipe, already rebuilt, and only fonts are named.
"""

from laurel.design.errors import PictureRefused
from laurel.foundation import children, fonts

SECONDS = 10.0  # a badge takes 0.2; the machine may be busy
MEMORY_BYTES = 1024 * 1024 * 1024  # address space, of which a badge needs a fraction
MAX_OUTPUT_BYTES = 8 * 1024 * 1024

_CHILD = """
import resvg_py
width, font, others = int(sys.argv[1]), sys.argv[2], bool(sys.argv[3])
png = resvg_py.svg_to_bytes(
    svg_string=sys.stdin.buffer.read().decode(), width=width,
    skip_system_fonts=bool(font) and not others,
    font_files=[font] if font else [], font_family="Inter", sans_serif_family="Inter",
    serif_family="Inter")
sys.stdout.buffer.write(bytes(png))
"""


def to_png(svg: str, *, width: int, other_fonts: bool = False) -> bytes:
    """The drawing as a PNG of this width.

    With `other_fonts` the machine's own stand in for letters that ours does not have. Badges
    do without: they look the same wherever they were drawn.

    Raises:
        PictureRefused: the renderer could not draw it within its limits.
    """
    try:
        png = children.run(
            _CHILD,
            str(width),
            fonts.inter(),
            "others" if other_fonts else "",
            data=svg.encode(),
            seconds=SECONDS,
            memory_bytes=MEMORY_BYTES,
        )
    except children.TookTooLong:
        raise PictureRefused("The drawing takes too long to render.") from None
    except children.Died as error:
        raise PictureRefused("The drawing cannot be rendered.") from error
    if not png.startswith(b"\x89PNG"):
        raise PictureRefused("The drawing cannot be rendered.")
    if len(png) > MAX_OUTPUT_BYTES:
        raise PictureRefused("The drawing is too detailed to render.")
    return png
