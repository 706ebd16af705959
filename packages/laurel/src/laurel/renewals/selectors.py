"""Reading renewals: how a badge is renewed, who is due."""

import datetime as dt
from typing import TYPE_CHECKING

from laurel.renewals import terms
from laurel.renewals.models import RenewalPolicy
from laurel.renewals.types import CountsFrom

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award


def policy_of(achievement: "Achievement") -> RenewalPolicy | None:
    """How awards of an achievement are renewed; None: by hand alone."""
    return RenewalPolicy.objects.filter(achievement=achievement).first()


def next_end(award: "Award") -> dt.date | None:
    """The last day that it would hold if it were renewed today; None: for ever.

    Raises:
        NotRenewable: it cannot hold any longer than it does.
    """
    policy = policy_of(award.achievement)
    counts_from = CountsFrom(policy.counts_from) if policy else CountsFrom.END
    return terms.next_end(award, counts_from)
