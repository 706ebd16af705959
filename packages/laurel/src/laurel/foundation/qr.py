"""QR codes of addresses, as drawings and as pictures.

Quick response codes of ISO/IEC 18004, with a quarter of the code to spare for a crease or a stain.
"""

import io

import segno

from laurel.foundation.errors import Refused

QUIET = 4  # modules of white around the code, which the standard asks for
ERROR_CORRECTION = "q"  # a quarter of the code may be lost
MAX_CHARACTERS = 1024  # more would be too fine for a telephone to read off paper
PNG_SCALE = 12  # pixels for each module: an address of 60 letters is about 500 wide


def svg(text: str) -> str:
    """The code as a drawing that fills whatever it is put into.

    Raises:
        Refused: the text is empty, or too long to be read again.
    """
    out = io.BytesIO()
    _code(text).save(
        out,
        kind="svg",
        border=QUIET,
        omitsize=True,
        dark="#000000",
        light="#ffffff",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    return out.getvalue().decode()


def png(text: str) -> bytes:
    """The code as a PNG, black on white.

    Raises:
        Refused: the text is empty, or too long to be read again.
    """
    out = io.BytesIO()
    _code(text).save(out, kind="png", border=QUIET, scale=PNG_SCALE)
    return out.getvalue()


def _code(text: str) -> segno.QRCode:
    if not text:
        raise Refused("There is nothing to put into the code.")
    if len(text) > MAX_CHARACTERS:
        raise Refused(f"A QR code holds at most {MAX_CHARACTERS} characters here.")
    return segno.make(text, error=ERROR_CORRECTION, micro=False, boost_error=False)
