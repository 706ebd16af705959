"""The platform's family of errors.

LaurelError
├── NotFound       there is nothing here for you (also: you may not see it)
├── Refused        what was asked for cannot be done as it was asked
└── TryAgainLater  it may work later; a job that raises it is repeated
"""

import datetime as dt


class LaurelError(Exception):
    """Anything the platform expected might go wrong."""

    code = "laurel.error"


class NotFound(LaurelError):
    """Nothing of that name is here for this actor; says nothing about others."""

    code = "laurel.not_found"


class Refused(LaurelError):
    """The wish contradicts a rule; the message names the field and the rule.

    `field` is the argument that has to change, or "" where no single one does.
    """

    code = "laurel.refused"

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class TryAgainLater(LaurelError):
    """A job cannot be finished now; `after` is the wait it asks for, if any."""

    code = "laurel.try_again_later"

    def __init__(self, reason: str, *, after: dt.timedelta | None = None) -> None:
        super().__init__(reason)
        self.after = after
