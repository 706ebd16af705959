"""Who reviewed with two accounts is one reviewer, once they became one."""

import uuid

from laurel.evidence.models import Review
from laurel.foundation.events import Recorded


def take_over(event: Recorded) -> None:
    """account.merged: their reviews are those of the account that is left."""
    kept = uuid.UUID(event.payload["account_id"])
    closed = uuid.UUID(event.payload["closed_id"])
    Review.objects.filter(account_id=closed).update(account_id=kept)
