"""Letting issuers say mails in their own words."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.notifications.errors import NotFound, Refused
from laurel.notifications.events import WordingChanged, WordingReset
from laurel.notifications.models import MailWording
from laurel.notifications.types import LANGUAGES, Kind, Wording
from laurel.notifications.wordings import as_parts, checked


@transaction.atomic
def write_wording(
    *,
    issuer_public_id: str,
    organization_id: UUID,
    kind: Kind,
    language: str,
    parts: Mapping[str, str],
    actor: Actor,
) -> Wording:
    """Let an issuer say a kind of mail in its own words, in one language.

    Raises:
        Refused: no language of ours, or a part breaks a rule; `field` names it.
    """
    wording = check_wording(kind=kind, language=language, parts=parts)
    MailWording.objects.update_or_create(
        issuer_public_id=issuer_public_id,
        kind=kind.value,
        language=language,
        defaults={"parts": as_parts(wording), "changed_at": clock.now()},
    )
    events.publish(
        WordingChanged(
            actor=actor,
            organization_id=organization_id,
            issuer_public_id=issuer_public_id,
            kind=kind.value,
            language=language,
        )
    )
    return wording


@transaction.atomic
def reset_wording(
    *,
    issuer_public_id: str,
    organization_id: UUID,
    kind: Kind,
    language: str,
    actor: Actor,
) -> None:
    """Go back to the words that Laurel brings.

    Raises:
        NotFound: the issuer has no words of its own for this.
    """
    gone, _ = MailWording.objects.filter(
        issuer_public_id=issuer_public_id, kind=kind.value, language=language
    ).delete()
    if not gone:
        raise NotFound("no wording of its own")
    events.publish(
        WordingReset(
            actor=actor,
            organization_id=organization_id,
            issuer_public_id=issuer_public_id,
            kind=kind.value,
            language=language,
        )
    )


def check_wording(*, kind: Kind, language: str, parts: Mapping[str, str]) -> Wording:
    """The parts as a wording that is not stored: for a preview.

    Raises:
        Refused: no language of ours, or a part breaks a rule; `field` names it.
    """
    if language not in LANGUAGES:
        raise Refused("Choose a language from the list.", field="language")
    return checked(kind, language, parts)
