"""What a person taught with two accounts, they teach with the one that is left."""

import uuid

from django.db import transaction

from laurel.classes.models import ClassStaff
from laurel.foundation.events import Recorded


@transaction.atomic
def take_over(event: Recorded) -> None:
    """account.merged: the classes of the closed account are the other one's."""
    kept = uuid.UUID(event.payload["account_id"])
    closed = uuid.UUID(event.payload["closed_id"])
    theirs = ClassStaff.objects.filter(account_id=closed)
    there = ClassStaff.objects.filter(account_id=kept).values_list("run", flat=True)
    theirs.filter(run__in=list(there)).delete()
    theirs.update(account_id=kept)
