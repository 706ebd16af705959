"""Reading what the journey would do, and how far a withdrawal has come."""

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from laurel.foundation.errors import NotFound
from laurel.foundation.mail import Message
from laurel.issuers import selectors as issuers
from laurel.issuing import mailing, readdressing
from laurel.issuing.models import Withdrawal
from laurel.issuing.types import Outcome, Progress
from laurel.notifications import services as notifications
from laurel.notifications.types import Chosen, Wording

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.issuers.models import Issuer
    from laurel.organizations.models import Organization


def sample_award_mail(
    issuer: "Issuer", *, language: str, wording: Wording | None = None
) -> Message:
    """The mail about an award as it would go out in this language, to somebody invented.

    With a `wording` in those words, else in those that are in use.
    """
    context, picture = mailing.sample_mail(issuer)
    chosen = mailing.chosen_for(issuer, [language])
    if wording is not None:
        chosen = Chosen(wording=wording, language=language, is_own=True)
    return notifications.award_message(
        context=context,
        to=mailing.SAMPLE_EMAIL,
        badge_png=picture,
        logo_png=issuers.logo(issuer) if issuer.logo else None,
        chosen=chosen,
    )


def award_mail_preview(
    *, achievement: "Achievement", recipient_name: str, recipient_email: str
) -> Message:
    """The mail that this person would get about this badge; nothing is awarded or sent."""
    return notifications.award_message(
        context=mailing.mail_before_award(achievement, recipient_name),
        to=recipient_email,
        chosen=mailing.chosen_for(achievement.issuer, ()),
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
