"""What backpacks keep about a person, for whoever asks for all of it or for its end."""

from collections.abc import Sequence

from django.db import transaction

from laurel.backpack.models import Import, Preference, Removal
from laurel.foundation.people import Kept, Person


def export(person: Person) -> Sequence[Kept]:
    """What the person brought, with the files as they came; what they put away; their space."""
    if person.account_id is None:
        return ()
    brought = list(Import.objects.filter(account_id=person.account_id).order_by("pk"))
    away = Removal.objects.filter(account_id=person.account_id).order_by("pk")
    space = Preference.objects.filter(account_id=person.account_id).order_by("pk")
    found = (
        Kept(
            "imported-badges",
            tuple(map(_imported, brought)),
            {f"imported-badges/{_file(row)}": bytes(row.data) for row in brought},
        ),
        Kept("put-away", tuple(map(_removed, away))),
        Kept("chosen-space", tuple({"space": row.space} for row in space)),
    )
    return tuple(each for each in found if each.rows)


@transaction.atomic
def erase(person: Person) -> int:
    """Delete what the person brought, with its bytes, and what they chose; how many rows went."""
    if person.account_id is None:
        return 0
    return sum(
        table.objects.filter(account_id=person.account_id).delete()[0]
        for table in (Import, Removal, Preference)
    )


def _imported(row: Import) -> dict[str, object]:
    return {
        "id": row.public_id,
        "file": _file(row),
        "sha256": row.digest,
        "source": row.source,
        "broughtAt": row.brought_at.isoformat(),
        "badge": row.badge_id,
        "name": row.name,
        "issuer": row.issuer_name,
        "issuerHost": row.issuer_host,
        "standing": row.standing,
        "madeOutToYou": row.holding,
        "checkedAt": row.checked_at.isoformat(),
    }


def _file(row: Import) -> str:
    return f"{row.public_id}.{row.container}"


def _removed(row: Removal) -> dict[str, object]:
    return {
        "award": row.award_public_id,
        "reason": row.reason,
        "at": row.at.isoformat(),
    }
