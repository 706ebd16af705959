"""Renewing awards, and saying how they are renewed."""

import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from laurel.awards import selectors as awards
from laurel.awards import services as award_services
from laurel.awards.types import Evidence
from laurel.credentials import selectors as credentials
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.foundation.errors import TryAgainLater
from laurel.issuing import services as issuing
from laurel.organizations import access as organizations
from laurel.organizations.types import Role
from laurel.renewals import selectors
from laurel.renewals.errors import NotRenewable, Refused
from laurel.renewals.events import (
    AwardRenewed,
    RemindersEnded,
    RemindersWanted,
    RenewalEnded,
    RenewalSet,
)
from laurel.renewals.models import RenewalPolicy, Silence
from laurel.renewals.reminding import remind
from laurel.renewals.types import CountsFrom, How, Renewed
from laurel.requirements import services as requirements
from laurel.requirements.types import Kind, Requirement, needs

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award

logger = logging.getLogger("laurel.renewals")

__all__ = [
    "decide",
    "end_policy",
    "end_reminders",
    "remind",
    "renew",
    "renew_many",
    "set_policy",
    "set_refresher",
    "want_reminders",
]

MOST_AT_ONCE = 500  # as many as one form brings
LONGEST_OPEN = 730  # days: two years before its end a badge has hardly begun
OPENS_DAYS = 90  # when nothing else is said: before the first reminder


def renew(
    *,
    award: "Award",
    how: How,
    narrative: str = "",
    evidence: Sequence[Evidence] = (),
    actor: Actor,
) -> "Award":
    """Give the holder of an award the next one, and issue its credential.

    The one before stays as it is and says what renewed it. If signing cannot be finished now,
    the job goes on.

    Raises:
        NotRenewable: it is not in force, was renewed already, cannot hold any longer, or one
            person decides alone where two have to.
        Refused, Archived: as `awards.services.grant`.
    """
    granted = decide(
        award=award, how=how, narrative=narrative, evidence=evidence, actor=actor
    )
    try:
        issuing.issue(award_id=granted.public_id)
    except TryAgainLater:
        logger.warning("award %s is issued later", granted.public_id, exc_info=True)
    return granted


def renew_many(*, chosen: "Iterable[Award]", how: How, actor: Actor) -> Renewed:
    """Renew each of them by itself; jobs sign what was decided. What cannot be is told of.

    Raises:
        Refused: too many at once.
    """
    wanted = list(chosen)
    if len(wanted) > MOST_AT_ONCE:
        raise Refused(f"At most {MOST_AT_ONCE} at once. Choose fewer.")
    done, refused = [], []
    for award in wanted:
        try:
            done.append(decide(award=award, how=how, actor=actor))
        except Refused as error:
            refused.append((award, error.message))
    return Renewed(awards=tuple(done), refused=tuple(refused))


@transaction.atomic
def set_policy(
    *,
    achievement: "Achievement",
    counts_from: CountsFrom = CountsFrom.END,
    opens_days: int = OPENS_DAYS,
    reminds: bool = True,
    refresher: Requirement | None = None,
    actor: Actor,
) -> RenewalPolicy:
    """Say how awards of an achievement are renewed, and that their holders are reminded.

    Whoever meets the `refresher` with what came after their award has it renewed by itself, so
    many days before its end at the earliest, and also when it has lapsed.

    Raises:
        Refused: the number of days is none that makes sense, or the refresher is too large, or
            asks for the badge that it renews.
    """
    if not 0 <= opens_days <= LONGEST_OPEN:
        raise Refused(f"Between 0 and {LONGEST_OPEN} days.", field="opens_days")
    stored = None if refresher is None else requirements.dump(refresher)
    if stored is not None:
        requirements.parse(stored)  # its limits hold for whoever builds one, too
        _refuse_itself(achievement, refresher)
    row, _ = RenewalPolicy.objects.update_or_create(
        achievement=achievement,
        defaults={
            "counts_from": counts_from.value,
            "opens_days": opens_days,
            "reminds": reminds,
            "refresher": stored,
            "swept_at": None,
            "changed_at": clock.now(),
        },
    )
    events.publish(
        RenewalSet(
            actor=actor,
            organization_id=achievement.issuer.organization_id,
            achievement_public_id=achievement.public_id,
        )
    )
    return row


