"""`@override`, as Python 3.12 has it.

Only a type check looks at the mark. The package that has it for Python 3.11 takes longer to import
than all of the cryptography, so no program waits for it.
"""

from typing import TYPE_CHECKING, TypeVar

__all__ = ["override"]

if TYPE_CHECKING:
    from typing_extensions import override
else:
    Method = TypeVar("Method")

    def override(method: Method) -> Method:
        """The method as it is."""
        return method
