"""The history of the instance: numbered without gaps, each row bound to the last.

Events are written in the transaction of their change, so their order is known only
after the commit. The sequencer gives numbers then, and a hash over the row and the
hash before it: a row that is changed or taken out later breaks the chain.
"""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Collection

from django.db import connection, transaction
from django.db.models import QuerySet

from laurel.foundation.actors import ActorKind
from laurel.foundation.models import EventRecord

MOST_AT_ONCE = 500
_LOCK = 0x1A02E1  # any number; the same in every process
_BEGINNING = bytes(32)


@transaction.atomic
def number() -> int:
    """Number the events that have no number yet; how many."""
    if connection.vendor == "postgresql":  # SQLite has one writer anyway
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = _numbered().last()
    sequence = last.sequence if last and last.sequence else 0
    chain = bytes(last.chain) if last and last.chain else _BEGINNING
    new = list(EventRecord.objects.filter(sequence=None).order_by("id")[:MOST_AT_ONCE])
    for row in new:
        sequence += 1
        chain = _link(chain, sequence, row)
        row.sequence, row.chain = sequence, chain
    EventRecord.objects.bulk_update(new, ["sequence", "chain"])
    return len(new)


def faults() -> list[str]:
    """Every place where the history was tampered with; none is what one hopes for."""
    found = []
    expected, chain = 1, _BEGINNING
    for row in _numbered().iterator():
        sequence = row.sequence or 0
        if sequence != expected:
            found.append(f"events {expected} to {sequence - 1} are missing")
        elif bytes(row.chain or b"") != _link(chain, sequence, row):
            found.append(f"event {sequence} was changed")
        expected, chain = sequence + 1, bytes(row.chain or b"")
    return found


def of_organization(
    organization_id: uuid.UUID,
    *,
    actor_id: uuid.UUID | None = None,
    system_only: bool = False,
    names: Collection[str] = (),
    since: dt.datetime | None = None,
    before: dt.datetime | None = None,
) -> QuerySet[EventRecord]:
    """What happened in one organization, the newest first; each filter may be left out."""
    found = EventRecord.objects.filter(organization_id=organization_id)
    # By the clock, which is finer than an id: two events of one change keep their order.
    found = found.order_by("-at", "-id")
    if actor_id is not None:
        found = found.filter(actor_id=actor_id)
    if system_only:
        found = found.filter(actor_kind=ActorKind.SYSTEM)
    if names:
        found = found.filter(name__in=names)
    if since is not None:
        found = found.filter(at__gte=since)
    if before is not None:
        found = found.filter(at__lt=before)
    return found


def people_of(organization_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """Everybody who ever did something there, with a name they had then."""
    rows = (
        EventRecord.objects.filter(organization_id=organization_id)
        .exclude(actor_id=None)
        .order_by()
        .values_list("actor_id", "actor_label")
        .distinct()
    )
    return {actor_id: label for actor_id, label in rows if actor_id is not None}


def _numbered() -> QuerySet[EventRecord]:
    return EventRecord.objects.exclude(sequence=None).order_by("sequence")


def _link(before: bytes, sequence: int, row: EventRecord) -> bytes:
    # The actor's name is left out: it may have to be erased one day. The row's id
    # carries 74 random bits, so a link tells nobody what it is made of.
    facts = [
        sequence,
        row.id.hex,
        row.name,
        row.at.isoformat(),
        row.actor_kind,
        row.actor_id.hex if row.actor_id else None,
        row.organization_id.hex if row.organization_id else None,
        row.payload,
    ]
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(before + text.encode()).digest()
