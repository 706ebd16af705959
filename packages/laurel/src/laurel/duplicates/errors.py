"""What can go wrong with duplicates.

LaurelError
├── NotFound           unknown, or not yours: the same
└── Refused            a wish breaks a rule; `field` names it
    └── AlreadyDecided somebody was faster
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["AlreadyDecided", "NotFound", "Refused"]


class AlreadyDecided(Refused):
    """The case was decided before. Nothing was changed."""

    code = "duplicates.already_decided"
