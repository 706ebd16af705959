"""A design as it is kept: its knobs as JSON, its uploads in files."""

import base64
import dataclasses
from collections.abc import Mapping
from typing import Any

from laurel.foundation import files
from laurel.foundation.errors import NotFound

from .errors import PictureRefused
from .types import Background, Design, Ground, Shape

PNG_URL = "data:image/png;base64,"
UPLOADS = ("image", "icon_image")
ENUMS = {"shape": Shape, "background": Background, "ground": Ground}


def kept(design: Design) -> dict[str, Any]:
    """The design as JSON; its uploads are stored and named."""
    said = {
        field.name: getattr(design, field.name)
        for field in dataclasses.fields(design)
        if getattr(design, field.name) != field.default
    }
    for name in UPLOADS:
        if name in said:
            said[name] = files.store(base64.b64decode(said[name].removeprefix(PNG_URL)))
    return {name: str(v) if name in ENUMS else v for name, v in said.items()}


def design_of(said: Mapping[str, Any]) -> Design:
    """The design that was kept so.

    Raises:
        PictureRefused: it is not one that we kept.
    """
    values = dict(said)
    try:
        for name, kind in ENUMS.items():
            if name in values:
                values[name] = kind(values[name])
        for name in UPLOADS:
            if name in values:
                values[name] = png_url(files.read(values[name]))
        return Design(**values)
    except (TypeError, ValueError, NotFound) as error:
        raise PictureRefused(
            "The design of this picture cannot be read any more."
        ) from error


def png_url(png: bytes) -> str:
    """A PNG as it stands inside a drawing."""
    return PNG_URL + base64.b64encode(png).decode()
