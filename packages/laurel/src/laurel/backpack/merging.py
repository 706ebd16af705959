"""What a person brought with two accounts is in the one backpack that is left."""

import uuid

from django.db import transaction

from laurel.backpack.models import Import, Preference, Removal
from laurel.foundation.events import Recorded


@transaction.atomic
def take_over(event: Recorded) -> None:
    """account.merged: the badges that it brought and took out; the same one is there once."""
    kept = uuid.UUID(event.payload["account_id"])
    closed = uuid.UUID(event.payload["closed_id"])
    Preference.objects.filter(account_id=closed).delete()
    held = Import.objects.filter(account_id=kept).values("digest")
    Import.objects.filter(account_id=closed, digest__in=held).delete()
    Import.objects.filter(account_id=closed).update(account_id=kept)
    out = Removal.objects.filter(account_id=kept).values("award_public_id")
    Removal.objects.filter(account_id=closed, award_public_id__in=out).delete()
    Removal.objects.filter(account_id=closed).update(account_id=kept)
