"""What plans keep about a person, for whoever asks for all of it or for its end."""

from collections.abc import Sequence

from django.db import transaction

from laurel.foundation.people import Kept, Person
from laurel.pathways.models import Plan, PlanItem


def export(person: Person) -> Sequence[Kept]:
    """The person's plans with all that is in them."""
    if person.account_id is None:
        return ()
    found = Plan.objects.filter(account_id=person.account_id).order_by("pk")
    rows = tuple(
        _row(each) for each in found.prefetch_related("items__achievement__versions")
    )
    return (Kept("plans", rows),) if rows else ()


@transaction.atomic
def erase(person: Person) -> int:
    """Delete the person's plans with their notes; how many rows went."""
    if person.account_id is None:
        return 0
    mine = Plan.objects.filter(account_id=person.account_id)
    rows = PlanItem.objects.filter(plan__in=mine).delete()[0]
    return rows + mine.delete()[0]


def _row(plan: Plan) -> dict[str, object]:
    return {
        "id": plan.public_id,
        "title": plan.title,
        "createdAt": plan.created_at.isoformat(),
        "changedAt": plan.changed_at.isoformat(),
        "badges": [
            {
                "achievement": item.achievement.public_id,
                "name": item.achievement.current.name,
                "position": item.position,
                "note": item.note,
                "wantedBy": item.target_on and item.target_on.isoformat(),
            }
            for item in sorted(plan.items.all(), key=lambda item: item.position)
        ],
    }
