"""What can go wrong with releases.

LaurelError
├── NotFound               unknown, or not yours: the same
└── Refused                a rule is broken; `field` names the fact
    ├── AlreadyApplied     the list was taken over before
    └── ChangedMeanwhile   it would do something else now than what was looked at
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["AlreadyApplied", "ChangedMeanwhile", "NotFound", "Refused"]


class AlreadyApplied(Refused):
    """The list was taken over before. Nothing was changed."""

    code = "releases.already_applied"


class ChangedMeanwhile(Refused):
    """Something else would be confirmed than what was looked at. Nothing was changed."""

    code = "releases.changed_meanwhile"
