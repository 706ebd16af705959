"""What becomes of a decision: corrected, issued, taken back, restored."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from laurel.awards import amending, renewing
from laurel.awards.events import AwardAmended, AwardReleased, AwardRestored
from laurel.awards.models import Award, HolderChoice
from laurel.awards.types import UNSET, AwardState, Evidence, Unset, Visibility
from laurel.foundation import events
from laurel.foundation.actors import Actor


@transaction.atomic
def amend(
    *,
    award: Award,
    recipient_name: str | None = None,
    recipient_email: str | None = None,
    narrative: str | None = None,
    evidence: Sequence[Evidence] | None = None,
    issued_on: dt.date | None = None,
    expires_on: dt.date | Unset | None = UNSET,
    newest_version: bool = False,
    reason: str = "",
    actor: Actor,
) -> Award:
    """Correct the facts of an award. What is not given stays; `expires_on` None means never.

    The facts before and after are kept in an amendment. The credential still says the old ones:
    whoever calls this has the next generation made (`issuing.services.correct`).

    Raises:
        Refused: a fact breaks a rule; `field` names it.
        NothingChanged: the facts are those that it has.
        AlreadyAwarded: the corrected address holds the achievement, which is given once.
        Archived: the newest version was wanted, and the achievement is not awarded any more.
    """
    facts = amending.checked(
        recipient_name=recipient_name,
        recipient_email=recipient_email,
        narrative=narrative,
        evidence=evidence,
        issued_on=issued_on,
        expires_on=expires_on,
    )
    made = amending.amend(
        award, facts, newest_version=newest_version, reason=reason, actor=actor
    )
    if "recipient_email" in made.after:
        _unlist(award)
    events.publish(
        AwardAmended(
            actor=actor,
            organization_id=award.organization_id,
            award_public_id=award.public_id,
            number=made.number,
            fields=sorted(made.after),
        )
    )
    return made.award


@transaction.atomic
def restore(*, award: Award, actor: Actor) -> Award:
    """Let the decision stand again, after its credential was revoked in error. Repeatable.

    Raises:
        AlreadyAwarded: the recipient was given it again meanwhile, and it is given once.
    """
    amending.hold_if_once_valid(award)
    row = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    if row.state != AwardState.REVOKED.value:
        return row
    renewing.put_away_again(row)
    amending.refuse_second(row)
    row.state = AwardState.ISSUED.value
    try:
        with transaction.atomic():
            row.save(update_fields=["state"])
    except IntegrityError:
        raise amending.held(row) from None
    events.publish(
        AwardRestored(
            actor=actor,
            organization_id=row.organization_id,
            award_public_id=row.public_id,
        )
    )
    return row


@transaction.atomic
def release(*, award_public_id: str, actor: Actor) -> None:
    """Let the recipient be awarded again, after the credential was revoked. Repeatable."""
    changed = (
        Award.objects.filter(public_id=award_public_id)
        .exclude(state=AwardState.REVOKED.value)
        .update(state=AwardState.REVOKED.value)
    )
    if changed:
        award = Award.objects.get(public_id=award_public_id)
        renewing.bring_back(award)
        events.publish(
            AwardReleased(
                actor=actor,
                organization_id=award.organization_id,
                award_public_id=award_public_id,
            )
        )


@transaction.atomic
def mark_issued(*, award_public_id: str) -> None:
    """Remember that the credential exists. A repeat changes nothing."""
    Award.objects.filter(
        public_id=award_public_id, state=AwardState.APPROVED.value
    ).update(state=AwardState.ISSUED.value)


def _unlist(award: Award) -> None:
    """Another person may have it now, who did not choose that search engines list it."""
    HolderChoice.objects.filter(award=award, visibility=Visibility.PUBLIC.value).update(
        visibility=Visibility.UNLISTED.value
    )
