"""Looking at what the journey will do, without doing it."""

from typing import TYPE_CHECKING

from laurel.credentials import selectors as credentials
from laurel.issuing import mails
from laurel.issuing.types import MailPreview
from laurel.notifications import services as notifications

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement

NOT_YET = "not-awarded-yet"  # stands where the id of the award will stand


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
