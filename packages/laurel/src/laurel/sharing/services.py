"""Giving awards a short link, and counting where they are taken."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F

from laurel.foundation import clock
from laurel.sharing.models import ShareCount, ShortLink
from laurel.sharing.types import Target

if TYPE_CHECKING:
    from laurel.credentials.models import Credential


def short_link(*, credential: "Credential") -> str:
    """The code of the award; made when it is first asked for, and the same ever after."""
    mine = ShortLink.objects.filter(award_public_id=credential.award_public_id)
    if found := mine.first():
        return found.code
    try:
        with transaction.atomic():
            return ShortLink.objects.create(
                award_public_id=credential.award_public_id,
                organization_id=credential.organization_id,
                created_at=clock.now(),
            ).code
    except IntegrityError:  # somebody was faster
        return mine.get().code


def count(*, credential: "Credential", target: Target) -> None:
    """Count that the award was taken there; nothing is kept of whoever did."""
    counts = ShareCount.objects.filter(
        award_public_id=credential.award_public_id, target=target.value
    )
    if counts.update(number=F("number") + 1):
        return
    try:
        with transaction.atomic():
            ShareCount.objects.create(
                award_public_id=credential.award_public_id,
                achievement_id=credential.achievement_version.achievement_id,
                organization_id=credential.organization_id,
                target=target.value,
                number=1,
            )
    except IntegrityError:  # somebody was faster
        counts.update(number=F("number") + 1)
