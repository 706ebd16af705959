"""The font that we bring, so that words do not vanish on a bare machine."""

import importlib.util
from functools import cache
from pathlib import Path


@cache
def inter() -> str:
    """The path of our font; empty without it."""
    spec = importlib.util.find_spec("fontpkg_inter")
    if spec is None or spec.origin is None:
        return ""
    return str(Path(spec.origin).parent / "files" / "Inter[opsz,wght].ttf")
