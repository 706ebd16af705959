"""Gaps: a lower badge was revoked, and the family's policy says what becomes of the higher ones."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.errors import NotActive
from laurel.families import selectors
from laurel.families.errors import Refused
from laurel.families.events import GapClosed, GapOpened
from laurel.families.models import Family, Gap, Tier
from laurel.families.types import Policy
from laurel.foundation import clock, events
from laurel.foundation.actors import SYSTEM, Actor
from laurel.foundation.errors import TryAgainLater
from laurel.issuing import services as issuing
from laurel.issuing.errors import BeingSigned

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential

MAX_REASON = 500
APART = "Its family was taken apart."
WORDING = "A badge that this one builds on is not in force."


def look_at_lower(*, lower: "Award") -> list[Gap]:
    """After an award was revoked: do with the same person's higher ones as the family says.

    Nothing, where the person has the lower badge by another award. Repeatable.

    Raises:
        TryAgainLater: a higher one is being signed at this moment.
    """
    tier = _tier(lower)
    if tier is None or tier.family.policy == Policy.KEEP:
        return []
    if not _is_over(lower) or _held(lower):
        return []
    above = Tier.objects.filter(family=tier.family, number__gt=tier.number)
    found = awards.in_force_at(lower.organization_id).filter(
        recipient_key=lower.recipient_key,
        achievement__in=above.values("achievement"),
        erased_at=None,
    )
    opened = (_open(tier.family, award, lower) for award in found.order_by("pk"))
    return [gap for gap in opened if gap is not None]


def settle(*, award: "Award") -> list[Gap]:
    """After an award counts again: close the gaps that it was missing in. Repeatable."""
    found = Gap.objects.select_related("award", "lower").filter(
        closed_at=None,
        lower__achievement=award.achievement,
        lower__recipient_key=award.recipient_key,
    )
    return [_close(gap, "", SYSTEM) for gap in found.order_by("pk")]


def settle_all() -> int:
    """Close the gaps of people who were awarded the lower badge anew meanwhile; how many."""
    found = Gap.objects.filter(closed_at=None).select_related(
        "award", "lower__achievement"
    )
    again = [gap for gap in found.order_by("pk") if _held(gap.lower)]
    for gap in again:
        _close(gap, "", SYSTEM)
    return len(again)


def take_back(*, award: "Award") -> None:
    """After a gap was closed: let the badge count again that was suspended for gaps alone.

    Nothing, while it has another gap, or is suspended for a reason of its own. Repeatable.

    Raises:
        TryAgainLater: it is being signed at this moment.
    """
    credential = credentials.of_award(award.public_id)
    if credential is None or not _is_ours(credential) or selectors.gaps_of(award):
        return
    try:
        issuing.reinstate(
            award=award, note="What it builds on is settled.", actor=SYSTEM
        )
    except NotActive:
        return  # somebody was faster
    except BeingSigned as error:
        raise TryAgainLater(error.message) from error


def decide(*, gap: Gap, reason: str, actor: Actor) -> Gap:
    """Let a higher badge stand without the lower one; one suspended for it counts again.

    Raises:
        Refused: no reason, or one that is too long.
    """
    reason = " ".join(reason.split())
    if not reason or len(reason) > MAX_REASON:
        raise Refused(
            f"Say in 1 to {MAX_REASON} characters why it stands.", field="reason"
        )
    return _close(gap, reason, actor)


def close_all(*, family: Family, actor: Actor) -> None:
    """Let every higher badge stand, because the family is no more."""
    found = Gap.objects.filter(family=family, closed_at=None)
    for gap in found.select_related("award", "lower").order_by("pk"):
        _close(gap, APART, actor)


@transaction.atomic
def _open(family: Family, award: "Award", lower: "Award") -> Gap | None:
    """Flag one award, and suspend it where the family says so; None: that is being done."""
    policy = Policy(family.policy)
    try:
        with transaction.atomic():
            gap, is_new = Gap.objects.get_or_create(
                award=award,
                lower=lower,
                closed_at=None,
                defaults={
                    "family": family,
                    "policy": policy.value,
                    "opened_at": clock.now(),
                },
            )
    except IntegrityError:  # the same job at the same moment; it does the rest
        return None
    if not is_new:
        return gap
    if policy is Policy.SUSPEND:
        _suspend(award, lower)
    events.publish(
        GapOpened(
            actor=SYSTEM,
            organization_id=award.organization_id,
            award_public_id=award.public_id,
            lower_public_id=lower.public_id,
            policy=policy.value,
        )
    )
    return gap


def _suspend(award: "Award", lower: "Award") -> None:
    credential = credentials.of_award(award.public_id)
    if credential is None:
        raise TryAgainLater(f"award {award.public_id} is not signed yet")
    try:
        credential_services.suspend(
            credential=credential,
            public_wording=WORDING,
            private_note=f"By the rule of its family: “{lower.version.name}” was revoked.",
            actor=SYSTEM,
        )
    except NotActive:
        return  # it is suspended or over already, for a reason of its own


@transaction.atomic
def _close(gap: Gap, reason: str, actor: Actor) -> Gap:
    row = Gap.objects.select_for_update(of=("self",)).get(pk=gap.pk)
    if row.closed_at is not None:
        return row
    row.closed_at, row.reason = clock.now(), reason
    row.save(update_fields=["closed_at", "reason"])
    events.publish(
        GapClosed(
            actor=actor,
            organization_id=gap.award.organization_id,
            award_public_id=gap.award.public_id,
            lower_public_id=gap.lower.public_id,
            by_decision=int(bool(reason)),
            reason=reason,
        )
    )
    return row


def _is_ours(credential: "Credential") -> bool:
    """Whether it is suspended because of the family, and not by somebody for another reason."""
    return credential.is_suspended and credential.suspension_wording == WORDING


def _is_over(award: "Award") -> bool:
    """Whether it is revoked at this moment, and nobody has taken that back meanwhile."""
    credential = credentials.of_award(award.public_id)
    return (
        credential is not None
        and credential.is_revoked
        and credential.reinstated_at is None
    )


def _tier(award: "Award") -> Tier | None:
    return (
        Tier.objects.select_related("family")
        .filter(achievement=award.achievement, family__dissolved_at=None)
        .first()
    )


def _held(award: "Award") -> bool:
    """Whether the person has the same badge by another award that is in force."""
    key = award.recipient_key
    return key in awards.held(award.achievement, [key], but=award)
