"""What the journey does next; named in `config/reactions.py`. Every one may be repeated."""

from typing import TYPE_CHECKING

from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.foundation.errors import TryAgainLater
from laurel.foundation.events import Recorded
from laurel.issuing import mailing, services
from laurel.issuing.errors import BeingSigned, ChangedMeanwhile

if TYPE_CHECKING:
    from laurel.credentials.models import Credential


def issue(event: Recorded) -> None:
    """Make the credential that was decided on, unless the request did so already."""
    services.issue(award_id=event.payload["award_public_id"])


def release(event: Recorded) -> None:
    """credential.revoked: let the recipient be awarded again."""
    services.release_if_revoked(award_id=event.payload["award_public_id"])


def carry_endorsements(event: Recorded) -> None:
    """endorsement.shown, .hidden, .ended: sign the award anew, with those that are shown now.

    What is endorsed beside awards (an achievement, an issuer) travels in what is signed next.
    """
    award_id: str = event.payload["award_public_id"]
    if not award_id:
        return
    try:
        services.carry_endorsements(award=awards.by_public_id(award_id))
    except (BeingSigned, ChangedMeanwhile) as error:
        raise TryAgainLater("another change is being signed") from error


def send_award_mail(event: Recorded) -> None:
    """credential.issued: tell the person it was made for, once, unless they were erased."""
    award_id: str = event.payload["award_public_id"]
    credential = credentials.outline(award_id)
    if credential.erased_at is not None:
        return
    award = awards.by_public_id(award_id)
    if credential.achievement_version_id == award.version_id:
        credential.achievement_version = award.version  # which is known by now
    if credential.issuer_id == award.achievement.issuer_id:
        credential.issuer = award.achievement.issuer
    mailing.send_award_mail(award, credential, key=_mail_key(credential))


def _mail_key(credential: "Credential") -> str:
    first = credential.generation == 1
    number = "" if first else f":{credential.generation}"
    return f"award:{credential.award_public_id}{number}"
