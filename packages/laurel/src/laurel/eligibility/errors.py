"""What can go wrong with rules.

LaurelError
├── NotFound  unknown, or not yours: the same
└── Refused   a rule or an equivalent breaks a rule of the house; `field` names it
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["NotFound", "Refused"]
