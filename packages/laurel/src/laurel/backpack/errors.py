"""What can go wrong with a backpack.

LaurelError
├── NotFound           unknown, or not yours: the same
└── Refused            a wish breaks a rule; `field` names it
    ├── AlreadyHeld    the badge is in the backpack; `page` leads to it
    └── NotKept        what was brought is no badge, or none to rely on
"""

from obkit.verify import Report

from laurel.foundation.errors import NotFound, Refused

__all__ = ["AlreadyHeld", "NotFound", "NotKept", "Refused"]


class AlreadyHeld(Refused):
    """The badge is in the backpack already. Nothing was changed."""

    code = "backpack.already_held"

    def __init__(self, message: str, *, page: str) -> None:
        super().__init__(message)
        self.page = page


class NotKept(Refused):
    """The badge is not kept; `report` says what was found, where anything was read."""

    code = "backpack.not_kept"

    def __init__(self, message: str, *, report: Report) -> None:
        super().__init__(message)
        self.report = report
