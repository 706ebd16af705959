"""What the mail about an award is filled with."""

from typing import TYPE_CHECKING

from django.conf import settings

from laurel.achievements import selectors as achievements
from laurel.issuers import selectors as issuers
from laurel.notifications.types import AwardMail

if TYPE_CHECKING:
    from laurel.achievements.models import AchievementVersion
    from laurel.credentials.types import Addresses
    from laurel.issuers.models import Issuer


def award_mail(
    *,
    version: "AchievementVersion",
    issuer: "Issuer",
    recipient_name: str,
    addresses: "Addresses",
) -> AwardMail:
    """“… has awarded you …”, for the person of an award."""
    tokens = issuers.brand_tokens(issuer)
    return AwardMail(
        issuer_name=issuer.name,
        issuer_email=issuer.email,
        issuer_url=issuer.url,
        brand_colour=tokens["--brand"],
        brand_ink=tokens["--brand-ink"],
        achievement_name=version.name,
        achievement_sentence=version.description,
        recipient_name=recipient_name,
        award_url=addresses.page,
        download_url=addresses.png,
        image_url=achievements.image_address(version),
        support_email=issuer.email,
        base_url=settings.LAUREL.base_url,
    )
