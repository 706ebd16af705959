"""The rules of an issuer's style: colours, pictures, who signs."""

import re
from collections.abc import Collection, Mapping

from laurel.design import services as design
from laurel.design.types import Shape
from laurel.foundation import files
from laurel.issuers.errors import Refused

PICTURES = ("logo", "background", "signature")
MAX_SIGNER = 200
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def changed(
    *,
    brand_colour: str,
    accent_colour: str,
    badge_shape: str,
    signer_name: str,
    signer_title: str,
    pictures: Mapping[str, bytes | None],
    without: Collection[str],
) -> dict[str, str]:
    """The columns of a changed style; a picture that stays is not among them.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
    """
    facts = {
        "brand_colour": colour(brand_colour, "brand_colour"),
        "accent_colour": colour(accent_colour, "accent_colour"),
        "badge_shape": _shape(badge_shape),
        "signer_name": _line(signer_name, "signer_name"),
        "signer_title": _line(signer_title, "signer_title"),
    }
    for name in PICTURES:
        given = pictures[name]
        if given is not None:
            facts[name] = logo(given) if name == "logo" else _part(given, name)
        elif name in without:
            facts[name] = ""
    return facts


def colour(text: str, field: str) -> str:
    """A colour in the one form that we keep.

    Raises:
        Refused: it is written otherwise.
    """
    text = text.strip().lower()
    if not _COLOUR.fullmatch(text):
        raise Refused("A colour is written as #1f3d7a.", field=field)
    return text


def logo(data: bytes) -> str:
    """A square PNG in the file store; its name.

    Raises:
        Refused: it is no picture that we take.
    """
    return files.store(design.accept_upload(data=data, field="logo").png)


def _part(data: bytes, field: str) -> str:
    return files.store(design.accept_part(data=data, field=field))


def _shape(text: str) -> str:
    if text and text not in {str(shape) for shape in Shape}:
        raise Refused("There is no badge of this shape.", field="badge_shape")
    return text


def _line(text: str, field: str) -> str:
    text = text.strip()
    if len(text) > MAX_SIGNER or not text.isprintable():
        raise Refused(
            f"This is one line of at most {MAX_SIGNER} characters.", field=field
        )
    return text
