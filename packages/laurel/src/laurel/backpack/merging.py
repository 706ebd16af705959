"""What a person brought with two accounts is in the one backpack that is left."""

import uuid

from django.db import transaction

from laurel.backpack.events import ImportJoined
from laurel.backpack.models import Import, Preference, Removal
from laurel.backpack.types import Holding
from laurel.foundation import events
from laurel.foundation.actors import SYSTEM
from laurel.foundation.events import Recorded

_WEIGHED = (
    "public_id", "account_id", "digest", "holding", "is_vouched", "checked_at",
)  # fmt: skip


@transaction.atomic
def take_over(event: Recorded) -> None:
    """account.merged: the badges that it brought and took out; the same one is there once."""
    kept = uuid.UUID(event.payload["account_id"])
    closed = uuid.UUID(event.payload["closed_id"])
    chosen = Preference.objects.filter(account_id=kept).exclude(space="")
    if chosen.exists():
        Preference.objects.filter(account_id=closed).delete()
    else:
        Preference.objects.filter(account_id=kept).delete()
        Preference.objects.filter(account_id=closed).update(account_id=kept)
    _join_imports(kept, closed)
    Import.objects.filter(account_id=closed).update(account_id=kept)
    out = Removal.objects.filter(account_id=kept).values("award_public_id")
    Removal.objects.filter(account_id=closed, award_public_id__in=out).delete()
    Removal.objects.filter(account_id=closed).update(account_id=kept)


def _join_imports(kept: uuid.UUID, closed: uuid.UUID) -> None:
    """Of the same bytes in both accounts one row stays: the one of which more is known."""
    theirs = Import.objects.filter(account_id=closed)
    twins = Import.objects.filter(account_id=kept, digest__in=theirs.values("digest"))
    ours = {row.digest: row for row in twins.only(*_WEIGHED)}
    for row in theirs.filter(digest__in=ours).only(*_WEIGHED):
        stays, goes = sorted([ours[row.digest], row], key=_known_of, reverse=True)
        goes.delete()
        events.publish(
            ImportJoined(actor=SYSTEM, ref=stays.public_id, gone_ref=goes.public_id)
        )


def _known_of(row: Import) -> tuple[bool, bool, float]:
    """Who is known to be its person may show it to everybody; then what was seen last counts."""
    is_theirs = row.holding == Holding.PROVEN.value
    return is_theirs, row.is_vouched, row.checked_at.timestamp()
