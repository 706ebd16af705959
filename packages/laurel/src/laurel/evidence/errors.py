"""What can go wrong with evidence.

LaurelError
├── NotFound          unknown, or not yours: the same
└── Refused           a fact breaks a rule; `field` names it
    ├── TooLate       the window is closed; the message says since when, and whom to ask
    └── NotOpen       it was sent or decided, and does not wait for this any more
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["NotFound", "NotOpen", "Refused", "TooLate"]


class TooLate(Refused):
    """The last day is over where the learner is."""

    code = "evidence.too_late"


class NotOpen(Refused):
    """It was sent or decided already."""

    code = "evidence.not_open"
