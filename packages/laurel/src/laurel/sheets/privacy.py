"""Who brought a table of achievements."""

from collections.abc import Sequence

from laurel.foundation.people import ERASED, Kept, Person, acted
from laurel.sheets.models import Sheet


def export(person: Person) -> Sequence[Kept]:
    """The tables from which they made achievements."""
    if person.account_id is None:
        return ()
    found = Sheet.objects.filter(made_by_id=person.account_id).order_by("pk")
    rows = tuple({"id": row.public_id, "name": row.name} for row in found)
    return (Kept("tables", rows=rows),)


def erase(person: Person) -> int:
    """Take their name off; the achievements are the institution's."""
    return Sheet.objects.filter(acted(person, "made_by")).update(made_by=ERASED)