@transaction.atomic
def set_refresher(
    *, achievement: "Achievement", refresher: Requirement, actor: Actor
) -> RenewalPolicy:
    """Say what renews awards of an achievement by itself; what else was said of it stays.

    Raises:
        Refused: as `set_policy`.
    """
    known = selectors.policy_of(achievement)
    return set_policy(
        achievement=achievement,
        counts_from=CountsFrom(known.counts_from) if known else CountsFrom.END,
        opens_days=known.opens_days if known else OPENS_DAYS,
        reminds=known.reminds if known else True,
        refresher=refresher,
        actor=actor,
    )


@transaction.atomic
def end_policy(*, achievement: "Achievement", actor: Actor) -> None:
    """Remind nobody and renew nothing any more. A repeat changes nothing."""
    ended, _ = RenewalPolicy.objects.filter(achievement=achievement).delete()
    if ended:
        events.publish(
            RenewalEnded(
                actor=actor,
                organization_id=achievement.issuer.organization_id,
                achievement_public_id=achievement.public_id,
            )
        )


@transaction.atomic
def end_reminders(*, award: "Award", actor: Actor) -> None:
    """Remind the holder of an award of nothing more of its issuer's. A repeat changes nothing."""
    _, is_new = Silence.objects.get_or_create(
        issuer=award.achievement.issuer,
        recipient_key=award.recipient_key,
        defaults={"since": clock.now()},
    )
    if is_new:
        events.publish(RemindersEnded(actor=actor, **_about(award)))


@transaction.atomic
def want_reminders(*, award: "Award", actor: Actor) -> None:
    """Take that back. A repeat changes nothing."""
    ended, _ = Silence.objects.filter(
        issuer=award.achievement.issuer, recipient_key=award.recipient_key
    ).delete()
    if ended:
        events.publish(RemindersWanted(actor=actor, **_about(award)))


def _about(award: "Award") -> dict[str, Any]:
    return {
        "organization_id": award.organization_id,
        "award_public_id": award.public_id,
    }


@transaction.atomic
def decide(
    *,
    award: "Award",
    how: How,
    narrative: str = "",
    evidence: Sequence[Evidence] = (),
    actor: Actor,
) -> "Award":
    """As `renew`, but a job issues the credential.

    Raises:
        As `renew`.
    """
    _refuse_alone(award, how, actor)
    credential = credentials.of_award(award.public_id)
    if credential is None or not credential.is_active:
        raise NotRenewable("This badge is not in force, so it cannot be renewed.")
    granted = award_services.grant(
        achievement=award.achievement,
        recipient_name=award.recipient_name,
        recipient_email=awards.mail_address(award),
        narrative=narrative,
        evidence=evidence,
        expires_on=selectors.next_end(award),
        language=award.language,
        renews=award,
        idempotency_key=f"renewal:{award.public_id}:{awards.times_renewed(award)}",
        actor=actor,
    )
    events.publish(
        AwardRenewed(
            actor=actor,
            organization_id=award.organization_id,
            award_public_id=granted.public_id,
            before_public_id=award.public_id,
            how=how,
        )
    )
    return granted


def _refuse_itself(achievement: "Achievement", refresher: Requirement | None) -> None:
    asked = needs(refresher) if refresher else ()
    for need in asked:
        if need.kind is Kind.HELD and need.subject == achievement.public_id:
            raise Refused(
                "A badge is not renewed by having it. Choose something else.",
                field="refresher",
            )


def _refuse_alone(award: "Award", how: How, actor: Actor) -> None:
    """Where a second person approves awards, nobody but an owner renews by hand alone."""
    if how is not How.PERSON or not award.organization.awards_need_approval:
        return
    if not organizations.allows(actor, award.organization_id, Role.OWNER):
        raise NotRenewable(
            "A second person approves awards here, so only an owner renews one by hand."
        )
