"""What can go wrong with pathways and plans.

LaurelError
├── NotFound   unknown, or not yours: the same
└── Refused    a fact breaks a rule; `field` names it
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["NotFound", "Refused"]
