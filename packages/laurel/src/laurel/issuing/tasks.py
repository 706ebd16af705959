"""What the journey does next; named in `config/reactions.py`. Every one may be repeated."""

from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.foundation.events import Recorded
from laurel.issuers import selectors as issuers
from laurel.issuing import mails, services
from laurel.notifications import services as notifications


def issue(event: Recorded) -> None:
    """award.granted: make its credential, unless the request did so already."""
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
    notifications.send_award(
        context=mails.award_mail(
            version=version,
            issuer=issuer,
            recipient_name=award.recipient_name,
            addresses=credentials.addresses_of(award_id),
        ),
        to=award.recipient_email,
        key=f"award:{award_id}",
        about=f"award:{award_id}",
        badge_png=achievements.picture(version).png,
        logo_png=issuers.logo(issuer) if issuer.logo else None,
    )
