"""Status lists: places given out at random and never twice, lists published by version.

A bit that was set is never unset (BSL: revocation is not reversible). What counts again does so
as another generation of the credential, which has a place of its own.
"""

import datetime as dt
import secrets
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from obkit import issue
from obkit.keys import KeyKind
from obkit.status.bitstring import MIN_ENTRIES, Bitstring

from laurel.credentials import addresses
from laurel.credentials.errors import ListIsBusy, NotFound
from laurel.credentials.models import Credential, StatusList, StatusSlot
from laurel.credentials.types import CredentialStatus, Slot
from laurel.foundation import clock
from laurel.issuers import selectors as issuers
from laurel.issuers import services as issuer_services

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer

PURPOSE = "revocation"
SIZE = MIN_ENTRIES  # a herd to hide in (BS-4)
FULL = SIZE // 2  # beyond half, a random place would more often be taken than free
VALID_FOR = dt.timedelta(days=7)  # so that an old copy cannot be shown for ever
RE_SIGN_AFTER = dt.timedelta(days=1)
MOST_TRIES = 20  # at half full, one in a million reservations needs more
MOST_SWAPS = 5


@transaction.atomic
def reserve(
    *, issuer: "Issuer", award_public_id: str, generation: int = 1
) -> StatusSlot:
    """The place of this generation in a status list; a repeat gives the same place.

    Random, so that neighbours in the list say nothing about each other (BS-2).
    """
    if known := _slot_of(award_public_id, generation):
        return known
    status_list = _open_list(issuer)
    for _ in range(MOST_TRIES):
        try:
            with transaction.atomic():
                slot = StatusSlot.objects.create(
                    status_list=status_list,
                    index=secrets.randbelow(status_list.size),
                    award_public_id=award_public_id,
                    generation=generation,
                )
        except IntegrityError:
            if known := _slot_of(award_public_id, generation):  # somebody was faster
                return known
        else:
            # Counted here and not by looking: a list may have tens of thousands of places.
            StatusList.objects.filter(pk=status_list.pk).update(taken=F("taken") + 1)
            return slot
    raise ListIsBusy("no free place was found in the status list")


def place_of(slot: StatusSlot) -> Slot:
    """The place as credentials name it."""
    return Slot(
        list_url=addresses.status_list(slot.status_list.public_id), index=slot.index
    )


def touch(slot: StatusSlot) -> None:
    """Say that a bit of the list changed; the published document is out of date from now on."""
    StatusList.objects.filter(pk=slot.status_list_id).update(version=F("version") + 1)


def published(public_id: str) -> bytes:
    """The signed list: as it stands if it is of this version and day, else signed anew.

    It tells of every revocation that was committed before the call. Where others keep changing
    the list, it is given out without being kept.

    Raises:
        NotFound: there is no such list.
    """
    document = b""
    for _ in range(MOST_SWAPS):
        row = (
            StatusList.objects.select_related("issuer")
            .filter(public_id=public_id)
            .first()
        )
        if row is None:
            raise NotFound("no such status list")
        if row.published is not None and _is_fresh(row):
            return bytes(row.published)
        document = _signed(row)
        # Compare and swap: only what was made of this very version may be published, and a
        # newer publication is never replaced by an older one.
        swapped = StatusList.objects.filter(
            pk=row.pk, version=row.version, published_at=row.published_at
        ).update(
            published=document, published_version=row.version, published_at=clock.now()
        )
        if swapped:
            break
    return document


def last_word(public_id: str, *, valid_for: dt.timedelta) -> bytes:
    """The list as it stands, signed for so long; it is not kept here.

    Raises:
        NotFound: there is no such list.
    """
    row = (
        StatusList.objects.select_related("issuer").filter(public_id=public_id).first()
    )
    if row is None:
        raise NotFound("no such status list")
    return _signed(row, valid_for)


def _is_fresh(row: StatusList) -> bool:
    if row.published_version != row.version or row.published_at is None:
        return False
    return clock.now() - row.published_at < RE_SIGN_AFTER


def _signed(row: StatusList, valid_for: dt.timedelta = VALID_FOR) -> bytes:
    bits, now = Bitstring(row.size), clock.now()
    ended = Credential.objects.filter(slot__status_list=row).exclude(
        status=CredentialStatus.ACTIVE.value
    )
    for index in ended.values_list("slot__index", flat=True).iterator():
        bits.set(index)
    key = issuer_services.signer_for(issuer=row.issuer, kind=KeyKind.ED25519)
    return issue.status_list(
        id=addresses.status_list(row.public_id),
        issuer=issuers.did(row.issuer),
        purpose=row.purpose,
        encoded_list=bits.encode(),
        valid_from=now,
        valid_until=now + valid_for,
        signer=key.signer,
        verification_method=key.verification_method,
        created=now,
    )


def _slot_of(award_public_id: str, generation: int) -> StatusSlot | None:
    rows = StatusSlot.objects.select_related("status_list")
    return rows.filter(award_public_id=award_public_id, generation=generation).first()


def _open_list(issuer: "Issuer") -> StatusList:
    """The list that still takes entries; its row is the lock between reservations."""
    open_lists = StatusList.objects.select_for_update().filter(
        issuer=issuer, purpose=PURPOSE, open=True
    )
    row = open_lists.first()
    if row is not None and row.taken >= FULL:
        row.open = False
        row.save(update_fields=["open"])
        row = None
    if row is not None:
        return row
    try:
        with transaction.atomic():
            return StatusList.objects.create(
                issuer=issuer, purpose=PURPOSE, size=SIZE, created_at=clock.now()
            )
    except IntegrityError:  # somebody opened one at the same moment
        return open_lists.get()
