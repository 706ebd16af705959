"""What can go wrong with showing a badge elsewhere.

LaurelError
└── NotFound   no such code or link, or nothing of that name
    └── Ended  the link was made to end on a day, and that day is over
"""

import datetime as dt

from laurel.foundation.errors import NotFound

__all__ = ["Ended", "NotFound"]


class Ended(NotFound):
    """The link showed the badge until this day."""

    code = "sharing.ended"

    def __init__(self, on: dt.date) -> None:
        super().__init__(f"the link ended on {on}")
        self.on = on
