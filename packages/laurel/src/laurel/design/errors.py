"""What can be refused here.

LaurelError
└── Refused
    └── PictureRefused   not a picture that we take; the message says why
"""

from laurel.foundation.errors import Refused


class PictureRefused(Refused):
    """Not a picture that we take; nothing was stored."""

    code = "design.picture_refused"
