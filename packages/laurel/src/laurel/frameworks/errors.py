"""What can go wrong with frameworks.

LaurelError
├── NotFound            unknown, or not yours: the same
└── Refused             what was asked for cannot be done as it was asked
    └── NotAFramework   not a file that we can import; the message names the item
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["NotAFramework", "NotFound", "Refused"]


class NotAFramework(Refused):
    """Not a framework that we can import; nothing was changed."""

    code = "frameworks.not_a_framework"
