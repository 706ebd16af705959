"""What can go wrong with sheets.

LaurelError
├── NotFound         unknown, or not yours: the same
└── Refused          what was asked for cannot be done as it was asked
    └── AlreadyMade  its achievements are being defined; it cannot be changed any more
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["AlreadyMade", "NotFound", "Refused"]


class AlreadyMade(Refused):
    """Its achievements are being defined, or are there. Nothing was changed."""

    code = "sheets.already_made"
