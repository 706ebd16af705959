"""What collections keep about a person, for whoever asks for all of it or for its end."""

from collections.abc import Sequence

from django.db import transaction

from laurel.collecting.models import Collection, CollectionItem, CollectionLink
from laurel.foundation.people import Kept, Person


def export(person: Person) -> Sequence[Kept]:
    """The person's collections with all that is in them, and their links."""
    if person.account_id is None:
        return ()
    found = Collection.objects.filter(account_id=person.account_id).order_by("pk")
    rows = tuple(_row(each) for each in found.prefetch_related("items", "links"))
    return (Kept("collections", rows),) if rows else ()


@transaction.atomic
def erase(person: Person) -> int:
    """Delete the person's collections with their notes and links; how many rows went."""
    if person.account_id is None:
        return 0
    mine = Collection.objects.filter(account_id=person.account_id)
    rows = CollectionItem.objects.filter(collection__in=mine).delete()[0]
    rows += CollectionLink.objects.filter(collection__in=mine).delete()[0]
    return rows + mine.delete()[0]


def _row(collection: Collection) -> dict[str, object]:
    rule = collection.rule
    return {
        "id": collection.public_id,
        "title": collection.title,
        "purpose": collection.purpose,
        "visibility": collection.visibility,
        "showsName": collection.shows_name,
        "rule": {"kind": rule.kind.value, "value": rule.value} if rule else None,
        "createdAt": collection.created_at.isoformat(),
        "changedAt": collection.changed_at.isoformat(),
        "badges": [
            {
                "badge": item.ref,
                "position": item.position,
                "note": item.note,
                "leftOut": item.is_left_out,
            }
            for item in sorted(collection.items.all(), key=lambda item: item.position)
        ],
        "links": [
            {
                "link": link.token,
                "purpose": link.purpose,
                "endsOn": link.ends_on.isoformat(),
                "endedAt": link.revoked_at.isoformat() if link.revoked_at else None,
                "opened": link.opened,
            }
            for link in collection.links.all()
        ],
    }
