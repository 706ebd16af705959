"""What can go wrong with the record of recipients.

LaurelError
├── NotFound               unknown, or not yours: the same
└── Refused                the list breaks a rule; the message names it
    ├── AlreadyApplied     the list was taken over before
    └── ChangedMeanwhile   it would do something else now than what was looked at
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["AlreadyApplied", "ChangedMeanwhile", "NotFound", "Refused"]


class AlreadyApplied(Refused):
    """The list was taken over before. Nothing was changed."""

    code = "recipients.already_applied"


class ChangedMeanwhile(Refused):
    """The record is another one than when the changes were looked at. Nothing was changed."""

    code = "recipients.changed_meanwhile"
