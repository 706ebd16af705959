"""What can go wrong with classes.

LaurelError
├── NotFound    unknown, or not yours: the same
└── Refused     a fact of the class, of a learner or of a result breaks a rule; `field` names it
    └── Started the class has started: its badges can be neither added nor edited
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["NotFound", "Refused", "Started"]


class Started(Refused):
    """The class has started, and with that its badges are fixed. Nothing was changed."""

    code = "classes.started"
