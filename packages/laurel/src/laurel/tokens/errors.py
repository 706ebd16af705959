"""What can go wrong with tokens.

LaurelError
├── NotFound   unknown, ended or expired, or not yours: the same
└── Refused    a fact of the token breaks a rule; `field` names it
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["NotFound", "Refused"]
