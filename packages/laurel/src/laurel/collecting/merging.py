"""The collections of two accounts of one person are together in the one that is left."""

import uuid

from django.db import transaction

from laurel.collecting.models import Collection, CollectionItem
from laurel.foundation.events import Recorded


@transaction.atomic
def take_over(event: Recorded) -> None:
    """account.merged: its collections, with their addresses and links as they are."""
    closed = uuid.UUID(event.payload["closed_id"])
    kept = uuid.UUID(event.payload["account_id"])
    Collection.objects.filter(account_id=closed).update(account_id=kept)


@transaction.atomic
def follow_import(event: Recorded) -> None:
    """backpack.import_joined: wherever it lay, it lies under the id that it has now."""
    ref, gone = event.payload["ref"], event.payload["gone_ref"]
    for item in CollectionItem.objects.select_for_update().filter(ref=gone):
        # Put in once more meanwhile: the place and the note that it had first are what counts.
        CollectionItem.objects.filter(collection=item.collection_id, ref=ref).delete()
        item.ref = ref
        item.save(update_fields=["ref"])
