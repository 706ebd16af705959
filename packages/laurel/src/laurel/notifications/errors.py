"""What can go wrong with the words of mails.

LaurelError
├── NotFound   there is no mail of that kind, or no wording to reset
└── Refused    a wording breaks a rule; `field` names the part
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["NotFound", "Refused"]
