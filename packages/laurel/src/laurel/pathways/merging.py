"""The plans of two accounts of one person are together in the one that is left."""

import uuid

from django.db import transaction

from laurel.foundation.events import Recorded
from laurel.pathways.models import Plan


@transaction.atomic
def take_over(event: Recorded) -> None:
    """account.merged: its plans, with all that is in them."""
    closed = uuid.UUID(event.payload["closed_id"])
    kept = uuid.UUID(event.payload["account_id"])
    Plan.objects.filter(account_id=closed).update(account_id=kept)
