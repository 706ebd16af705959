"""Reading what people asked about their data."""

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from laurel.awards import privacy as awards
from laurel.batches import privacy as batches
from laurel.desk import privacy as desk
from laurel.foundation import clock
from laurel.privacy import archives, persons
from laurel.privacy.errors import NotFound
from laurel.privacy.models import Archive, Erasure
from laurel.privacy.types import ArchiveState, ErasureState, Found
from laurel.recipients import privacy as recipients

if TYPE_CHECKING:
    from laurel.organizations.models import Organization

KEPT_FOR = archives.KEPT_FOR
_COUNTED = {  # how the console calls what an app keeps, and which
    "awards": (awards, "awards"),
    "records": (recipients, "records"),
    "tickets": (desk, "tickets"),
    "rows": (batches, "table-rows"),
}


def archives_of(account_id: uuid.UUID) -> QuerySet[Archive]:
    """The archives that somebody asked for and may still take, the newest first."""
    since = clock.now() - archives.KEPT_FOR
    found = Archive.objects.filter(account_id=account_id, asked_at__gt=since)
    return found.order_by("-asked_at", "-pk")


def archive_file(account_id: uuid.UUID, public_id: str) -> Path:
    """The file of an archive, for whoever asked for it alone.

    Raises:
        NotFound: unknown, somebody else's, not ready, or its days are over.
    """
    row = archives_of(account_id).filter(public_id=public_id).first()
    if row is None or row.state != ArchiveState.READY:
        raise NotFound("no such archive")
    path = archives.path_of(row)
    if not path.exists():
        raise NotFound("no such archive")
    return path


def erasure_of(account_id: uuid.UUID) -> Erasure | None:
    """The erasure that somebody asked for and that is not done yet, or None."""
    return Erasure.objects.filter(
        account_id=account_id,
        state__in=[ErasureState.ASKED.value, ErasureState.WAITING.value],
    ).first()


def erasures_of(organization: "Organization") -> QuerySet[Erasure]:
    """Those that the organization asked for, the newest first."""
    found = Erasure.objects.filter(organization=organization)
    return found.order_by("-asked_at", "-pk")


def found(organization: "Organization", address: str) -> Found:
    """What the organization keeps about whoever has this address."""
    person = persons.of_address(organization, address)
    counted = {
        word: sum(len(each.rows) for each in keeper.export(person) if each.name == name)
        for word, (keeper, name) in _COUNTED.items()
    }
    return Found(**counted, addresses=len(person.keys))
