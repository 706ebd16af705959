"""The collections of two accounts of one person are together in the one that is left."""

import uuid

from django.db import transaction

from laurel.collecting.models import Collection
from laurel.foundation.events import Recorded


@transaction.atomic
def take_over(event: Recorded) -> None:
    """account.merged: its collections, with their addresses and links as they are."""
    closed = uuid.UUID(event.payload["closed_id"])
    kept = uuid.UUID(event.payload["account_id"])
    Collection.objects.filter(account_id=closed).update(account_id=kept)
