"""Telling earners what became of their badge; named in `config/reactions.py`, and repeatable."""

from typing import TYPE_CHECKING

from django.conf import settings

from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.credentials.types import Cause, RevocationReason
from laurel.deliveries import selectors as deliveries
from laurel.foundation.events import Recorded
from laurel.issuers import selectors as issuers
from laurel.issuing import mailing, tasks
from laurel.notifications import services as notifications
from laurel.notifications.types import Change, ChangeMail
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.credentials.models import Credential

# What the earner reads of the reason. The public reads the issuer's own wording.
REASONS = {
    RevocationReason.ADMINISTRATIVE_ERROR: (
        "an administrative error. That was not your doing, and says nothing against you."
    ),
    RevocationReason.DUPLICATE: "you were given this badge twice. The other one stays.",
    RevocationReason.SUPERSEDED: "you were given a newer one in its place.",
    RevocationReason.RECIPIENT_REQUEST: "you asked for it.",
    RevocationReason.REQUIREMENTS_NOT_MET: (
        "it turned out later that not all of its requirements were met."
    ),
    RevocationReason.MISCONDUCT: "misconduct.",
    RevocationReason.OTHER: "the one that stands below.",
}


def send_reissued_mail(event: Recorded) -> None:
    """credential.reissued: their badge was corrected or reinstated; take the new file."""
    credential = _generation(event)
    if not credential.is_active:
        return  # a later event tells them the rest
    if credential.cause == Cause.REINSTATED.value:
        _send(credential, Change.REINSTATED)
    elif _is_somebody_else(credential):
        tasks.send_award_mail(event)  # at this address nobody has heard of it
    else:
        _send(credential, Change.CORRECTED)


def send_suspended_mail(event: Recorded) -> None:
    """credential.suspended: it does not count for now."""
    credential = _generation(event)
    _send(credential, Change.SUSPENDED, wording=credential.suspension_wording)


def send_revoked_mail(event: Recorded) -> None:
    """credential.revoked: the reason for them, the words for everybody, and how to object."""
    credential = _generation(event)
    reason = RevocationReason(credential.revocation_reason)
    _send(
        credential,
        Change.REVOKED,
        wording=credential.revocation_wording,
        reason_words=REASONS[reason],
    )


def _generation(event: Recorded) -> "Credential":
    """The generation that the event is about; older events name none, and mean the first."""
    number = event.payload.get("generation", 1)
    return credentials.generations(event.payload["award_public_id"]).get(
        generation=number
    )


def _is_somebody_else(credential: "Credential") -> bool:
    before = credentials.generations(credential.award_public_id).get(
        generation=credential.generation - 1
    )
    return before.recipient_email.lower() != credential.recipient_email.lower()


def _send(
    credential: "Credential",
    change: Change,
    *,
    wording: str = "",
    reason_words: str = "",
) -> None:
    award_id = credential.award_public_id
    award = awards.by_public_id(award_id)
    if award.erased_at is not None:  # there is nobody to tell
        return
    issuer = credential.issuer
    contact = programs.contact_of(award.achievement)
    tokens = issuers.brand_tokens(issuer)
    addresses = credentials.addresses_of(award_id)
    via = deliveries.query_of(award_id)
    notifications.send_change(
        context=ChangeMail(
            change=change,
            issuer_name=issuer.name,
            issuer_email=contact.email,
            issuer_url=issuer.url,
            brand_colour=tokens["--brand"],
            brand_ink=tokens["--brand-ink"],
            achievement_name=credential.achievement_name,
            recipient_name=credential.recipient_name,
            award_url=addresses.page + via,
            download_url=addresses.png + via,
            review_url=f"{addresses.page}/review",
            reason_words=reason_words,
            wording=wording,
            support_email=contact.email,
            help_url=issuers.help_address(issuer),
            base_url=settings.LAUREL.base_url,
        ),
        to=mailing.address_of(award),
        key=f"{change.value}:{award_id}:{credential.generation}",
        about=f"award:{award_id}",
        logo_png=issuers.logo(issuer) if issuer.logo else None,
    )
