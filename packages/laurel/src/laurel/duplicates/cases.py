"""Opening a case, once for each pair."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from laurel.duplicates.events import DuplicateFound, DuplicateReported
from laurel.duplicates.models import DuplicateCase
from laurel.duplicates.types import Sign, Source
from laurel.foundation import clock, events
from laurel.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from laurel.awards.models import Award


def found(
    one: "Award", other: "Award | None", signs: Sequence[Sign], source: Source
) -> bool:
    """Ask people about a pair, unless they were asked before; whether it is new."""
    _, is_new = begun(one, other, signs, source)
    return is_new


def begun(
    one: "Award", other: "Award | None", signs: Sequence[Sign], source: Source
) -> tuple[DuplicateCase, bool]:
    """The case of a pair, in the transaction of the caller; and whether it is new."""
    both = [one] if other is None else sorted((one, other), key=lambda award: award.pk)
    case, is_new = DuplicateCase.objects.get_or_create(
        first=both[0].public_id,
        second=both[1].public_id if len(both) > 1 else "",
        defaults={
            "organization_id": one.organization_id,
            "source": source.value,
            "signs": [sign.value for sign in signs],
            "created_at": clock.now(),
        },
    )
    if is_new:
        kind = DuplicateFound if source is Source.FOUND else DuplicateReported
        events.publish(
            kind(
                actor=SYSTEM,
                organization_id=one.organization_id,
                case_public_id=case.public_id,
                award_public_id=case.first,
                other_public_id=case.second,
            )
        )
    return case, is_new
