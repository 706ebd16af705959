"""Reading the record of recipients."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from laurel.recipients import reading
from laurel.recipients.errors import NotFound
from laurel.recipients.models import AddressList, FormerAddress, Recipient
from laurel.recipients.types import Change, Person, Plan

if TYPE_CHECKING:
    from laurel.organizations.models import Organization

LOOKED_UP_AT_ONCE = 500  # so that no query has more parameters than databases take


def current_address(
    organization_id: uuid.UUID, email: str, *, as_of: dt.datetime
) -> str:
    """Where mail reaches whoever had this address at that moment; itself, if nobody knows better.

    An address may be given to somebody else later: whose it was then is what counts.
    """
    held = (
        FormerAddress.objects.filter(
            organization_id=organization_id,
            key=reading.normalised(email),
            until__gt=as_of,
        )
        .select_related("recipient")
        .order_by("until", "pk")
        .first()
    )
    return held.recipient.email if held else email


def numbers(
    organization_id: uuid.UUID, held: Collection[tuple[str, dt.datetime]]
) -> list[str]:
    """The number of whoever had each address at its moment; empty: nobody, or more than one."""
    keys = {reading.normalised(email) for email, _ in held}
    former: dict[str, list[tuple[dt.datetime, str]]] = defaultdict(list)
    theirs: dict[str, list[str]] = defaultdict(list)
    of_these = {"organization_id": organization_id, "key__in": keys}
    for key, until, number in (
        FormerAddress.objects.filter(**of_these)
        .order_by("until", "pk")
        .values_list("key", "until", "recipient__external_id")
    ):
        former[key].append((until, number))
    for key, number in Recipient.objects.filter(**of_these).values_list(
        "key", "external_id"
    ):
        theirs[key].append(number)

    def whose(key: str, moment: dt.datetime) -> str:
        then = (number for until, number in former[key] if until > moment)
        now = theirs[key][0] if len(theirs[key]) == 1 else ""
        return next(then, now)

    return [whose(reading.normalised(email), moment) for email, moment in held]


def moved(list_public_id: str) -> tuple[uuid.UUID, set[str]]:
    """Of a list that was taken over: whose record it is, and all addresses of who changed theirs.

    Normalised; those that they have, and those that they had.
    """
    found = AddressList.objects.get(public_id=list_public_id)
    people = [Change(*one).external_id for one in found.changes]
    keys: set[str] = set()
    for start in range(0, len(people), LOOKED_UP_AT_ONCE):
        some = Recipient.objects.filter(
            organization_id=found.organization_id,
            external_id__in=people[start : start + LOOKED_UP_AT_ONCE],
        )
        keys.update(some.values_list("key", flat=True))
        keys.update(
            FormerAddress.objects.filter(recipient__in=some).values_list(
                "key", flat=True
            )
        )
    return found.organization_id, keys


def changes(list_public_id: str) -> tuple[uuid.UUID, list[Change]]:
    """Of a list that was taken over: whose record it is, and the addresses that gave way."""
    found = AddressList.objects.get(public_id=list_public_id)
    return found.organization_id, [Change(*one) for one in found.changes]


def former_keys(organization_id: uuid.UUID) -> QuerySet[FormerAddress, str]:
    """Every address, normalised, that the record once had and gave up: a query of one column."""
    return (
        FormerAddress.objects.filter(organization_id=organization_id)
        .order_by()
        .values_list("key", flat=True)
    )


def former_of(organization_id: uuid.UUID, keys: Collection[str]) -> dict[str, set[str]]:
    """Normalised address → those that the record says its owner had before.

    One that is somebody's by now tells nothing of whose it was, and is left out.
    """
    found: dict[str, set[str]] = defaultdict(set)
    wanted = sorted(keys)
    for start in range(0, len(wanted), LOOKED_UP_AT_ONCE):
        rows = FormerAddress.objects.filter(
            organization_id=organization_id,
            recipient__key__in=wanted[start : start + LOOKED_UP_AT_ONCE],
        )
        for now, before in rows.values_list("recipient__key", "key"):
            found[now].add(before)
    every = {before for former in found.values() for before in former}
    taken = _present(organization_id, every)
    return {now: former - taken for now, former in found.items() if former - taken}


def now_of(organization_id: uuid.UUID, keys: Collection[str]) -> dict[str, str]:
    """Normalised former address → the one that its owner has now, normalised.

    Left out: an address that is somebody's by now, whose it was before.
    """
    found: dict[str, str] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), LOOKED_UP_AT_ONCE):
        rows = FormerAddress.objects.filter(
            organization_id=organization_id,
            key__in=wanted[start : start + LOOKED_UP_AT_ONCE],
        ).order_by("until", "pk")
        found |= dict(rows.values_list("key", "recipient__key"))
    taken = _present(organization_id, found)
    return {before: now for before, now in found.items() if before not in taken}


def _present(organization_id: uuid.UUID, keys: Collection[str]) -> set[str]:
    """Those of these normalised addresses that are somebody's now."""
    found: set[str] = set()
    wanted = sorted(keys)
    for start in range(0, len(wanted), LOOKED_UP_AT_ONCE):
        rows = Recipient.objects.filter(
            organization_id=organization_id,
            key__in=wanted[start : start + LOOKED_UP_AT_ONCE],
        )
        found.update(rows.values_list("key", flat=True))
    return found


def count(organization: "Organization") -> int:
    """How many people the record has."""
    return Recipient.objects.filter(organization=organization).count()


def lists(organization: "Organization") -> QuerySet[AddressList]:
    """The lists that were taken over, the newest first."""
    return (
        AddressList.objects.filter(organization=organization)
        .exclude(applied_at=None)
        .defer("rows")
        .order_by("-applied_at", "-pk")
    )


def address_list(organization: "Organization", public_id: str) -> AddressList:
    """One list of the organization.

    Raises:
        NotFound: it has none of that id.
    """
    found = AddressList.objects.filter(
        organization=organization, public_id=public_id
    ).first()
    if found is None:
        raise NotFound("no such list")
    return found


def plan(found: AddressList) -> Plan:
    """What taking the list over would do at this moment; afterwards, what it did."""
    if found.applied_at is not None:
        changes = tuple(Change(*one) for one in found.changes)
        return Plan(added=0, same=0, changes=changes)
    people = [Person(*row) for row in found.rows]
    known = known_by_number(found.organization_id, [p.external_id for p in people])
    changes = tuple(
        change
        for person in people
        if (change := change_of(person, known.get(person.external_id)))
    )
    added = sum(1 for person in people if person.external_id not in known)
    moved = sum(1 for change in changes if change.external_id in known)
    return Plan(added=added, same=len(people) - added - moved, changes=changes)


def known_by_number(
    organization_id: uuid.UUID, numbers: list[str]
) -> dict[str, Recipient]:
    """The people of these numbers that the record has."""
    found: dict[str, Recipient] = {}
    for start in range(0, len(numbers), LOOKED_UP_AT_ONCE):
        some = numbers[start : start + LOOKED_UP_AT_ONCE]
        rows = Recipient.objects.filter(
            organization_id=organization_id, external_id__in=some
        )
        found |= {row.external_id: row for row in rows}
    return found


def change_of(person: Person, known: Recipient | None) -> Change | None:
    """The address that gives way, if one does."""
    old = known.email if known else person.former
    if not old or reading.normalised(old) == reading.normalised(person.email):
        return None
    return Change(person.external_id, person.name, old, person.email)
