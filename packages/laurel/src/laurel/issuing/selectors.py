"""Reading what the journey would do, and how far a withdrawal has come."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from laurel.foundation.errors import NotFound
from laurel.foundation.mail import Message
from laurel.issuers import selectors as issuers
from laurel.issuing import mailing, readdressing, samples
from laurel.issuing.models import Withdrawal
from laurel.issuing.types import Outcome, Progress
from laurel.notifications import services as notifications
from laurel.notifications.types import Chosen, Kind, Wording

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.issuers.models import Issuer
    from laurel.organizations.models import Organization


def sample_mail(
    issuer: "Issuer", kind: Kind, *, language: str, wording: Wording | None = None
) -> Message:
    """A mail of this kind as it would go out in this language, to somebody invented.

    With a `wording` in those words, else in those that are in use.
    """
    letter, picture = samples.letter(issuer, kind)
    chosen = mailing.chosen_for(issuer, kind, [language])
    if wording is not None:
        chosen = Chosen(wording=wording, language=language, is_own=True)
    return notifications.letter_message(
        letter=letter,
        chosen=chosen,
        to=samples.EMAIL,
        badge_png=picture,
        logo_png=issuers.logo(issuer) if issuer.logo else None,
    )


def award_mail_preview(
    *,
    achievement: "Achievement",
    recipient_name: str,
    recipient_email: str,
    issued_on: dt.date | None = None,
    expires_on: dt.date | None = None,
    language: str = "",
) -> Message:
    """The mail that this person would get about this badge; nothing is awarded or sent."""
    return notifications.letter_message(
        letter=mailing.letter_before(
            achievement,
            recipient_name=recipient_name,
            recipient_email=recipient_email,
            issued_on=issued_on,
            expires_on=expires_on,
        ),
        to=recipient_email,
        chosen=mailing.chosen_for(achievement.issuer, Kind.AWARD, (language,)),
    )


def mail_address(award: "Award") -> str:
    """Where the next mail about an award goes."""
    return mailing.address_of(award)


def to_readdress(organization: "Organization") -> int:
    """How many badges in force were made for an address that the record gave up."""
    return readdressing.concerned(organization.pk).count()


def withdrawal(organization: "Organization", public_id: str) -> Withdrawal:
    """One withdrawal of the organization.

    Raises:
        NotFound: it has none of that id.
    """
    found = Withdrawal.objects.filter(
        organization=organization, public_id=public_id
    ).first()
    if found is None:
        raise NotFound("no such withdrawal")
    return found


def progress(found: Withdrawal) -> Progress:
    """How many awards it has, and what became of them so far."""
    counted = found.items.aggregate(
        total=Count("pk"),
        revoked=Count("pk", filter=Q(outcome=Outcome.REVOKED.value)),
        already=Count("pk", filter=Q(outcome=Outcome.ALREADY.value)),
    )
    return Progress(**counted)
