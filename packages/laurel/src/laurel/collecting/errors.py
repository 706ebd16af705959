"""What can go wrong with collections.

LaurelError
├── NotFound      unknown, or not open to you: the same
│   └── LinkOver  there was a link of this name; it ended or was ended
└── Refused       a fact breaks a rule; `field` names it
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["LinkOver", "NotFound", "Refused"]


class LinkOver(NotFound):
    """The link was for a while, and the while is over. Says nothing of what it led to."""

    code = "collecting.link_over"
