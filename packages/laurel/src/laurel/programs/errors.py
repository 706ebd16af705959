"""What can go wrong with programmes.

LaurelError
├── NotFound   unknown, or not yours: the same
└── Refused    a fact of the programme breaks a rule; `field` names it
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["NotFound", "Refused"]
