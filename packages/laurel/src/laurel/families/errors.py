"""What can go wrong with families.

LaurelError
├── NotFound   unknown, or not yours: the same
└── Refused    a fact breaks a rule; `field` names it
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["NotFound", "Refused"]
