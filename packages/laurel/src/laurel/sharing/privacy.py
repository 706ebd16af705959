"""What is kept about somebody's badges being shown elsewhere."""

from collections.abc import Sequence
from typing import Any

from laurel.foundation.people import Kept, Person
from laurel.sharing.models import ShareCount, ShortLink


def export(person: Person) -> Sequence[Kept]:
    """The short links of the person's awards, and how often these were taken where."""
    mine = {"award_public_id__in": person.award_ids}
    rows: list[dict[str, Any]] = [
        {"award": each.award_public_id, "short_link": each.code}
        for each in ShortLink.objects.filter(**mine).order_by("pk")
    ]
    rows += [
        {"award": each.award_public_id, "to": each.target, "times": each.number}
        for each in ShareCount.objects.filter(**mine).order_by("pk")
    ]
    return [Kept("shared", rows=tuple(rows))] if rows else []


def erase(person: Person) -> int:
    """End the short links, and forget the counts."""
    mine = {"award_public_id__in": person.award_ids}
    links, _ = ShortLink.objects.filter(**mine).delete()
    counts, _ = ShareCount.objects.filter(**mine).delete()
    return links + counts
