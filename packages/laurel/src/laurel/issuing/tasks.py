"""What the journey does next; named in `config/reactions.py`. Every one may be repeated."""

from typing import TYPE_CHECKING

from django.conf import settings

from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.foundation.events import Recorded
from laurel.issuers import selectors as issuers
from laurel.issuing import services
from laurel.notifications import services as notifications
from laurel.notifications.types import AwardMail

if TYPE_CHECKING:
    from laurel.credentials.models import Credential


def issue(event: Recorded) -> None:
    """Make the credential that was decided on, unless the request did so already."""
    services.issue(award_id=event.payload["award_public_id"])


def release(event: Recorded) -> None:
    """credential.revoked: let the recipient be awarded again."""
    services.release_if_revoked(award_id=event.payload["award_public_id"])


def send_award_mail(event: Recorded) -> None:
    """credential.issued: tell the person it was made for, once."""
    award_id: str = event.payload["award_public_id"]
    award = awards.by_public_id(award_id)
    credential = credentials.public(award_id)
    issuer, version = credential.issuer, credential.achievement_version
    tokens = issuers.brand_tokens(issuer)
    addresses = credentials.addresses_of(award_id)
    notifications.send_award(
        context=AwardMail(
            issuer_name=issuer.name,
            issuer_email=issuer.email,
            issuer_url=issuer.url,
            brand_colour=tokens["--brand"],
            brand_ink=tokens["--brand-ink"],
            achievement_name=version.name,
            achievement_sentence=version.description,
            recipient_name=award.recipient_name,
            award_url=addresses.page,
            download_url=addresses.png,
            image_url=achievements.image_address(version),
            support_email=issuer.email,
            base_url=settings.LAUREL.base_url,
        ),
        to=award.recipient_email,
        key=_mail_key(credential),
        about=f"award:{award_id}",
        badge_png=achievements.picture(version).png,
        logo_png=issuers.logo(issuer) if issuer.logo else None,
    )


def _mail_key(credential: "Credential") -> str:
    first = credential.generation == 1
    number = "" if first else f":{credential.generation}"
    return f"award:{credential.award_public_id}{number}"
