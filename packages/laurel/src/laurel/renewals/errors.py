"""What can go wrong with renewals.

LaurelError
├── NotFound            unknown, or not yours: the same
└── Refused             a fact breaks a rule; `field` names it
    └── NotRenewable    another award cannot take the place of this one (of `awards`)
"""

from laurel.awards.errors import NotRenewable
from laurel.foundation.errors import NotFound, Refused

__all__ = ["NotFound", "NotRenewable", "Refused"]
