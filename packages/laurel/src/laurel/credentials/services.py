"""Keeping signed documents, suspending them and revoking them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from laurel.credentials import receipts, status_lists
from laurel.credentials.errors import AlreadyRevoked, NotActive, NotFound, Refused
from laurel.credentials.events import (
    CredentialIssued,
    CredentialReinstated,
    CredentialReissued,
    CredentialRevoked,
    CredentialSuspended,
)
from laurel.credentials.models import Credential, StatusSlot
from laurel.credentials.types import (
    Cause,
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
_STANDING = (
    "status", "suspended_at", "suspension_wording", "suspension_note", "revoked_at",
    "revocation_reason", "revocation_wording", "revocation_note",
)  # fmt: skip
_REINSTATED = "This badge is being reinstated at this moment. Look at it once more."
_REPLACED = "This badge was replaced by a newer one meanwhile. Look at it once more."


def reserve_status(
    *, issuer: "Issuer", award_public_id: str, generation: int = 1
) -> Slot:
    """A generation's place in a status list of the issuer; a repeat gives the same place."""
    slot = status_lists.reserve(
        issuer=issuer, award_public_id=award_public_id, generation=generation
    )
    return status_lists.place_of(slot)


@transaction.atomic
def store(
    *,
    award_public_id: str,
    signed: Signed,
    facts: Facts,
    issuer: "Issuer",
    achievement_version: "AchievementVersion",
    generation: int = 1,
    cause: Cause = Cause.ISSUED,
    actor: Actor,
) -> Credential:
    """Keep the documents of an award, once: whoever comes second gets what is kept.

    The place in the status list must have been reserved. The generation before this one is
    superseded in the same moment: exactly one of them counts.
    """
    credential = Credential(
        award_public_id=award_public_id,
        generation=generation,
        cause=cause.value,
        organization_id=issuer.organization_id,
        issuer=issuer,
        achievement_version=achievement_version,
        slot=StatusSlot.objects.get(
            award_public_id=award_public_id, generation=generation
        ),
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
            for earlier in _supersede(award_public_id, before=generation):
                _inherit(credential, earlier)
            credential.save(force_insert=True)
    except IntegrityError:
        return Credential.objects.get(
            award_public_id=award_public_id, generation=generation
        )
    if not credential.is_active:
        status_lists.touch(credential.slot)
    events.publish(_made(credential, actor))
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

    Verifiers see it at their next look at the list, which is signed anew then. One that was
    revoked in error is reinstated as another generation: `issuing.services.reinstate`.

    Raises:
        AlreadyRevoked: it was revoked before.
        NotActive: another generation took its place.
        Refused: the wording is missing or too long; `field` names it.
    """
    wording, note = checked_texts(
        public_wording=public_wording, private_note=private_note
    )
    row = _locked(credential)
    if row.reinstated_at is not None:
        raise NotActive(_REINSTATED)
    if row.is_revoked:
        raise AlreadyRevoked("This badge was revoked before.")
    if not (row.is_active or row.is_suspended):
        raise NotActive(_REPLACED)
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
            generation=row.generation,
            reason=reason,
        )
    )
    return row


@transaction.atomic
def suspend(
    *,
    credential: Credential,
    public_wording: str,
    private_note: str = "",
    actor: Actor,
) -> Credential:
    """Take a credential out of force until it is reinstated or revoked.

    Its bit is set in the status list, for good; it comes back as another generation, at the
    same address: `issuing.services.reinstate`.

    Raises:
        NotActive: it is suspended, revoked or replaced.
        Refused: the wording is missing or too long; `field` names it.
    """
    wording, note = checked_texts(
        public_wording=public_wording, private_note=private_note
    )
    row = _locked(credential)
    if not row.is_active:
        words = {
            CredentialStatus.SUSPENDED.value: "This badge is suspended already.",
            CredentialStatus.REVOKED.value: "This badge was revoked.",
        }
        raise NotActive(words.get(row.status, _REPLACED))
    row.status = CredentialStatus.SUSPENDED.value
    row.suspended_at = clock.now()
    row.suspension_wording = wording
    row.suspension_note = note
    row.save(
        update_fields=[
            "status",
            "suspended_at",
            "suspension_wording",
            "suspension_note",
        ]
    )
    status_lists.touch(row.slot)
    events.publish(
        CredentialSuspended(
            actor=actor,
            organization_id=row.organization_id,
            award_public_id=row.award_public_id,
            generation=row.generation,
        )
    )
    return row


@transaction.atomic
def reinstate(*, credential: Credential, note: str = "", actor: Actor) -> Credential:
    """Decide that a suspended or revoked credential shall count again.

    Its bit stays set: bits are never unset. The caller has the next generation made, which takes
    its place at the same address (`issuing.services.reinstate`).

    Raises:
        NotActive: it is neither suspended nor revoked, or is being reinstated.
        Refused: the note is too long.
    """
    note = _text(note, MAX_NOTE, "note")
    row = _locked(credential)
    if row.erased_at is not None:
        raise NotActive("The person was taken out of this badge. It cannot come back.")
    if row.reinstated_at is not None:
        raise NotActive(_REINSTATED)
    if not (row.is_suspended or row.is_revoked):
        raise NotActive("This badge is neither suspended nor revoked.")
    row.reinstated_at = clock.now()
    row.reinstatement_note = note
    row.save(update_fields=["reinstated_at", "reinstatement_note"])
    events.publish(
        CredentialReinstated(
            actor=actor,
            organization_id=row.organization_id,
            award_public_id=row.award_public_id,
            generation=row.generation,
        )
    )
    return row


@transaction.atomic
def locked(*, award_public_id: str) -> Credential:
    """The generation that counts, held against changes until the transaction ends.

    Raises:
        NotFound: there is none (yet).
    """
    found = (
        Credential.objects.select_for_update(of=("self",))
        .filter(award_public_id=award_public_id)
        .exclude(status=CredentialStatus.SUPERSEDED.value)
        .first()
    )
    if found is None:
        raise NotFound("no such badge")
    return found


def _supersede(award_public_id: str, *, before: int) -> list[Credential]:
    """What was the last generation counts no more; as it was before that."""
    found = list(
        Credential.objects.select_for_update(of=("self",))
        .select_related("slot")
        .filter(award_public_id=award_public_id, generation__lt=before)
        .exclude(status=CredentialStatus.SUPERSEDED.value)
    )
    for row in found:
        Credential.objects.filter(pk=row.pk).update(
            status=CredentialStatus.SUPERSEDED.value, superseded_at=clock.now()
        )
        status_lists.touch(row.slot)
    return found


def _inherit(credential: Credential, earlier: Credential) -> None:
    """What was suspended or revoked while its correction was being signed stays so."""
    if credential.cause == Cause.REINSTATED.value:
        return
    for name in _STANDING:
        setattr(credential, name, getattr(earlier, name))


def _made(
    credential: Credential, actor: Actor
) -> CredentialIssued | CredentialReissued:
    if credential.generation == 1:
        return CredentialIssued(
            actor=actor,
            organization_id=credential.organization_id,
            award_public_id=credential.award_public_id,
        )
    return CredentialReissued(
        actor=actor,
        organization_id=credential.organization_id,
        award_public_id=credential.award_public_id,
        generation=credential.generation,
        cause=Cause(credential.cause),
    )


def _locked(credential: Credential) -> Credential:
    return (
        Credential.objects.select_for_update(of=("self",))
        .select_related("slot", "issuer", "achievement_version__achievement")
        .get(pk=credential.pk)
    )


def checked_texts(*, public_wording: str, private_note: str) -> tuple[str, str]:
    """The words for everybody and those for the staff, as they are stored.

    Raises:
        Refused: the wording is missing, or one of them is too long; `field` names it.
    """
    wording = _text(public_wording, MAX_WORDING, "public_wording")
    if not wording:
        raise Refused(
            "Say why, in words that everybody may read.", field="public_wording"
        )
    return wording, _text(private_note, MAX_NOTE, "private_note")


def _text(text: str, longest: int, field: str) -> str:
    text = text.strip().replace("\r\n", "\n")
    if len(text) > longest or "\x00" in text:
        raise Refused(f"At most {longest} characters.", field=field)
    return text


def receipt(*, credential: Credential, found: Mapping[str, object]) -> bytes:
    """What a check of the credential found, as a file under its issuer's signature.

    Changes nothing and is kept nowhere.

    Raises:
        NoActiveKey: the issuer has no key that signs.
        WrongMasterKey: the private part does not open under our master key.
    """
    return receipts.sign(credential, found)
