"""Reading what the journey would do."""

from typing import TYPE_CHECKING

from laurel.foundation.mail import Message
from laurel.issuers import selectors as issuers
from laurel.issuing import mailing
from laurel.notifications import services as notifications
from laurel.notifications.types import Chosen, Wording

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer


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
