"""Doing what was asked: taking a person out of every app, in one transaction."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.db import connection, transaction

from laurel.awards import selectors as awards
from laurel.foundation import clock, events
from laurel.foundation.actors import SYSTEM
from laurel.foundation.jobs import job
from laurel.organizations import selectors as organizations
from laurel.organizations.types import Role
from laurel.privacy import persons
from laurel.privacy.errors import SoleOwner, TryAgainLater
from laurel.privacy.events import PersonErased
from laurel.privacy.keepers import KEEPERS
from laurel.privacy.models import Erasure
from laurel.privacy.types import ErasureState

if TYPE_CHECKING:
    from laurel.foundation.people import Person


A_DAY = dt.timedelta(days=1)


def begin(row: Erasure, *, at: dt.datetime) -> None:
    """Have it done, not before this moment."""
    carry_out.defer(
        key=f"erasure:{row.public_id}", not_before=at, erasure=row.public_id
    )


@job()
def carry_out(*, erasure: str) -> None:
    """Erase the person, unless it was called off. A repeat finds nothing to do.

    Raises:
        TryAgainLater: something of the person is being made at this moment, or meanwhile an
            organization has no other owner.
    """
    _write_over_what_is_deleted()
    with transaction.atomic():
        row = Erasure.objects.select_for_update(of=("self",)).get(public_id=erasure)
        if row.state != ErasureState.WAITING:
            return
        person = _person(row)
        try:
            refuse_sole_owner(row.account_id)
        except SoleOwner as error:
            raise TryAgainLater(error.message, after=A_DAY) from error
        concerned = _awards_by_organization(person)
        for keeper in KEEPERS:
            keeper.erase(person)
        row.state = ErasureState.DONE.value
        row.done_at, row.address, row.code = clock.now(), "", ""
        row.awards = sum(concerned.values())
        row.save()
        for organization_id, number in concerned.items():
            events.publish(
                PersonErased(
                    actor=SYSTEM,
                    organization_id=organization_id,
                    erasure_public_id=row.public_id,
                    awards=number,
                    by_holder=row.account_id is not None,
                )
            )


def refuse_sole_owner(account_id: uuid.UUID | None) -> None:
    """Keep organizations from being left without an owner.

    Raises:
        SoleOwner: one of theirs would be.
    """
    for organization in organizations.of_account(account_id):
        owners = organizations.members(organization).filter(role=Role.OWNER.value)
        if [member.account_id for member in owners] == [account_id]:
            raise SoleOwner(
                f"You are the only owner of {organization.name}. Name another one first."
            )


def _person(row: Erasure) -> "Person":
    if row.organization is not None:
        return persons.of_address(row.organization, row.address)
    if row.account_id is None:
        raise ValueError(f"{row} is about nobody")
    return persons.of_account(row.account_id)


def _awards_by_organization(person: "Person") -> dict[uuid.UUID, int]:
    found: dict[uuid.UUID, int] = {}
    if person.organization_id is not None:
        found[person.organization_id] = 0
    for award in awards.of_person(person):
        found[award.organization_id] = found.get(award.organization_id, 0) + 1
    return found


def _write_over_what_is_deleted() -> None:
    # SQLite leaves what was deleted in its file until the place is needed again.
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
