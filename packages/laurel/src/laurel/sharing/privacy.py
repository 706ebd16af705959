"""What is kept about somebody's badges being shown elsewhere."""

from collections.abc import Sequence
from typing import Any

from laurel.foundation.people import Kept, Person
from laurel.sharing.models import EmployerLink, ShareCount, ShortLink


def export(person: Person) -> Sequence[Kept]:
    """The links of the person's awards, and how often these were taken where."""
    mine = {"award_public_id__in": person.award_ids}
    rows: list[dict[str, Any]] = [
        {"award": each.award_public_id, "short_link": each.code}
        for each in ShortLink.objects.filter(**mine).order_by("pk")
    ]
    rows += [
        {"award": each.award_public_id, "to": each.target, "times": each.number}
        for each in ShareCount.objects.filter(**mine).order_by("pk")
    ]
    rows += [
        {
            "award": each.award_public_id,
            "for": each.purpose,
            "ends_on": str(each.ends_on or ""),
            "ended_on": str(each.ended_on or ""),
            "opened": each.opened,
        }
        for each in EmployerLink.objects.filter(**mine).order_by("pk")
    ]
    return [Kept("shared", rows=tuple(rows))] if rows else []


def erase(person: Person) -> int:
    """End the links, and forget the counts."""
    mine = {"award_public_id__in": person.award_ids}
    links, _ = ShortLink.objects.filter(**mine).delete()
    employers, _ = EmployerLink.objects.filter(**mine).delete()
    counts, _ = ShareCount.objects.filter(**mine).delete()
    return links + employers + counts
