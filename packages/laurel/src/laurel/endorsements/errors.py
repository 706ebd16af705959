"""What can go wrong with endorsements.

LaurelError
├── NotFound             unknown, or not yours: the same
├── TakenBack            it was shown once, and its endorser's word ended
└── Refused              a text breaks a rule, or there is too much of it; `field` names it
    ├── NotNow           it is further, or over, meanwhile
    └── WrongCode        not the code that was mailed, or too old
"""

from laurel.foundation.errors import LaurelError, NotFound, Refused

__all__ = ["NotFound", "NotNow", "Refused", "TakenBack", "WrongCode"]


class NotNow(Refused):
    """What was decided cannot be decided (again) of this endorsement."""

    code = "endorsements.not_now"


class WrongCode(Refused):
    """It is not the code that was mailed, or it is too old, or was tried too often."""

    code = "endorsements.wrong_code"


class TakenBack(LaurelError):
    """There was an endorsement at this address; it ended."""

    code = "endorsements.taken_back"
