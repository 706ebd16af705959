"""What can go wrong at the help desk.

LaurelError
├── NotFound          unknown, or not yours: the same
└── Refused           a text breaks a rule, or there is too much of it; `field` names it
    └── NotOpen       the ticket is settled, or asks for something else
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["NotFound", "NotOpen", "Refused"]


class NotOpen(Refused):
    """What was decided cannot be decided (again) on this ticket."""

    code = "desk.not_open"
