"""Telling earners what became of their badge; named in `config/reactions.py`, and repeatable."""

from dataclasses import replace
from typing import TYPE_CHECKING

from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.credentials.types import Cause
from laurel.foundation.events import Recorded
from laurel.issuers import selectors as issuers
from laurel.issuing import mailing, tasks
from laurel.notifications import services as notifications
from laurel.notifications.types import Kind, Letter

if TYPE_CHECKING:
    from laurel.credentials.models import Credential


def send_reissued_mail(event: Recorded) -> None:
    """credential.reissued: their badge was corrected or reinstated; take the new file."""
    credential = _generation(event)
    if not credential.is_active:
        return  # a later event tells them the rest
    if credential.cause in (Cause.DISCLOSED.value, Cause.ENDORSED.value):
        return  # they did it themselves, or were told by others
    if credential.cause == Cause.REINSTATED.value:
        _send(credential, Kind.REINSTATED, _letter(credential))
    elif _is_somebody_else(credential):
        tasks.send_award_mail(event)  # at this address nobody has heard of it
    else:
        _send(credential, Kind.CORRECTED, _letter(credential))


def send_suspended_mail(event: Recorded) -> None:
    """credential.suspended: it does not count for now."""
    credential = _generation(event)
    letter = _to_object(credential, wording=credential.suspension_wording)
    _send(credential, Kind.SUSPENDED, letter)


def send_revoked_mail(event: Recorded) -> None:
    """credential.revoked: the reason for them, the words for everybody, and how to object."""
    credential = _generation(event)
    letter = _to_object(credential, wording=credential.revocation_wording)
    reason = credential.revocation_reason
    _send(credential, Kind.REVOKED, replace(letter, reason=reason))


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


def _letter(credential: "Credential") -> Letter:
    award = awards.by_public_id(credential.award_public_id)
    # The picture came with the first mail; here the words count.
    return replace(mailing.letter_about(award, credential), image_url="")


def _to_object(credential: "Credential", *, wording: str) -> Letter:
    """The letter that leads to the page where one asks for a review."""
    page = credentials.addresses_of(credential.award_public_id).page
    return replace(
        _letter(credential),
        public_wording=wording,
        button_url=f"{page}/review",
        download_url="",
        trouble_url="",
    )


def _send(credential: "Credential", kind: Kind, letter: Letter) -> None:
    award_id, issuer = credential.award_public_id, credential.issuer
    award = awards.by_public_id(award_id)
    if award.erased_at is not None:  # there is nobody to tell
        return
    notifications.send_letter(
        letter=letter,
        chosen=mailing.chosen_for(issuer, kind, (award.language,)),
        to=mailing.address_of(award),
        key=f"{kind.value}:{award_id}:{credential.generation}",
        about=f"award:{award_id}",
        logo_png=issuers.logo(issuer) if issuer.logo else None,
    )
