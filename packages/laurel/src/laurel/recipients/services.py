"""Bringing the institution's list, and taking it over."""

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.foundation import clock, events, tables
from laurel.recipients import reading, selectors
from laurel.recipients.errors import AlreadyApplied, ChangedMeanwhile, Refused
from laurel.recipients.events import RecipientsImported
from laurel.recipients.models import AddressList, FormerAddress, Recipient
from laurel.recipients.types import Change, Person

if TYPE_CHECKING:
    from laurel.foundation.actors import Actor
    from laurel.organizations.models import Organization

MOST_ROWS = reading.MOST_ROWS
KEEP_UNAPPLIED = dt.timedelta(days=7)
AT_ONCE = 500


@transaction.atomic
def bring(
    *,
    organization: "Organization",
    table: tables.Table,
    name: str = "",
    actor: "Actor",
) -> AddressList:
    """Keep a list so that it can be looked at before anything is changed.

    Raises:
        Refused: there is no column of numbers or of addresses, nobody in it, or too many.
    """
    people, faults = reading.people(table)
    if not people:
        raise Refused(faults[0] if faults else "There is nobody in this list.")
    return AddressList.objects.create(
        organization=organization,
        name=name[:200] if name.isprintable() else "",
        rows=[dataclasses.astuple(person) for person in people],
        faults=faults,
        brought_at=clock.now(),
        brought_by=actor.label,
    )


@transaction.atomic
def apply(*, found: AddressList, expected: int, actor: "Actor") -> AddressList:
    """Take a list over: new people, names, and addresses with the former ones kept beside.

    Raises:
        AlreadyApplied: it was taken over before.
        ChangedMeanwhile: it would change another number of addresses than was looked at.
    """
    row = AddressList.objects.select_for_update().get(pk=found.pk)
    if row.applied_at is not None:
        raise AlreadyApplied("This list was taken over already.")
    plan = selectors.plan(row)
    if len(plan.changes) != expected:
        raise ChangedMeanwhile("The record was changed meanwhile. Look once more.")
    now = clock.now()
    people = [Person(*one) for one in row.rows]
    _store(row, people, now)
    _keep_former(row, plan.changes, now, actor)
    row.changes = [dataclasses.astuple(change) for change in plan.changes]
    row.rows, row.applied_at = [], now
    row.save(update_fields=["changes", "rows", "applied_at"])
    events.publish(
        RecipientsImported(
            actor=actor,
            organization_id=row.organization_id,
            list_public_id=row.public_id,
            added=plan.added,
            changed=len(plan.changes),
        )
    )
    return row


def forget_old() -> None:
    """Forget lists that nobody took over. A chore."""
    before = clock.now() - KEEP_UNAPPLIED
    AddressList.objects.filter(applied_at=None, brought_at__lt=before).delete()


def _store(row: AddressList, people: list[Person], now: dt.datetime) -> None:
    rows = [
        Recipient(
            organization_id=row.organization_id,
            external_id=person.external_id,
            name=person.name,
            email=person.email,
            key=reading.normalised(person.email),
            changed_at=now,
        )
        for person in people
    ]
    Recipient.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["organization", "external_id"],
        update_fields=["name", "email", "key", "changed_at"],
    )


def _keep_former(
    row: AddressList,
    changes: tuple[Change, ...],
    now: dt.datetime,
    actor: "Actor",
) -> None:
    numbers = [change.external_id for change in changes]
    known = selectors.known_by_number(row.organization_id, numbers)
    FormerAddress.objects.bulk_create(
        (
            FormerAddress(
                organization_id=row.organization_id,
                recipient=known[change.external_id],
                email=change.old,
                key=reading.normalised(change.old),
                until=now,
                by=actor.label,
            )
            for change in changes
        ),
        batch_size=AT_ONCE,
    )
