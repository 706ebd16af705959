"""Reading how far a withdrawal has come, and what a mail will say before it is sent."""

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from laurel.credentials import selectors as credentials
from laurel.foundation.errors import NotFound
from laurel.issuing import mails
from laurel.issuing.models import Withdrawal
from laurel.issuing.types import MailPreview, Outcome, Progress
from laurel.notifications import services as notifications

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.organizations.models import Organization

NOT_YET = "not-awarded-yet"  # stands where the id of the award will stand


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


def award_mail_preview(
    *, achievement: "Achievement", recipient_name: str, recipient_email: str
) -> MailPreview:
    """The mail that this person will get, in its real words; nothing is sent."""
    words = notifications.award_words(
        context=mails.award_mail(
            version=achievement.current,
            issuer=achievement.issuer,
            recipient_name=recipient_name,
            addresses=credentials.addresses_of(NOT_YET),
        ),
        to=recipient_email,
    )
    return MailPreview(subject=words.subject, text=words.text, html=words.html)
