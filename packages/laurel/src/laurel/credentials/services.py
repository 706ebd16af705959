"""Keeping signed documents, and revoking them."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from laurel.credentials import status_lists
from laurel.credentials.errors import AlreadyRevoked, Refused
from laurel.credentials.events import CredentialIssued, CredentialRevoked
from laurel.credentials.models import Credential, StatusSlot
from laurel.credentials.types import (
    CredentialStatus,
    Facts,
    RevocationReason,
    Signed,
    Slot,
)
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor

if TYPE_CHECKING:
    from laurel.achievements.models import AchievementVersion
    from laurel.issuers.models import Issuer

MAX_WORDING = 500  # a sentence or two, shown beside the word *Revoked*
MAX_NOTE = 5_000


def reserve_status(*, issuer: "Issuer", award_public_id: str) -> Slot:
    """The award's place in a status list of the issuer; a repeat gives the same place."""
    slot = status_lists.reserve(issuer=issuer, award_public_id=award_public_id)
    return status_lists.place_of(slot)


@transaction.atomic
def store(
    *,
    award_public_id: str,
    signed: Signed,
    facts: Facts,
    issuer: "Issuer",
    achievement_version: "AchievementVersion",
    actor: Actor,
) -> Credential:
    """Keep the documents of an award, once: whoever comes second gets what is kept.

    The place in the status list must have been reserved.
    """
    credential = Credential(
        award_public_id=award_public_id,
        organization_id=issuer.organization_id,
        issuer=issuer,
        achievement_version=achievement_version,
        slot=StatusSlot.objects.get(award_public_id=award_public_id),
        document=signed.document,
        jwt=signed.jwt,
        ob2=signed.ob2,
        recipient_name=facts.recipient_name,
        recipient_email=facts.recipient_email,
        achievement_name=facts.achievement_name,
        issuer_name=facts.issuer_name,
        issued_at=facts.issued_at,
        valid_until=facts.valid_until,
        created_at=clock.now(),
    )
    try:
        with transaction.atomic():
            credential.save(force_insert=True)
    except IntegrityError:
        return Credential.objects.get(award_public_id=award_public_id)
    events.publish(
        CredentialIssued(
            actor=actor,
            organization_id=issuer.organization_id,
            award_public_id=award_public_id,
        )
    )
    return credential


@transaction.atomic
def revoke(
    *,
    credential: Credential,
    reason: RevocationReason,
    public_wording: str,
    private_note: str = "",
    actor: Actor,
) -> Credential:
    """End a credential for ever. The bytes never change; the status list says it.

    Verifiers see it at their next look at the list, which is signed anew then.

    Raises:
        AlreadyRevoked: it was revoked before.
        Refused: the wording is missing or too long; `field` names it.
    """
    wording = _text(public_wording, MAX_WORDING, "public_wording")
    if not wording:
        raise Refused(
            "Say why, in words that everybody may read.", field="public_wording"
        )
    note = _text(private_note, MAX_NOTE, "private_note")
    row = (
        Credential.objects.select_for_update(of=("self",))
        .select_related("slot", "issuer", "achievement_version__achievement")
        .get(pk=credential.pk)
    )
    if row.is_revoked:
        raise AlreadyRevoked("This badge was revoked before.")
    row.status = CredentialStatus.REVOKED.value
    row.revoked_at = clock.now()
    row.revocation_reason = reason.value
    row.revocation_wording = wording
    row.revocation_note = note
    row.save(
        update_fields=[
            "status",
            "revoked_at",
            "revocation_reason",
            "revocation_wording",
            "revocation_note",
        ]
    )
    status_lists.touch(row.slot)
    events.publish(
        CredentialRevoked(
            actor=actor,
            organization_id=row.organization_id,
            award_public_id=row.award_public_id,
            reason=reason,
        )
    )
    return row


def _text(text: str, longest: int, field: str) -> str:
    text = text.strip().replace("\r\n", "\n")
    if len(text) > longest or "\x00" in text:
        raise Refused(f"At most {longest} characters.", field=field)
    return text
