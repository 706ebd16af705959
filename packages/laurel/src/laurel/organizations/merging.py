"""What a person was in organizations with two accounts, they are with the one that is left."""

import uuid

from django.db import transaction

from laurel.foundation import events
from laurel.foundation.actors import SYSTEM
from laurel.foundation.events import Recorded
from laurel.organizations.events import MemberAdded, MemberRemoved
from laurel.organizations.models import Membership, Right
from laurel.organizations.types import Role


@transaction.atomic
def take_over(event: Recorded) -> None:
    """account.merged: its roles and rights are the other account's; of two, the wider one."""
    kept = uuid.UUID(event.payload["account_id"])
    closed = uuid.UUID(event.payload["closed_id"])
    for member in Membership.objects.select_for_update().filter(account_id=closed):
        same = Membership.objects.select_for_update().filter(
            organization=member.organization_id, account_id=kept
        )
        _join(member, same.first(), kept)
        _tell(member.organization_id, closed, same.get())
    for right in Right.objects.select_for_update().filter(account_id=closed):
        held = Right.objects.select_for_update().filter(
            organization=right.organization_id, account_id=kept, about=right.about
        )
        _join(right, held.first(), kept)


def _join(
    row: Membership | Right, other: Membership | Right | None, kept: uuid.UUID
) -> None:
    if other is None:
        row.account_id = kept
        row.save(update_fields=["account"])
        return
    if Role(row.role).includes(Role(other.role)):
        other.role = row.role
        other.save(update_fields=["role"])
    row.delete()


def _tell(organization_id: uuid.UUID, closed: uuid.UUID, left: Membership) -> None:
    """The organization's history: who went, and who is there with which role."""
    events.publish(
        MemberRemoved(actor=SYSTEM, organization_id=organization_id, account_id=closed)
    )
    events.publish(
        MemberAdded(
            actor=SYSTEM,
            organization_id=organization_id,
            account_id=left.account_id,
            role=Role(left.role),
        )
    )
