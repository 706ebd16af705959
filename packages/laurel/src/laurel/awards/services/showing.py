"""What the holder lets others see, and the mails about it."""

from typing import TYPE_CHECKING

from django.db import transaction

from laurel.awards import selectors, showing
from laurel.awards.errors import Refused
from laurel.awards.events import AwardDisclosed, AwardMailResent
from laurel.awards.models import Award, HolderChoice
from laurel.awards.types import Disclosure
from laurel.foundation import clock, events
from laurel.foundation import mail as outbox
from laurel.foundation.actors import Actor

if TYPE_CHECKING:
    from laurel.foundation.models import OutgoingMail


@transaction.atomic
def disclose(*, award: Award, disclosure: Disclosure, actor: Actor) -> Disclosure:
    """Keep what the holder lets others see. A repeat changes nothing and publishes nothing.

    The award itself stays whole. Documents that say what is hidden now are the caller's concern
    (`issuing.services.disclose`).

    Raises:
        Refused: a piece of evidence is named that the award does not have.
    """
    row = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    known = {showing.evidence_key(item) for item in row.evidence}
    if not known.issuperset(disclosure.hidden_evidence):
        raise Refused(
            "The evidence was changed meanwhile. Look at it once more.",
            field="evidence",
        )
    if selectors.disclosure(row.public_id) == disclosure:
        return disclosure
    HolderChoice.objects.update_or_create(
        award=row,
        defaults={
            "visibility": disclosure.visibility.value,
            "name": disclosure.name,
            "narrative": disclosure.narrative,
            "hidden_evidence": list(disclosure.hidden_evidence),
            "changed_at": clock.now(),
        },
    )
    events.publish(
        AwardDisclosed(
            actor=actor,
            organization_id=row.organization_id,
            award_public_id=row.public_id,
            visibility=disclosure.visibility,
            hidden=_hidden(disclosure),
        )
    )
    return disclosure


@transaction.atomic
def resend_mail(*, award: Award, mail: "OutgoingMail", actor: Actor) -> "OutgoingMail":
    """Send a mail about the award once more, as a new mail; the history says who did."""
    again = outbox.resend(mail)
    note_mail_resent(award=award, mail=again, actor=actor)
    return again


@transaction.atomic
def note_mail_resent(*, award: Award, mail: "OutgoingMail", actor: Actor) -> None:
    """Record that somebody had a mail about the award sent once more."""
    events.publish(
        AwardMailResent(
            actor=actor,
            organization_id=award.organization_id,
            award_public_id=award.public_id,
            mail_public_id=mail.public_id,
        )
    )


def _hidden(disclosure: Disclosure) -> list[str]:
    parts = {
        "name": not disclosure.name,
        "narrative": not disclosure.narrative,
        "evidence": bool(disclosure.hidden_evidence),
    }
    return [part for part, is_hidden in parts.items() if is_hidden]
