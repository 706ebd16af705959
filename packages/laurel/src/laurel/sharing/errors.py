"""What can go wrong with showing a badge elsewhere.

LaurelError
└── NotFound   no such code or link, or nothing of that name
    └── Ended  the link was made to end on a day, and that day is over; or its maker ended it
"""

import datetime as dt

from laurel.foundation.errors import NotFound

__all__ = ["Ended", "NotFound"]


class Ended(NotFound):
    """The link showed the badge until this day, or was ended on it by who made it."""

    code = "sharing.ended"

    def __init__(self, on: dt.date, *, by_hand: bool = False) -> None:
        super().__init__(f"the link ended on {on}")
        self.on = on
        self.by_hand = by_hand
