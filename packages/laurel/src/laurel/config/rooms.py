"""Which rooms of the house stand already."""

from importlib.util import find_spec


def is_built(module: str) -> bool:
    """Whether there is such a module or package."""
    try:
        spec = find_spec(module)
    except ModuleNotFoundError:
        return False
    return spec is not None and spec.origin is not None
