"""What an institution's record says about people."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from laurel.foundation.people import (
    ERASED,
    Kept,
    Person,
    acted,
    addressed,
    within,
    without,
)
from laurel.recipients.models import AddressList, FormerAddress, Recipient


def export(person: Person) -> Sequence[Kept]:
    """Their entries in the records, with the addresses that they had before."""
    rows = tuple(
        {
            "organization": row.organization.name,
            "number": row.external_id,
            "name": row.name,
            "email": row.email,
            "changed_at": row.changed_at.isoformat(),
            "former_addresses": [former.email for former in row.former.all()],
        }
        for row in _theirs(person).prefetch_related("former").order_by("pk")
    )
    return (Kept("records", rows=rows),)


def erase(person: Person) -> int:
    """Take them out of the records, and out of the lists that the records came from."""
    entries = list(_theirs(person).values_list("pk", "organization", "external_id"))
    words = person.words
    changed = _strike_out({(where, number) for _, where, number in entries}, words)
    changed += Recipient.objects.filter(pk__in=[pk for pk, *_ in entries]).delete()[0]
    brought = AddressList.objects.filter(acted(person, "brought_by"))
    former = FormerAddress.objects.filter(acted(person, "by"))
    return changed + brought.update(brought_by=ERASED) + former.update(by=ERASED)


def names(person: Person) -> set[str]:
    """What the records call the person."""
    return set(_theirs(person).exclude(name="").values_list("name", flat=True))


def addresses(person: Person) -> set[str]:
    """Every address, normalised, that the records have or had for the person."""
    entries = _theirs(person).prefetch_related("former")
    present = {row.email.strip().lower() for row in entries}
    return present | {former.key for row in entries for former in row.former.all()}


def _theirs(person: Person) -> QuerySet[Recipient]:
    known = addressed("email", person) | Q(former__key__in=person.keys)
    found = Recipient.objects.filter(known, within(person)).distinct()
    return found.select_related("organization")


def _strike_out(entries: set[tuple[object, str]], words: frozenset[str]) -> int:
    """Their lines in lists; a list names its people by number, and by name and address."""
    changed = 0
    for row in AddressList.objects.filter(
        organization__in={where for where, _ in entries}
    ):
        numbers = {number for where, number in entries if where == row.organization_id}
        # [row, number, …] while it waits; [number, …] of those that it changed.
        rows = [line for line in row.rows if line[1] not in numbers]
        changes = [line for line in row.changes if line[0] not in numbers]
        faults = without(row.faults, words)
        if (rows, changes, faults) != (row.rows, row.changes, row.faults):
            row.rows, row.changes, row.faults = rows, changes, faults
            row.save(update_fields=["rows", "changes", "faults"])
            changed += 1
    return changed
