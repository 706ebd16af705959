"""What we keep about those who want no reminders."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from laurel.foundation.people import Kept, Person, within
from laurel.renewals.models import Silence

if TYPE_CHECKING:
    from django.db.models import QuerySet


def export(person: Person) -> Sequence[Kept]:
    """From which issuers they want no reminders."""
    return (
        Kept(
            "no-reminders",
            rows=tuple(
                {"issuer": row.issuer.name, "since": row.since.isoformat()}
                for row in _of(person).select_related("issuer")
            ),
        ),
    )


def erase(person: Person) -> int:
    """Their awards are gone, and so is whom to remind."""
    return _of(person).delete()[0]


def _of(person: Person) -> "QuerySet[Silence]":
    theirs = Silence.objects.filter(recipient_key__in=person.keys)
    return theirs.filter(within(person, "issuer__organization")).order_by("pk")
