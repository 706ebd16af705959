"""How long the next award holds."""

import datetime as dt
from typing import TYPE_CHECKING

from laurel.achievements import selectors as achievements
from laurel.issuers import selectors as issuers
from laurel.renewals.errors import NotRenewable
from laurel.renewals.types import CountsFrom

if TYPE_CHECKING:
    from laurel.awards.models import Award


def next_end(award: "Award", counts_from: CountsFrom) -> dt.date | None:
    """The last day of the award that takes the place of this one; None: it never ends.

    Counted from the end of this one, an end that is past does not count: nobody gets a badge
    that is half over.

    Raises:
        NotRenewable: the achievement ends on one day for everybody, and no later.
    """
    validity = achievements.validity(award.achievement.current)
    today = issuers.today(award.achievement.issuer)
    end = award.expires_on
    if validity.on is not None and (
        validity.on < today or (end is not None and validity.on <= end)
    ):
        raise NotRenewable(
            f"This badge is valid until {validity.on:%Y-%m-%d} for everybody. Change when it"
            " lapses first, then renew it."
        )
    is_from_end = counts_from is CountsFrom.END and end is not None and end >= today
    return validity.until(end if is_from_end and end else today)
