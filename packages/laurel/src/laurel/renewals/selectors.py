"""Reading renewals: how a badge is renewed, who is due."""

import datetime as dt
from typing import TYPE_CHECKING

from laurel.awards import selectors as awards
from laurel.renewals import links, terms
from laurel.renewals.board import board, standing_on, today, watched
from laurel.renewals.errors import NotFound
from laurel.renewals.models import RenewalPolicy, Silence
from laurel.renewals.types import CountsFrom
from laurel.requirements import services as requirements
from laurel.requirements.types import Requirement

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award

__all__ = [
    "board",
    "next_end",
    "policy_of",
    "refresher_of",
    "reminded",
    "standing_on",
    "today",
    "wants_reminders",
    "watched",
]


def refresher_of(policy: RenewalPolicy) -> Requirement | None:
    """What has to be passed anew; None: nobody is renewed by itself."""
    return None if policy.refresher is None else requirements.parse(policy.refresher)


def policy_of(achievement: "Achievement") -> RenewalPolicy | None:
    """How awards of an achievement are renewed; None: by hand alone."""
    return RenewalPolicy.objects.filter(achievement=achievement).first()


def reminded(award_public_id: str, token: str) -> "Award":
    """The award that the link in a reminder was made for.

    Raises:
        NotFound: the link is none of ours, or its person was taken out.
    """
    award = awards.by_public_id(award_public_id)
    if award.erased_at is not None or not links.fits(
        award.public_id, award.recipient_key, token
    ):
        raise NotFound("no such link")
    return award


def wants_reminders(award: "Award") -> bool:
    """Whether the holder of an award may be reminded of what its issuer awarded them."""
    return not Silence.objects.filter(
        issuer=award.achievement.issuer, recipient_key=award.recipient_key
    ).exists()


def next_end(award: "Award") -> dt.date | None:
    """The last day that it would hold if it were renewed today; None: for ever.

    Raises:
        NotRenewable: it cannot hold any longer than it does.
    """
    policy = policy_of(award.achievement)
    counts_from = CountsFrom(policy.counts_from) if policy else CountsFrom.END
    return terms.next_end(award, counts_from)
