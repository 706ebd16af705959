"""What is known of how people took their badges."""

from collections.abc import Sequence

from django.db.models import QuerySet

from laurel.deliveries.models import Reception
from laurel.foundation.people import Kept, Person, within


def export(person: Person) -> Sequence[Kept]:
    """When the links in their mails were first followed."""
    rows = tuple(
        {
            "award": row.award_public_id,
            "opened_at": row.opened_at and row.opened_at.isoformat(),
            "downloaded_at": row.downloaded_at and row.downloaded_at.isoformat(),
        }
        for row in _theirs(person).order_by("pk")
    )
    return (Kept("receptions", rows=rows),)


def erase(person: Person) -> int:
    """Forget it."""
    return _theirs(person).delete()[0]


def _theirs(person: Person) -> QuerySet[Reception]:
    return Reception.objects.filter(
        within(person), award_public_id__in=person.award_ids
    )
