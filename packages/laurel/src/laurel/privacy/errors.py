"""What can go wrong with what people ask about their data.

LaurelError
├── NotFound        unknown, or not yours: the same
├── Refused         what was asked for breaks a rule; `field` names it
│   ├── WrongCode   the code is another one, or too old
│   └── SoleOwner   an organization would be left without an owner
└── TryAgainLater   something of the person is being made at this moment
"""

from laurel.foundation.errors import NotFound, Refused, TryAgainLater

__all__ = ["NotFound", "Refused", "SoleOwner", "TryAgainLater", "WrongCode"]


class WrongCode(Refused):
    """This is not the code, or it is too old. Nothing was changed."""

    code = "privacy.wrong_code"


class SoleOwner(Refused):
    """Without this person an organization would have no owner. Nothing was changed."""

    code = "privacy.sole_owner"
