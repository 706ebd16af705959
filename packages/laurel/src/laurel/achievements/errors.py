"""What can go wrong with achievements.

LaurelError
├── NotFound       unknown, or not yours: the same
└── Refused        a fact breaks a rule; `field` names it
    └── Archived   it cannot be awarded any more
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["Archived", "NotFound", "Refused"]


class Archived(Refused):
    """The achievement was archived; what was awarded stays, nothing is awarded any more."""

    code = "achievements.archived"
