"""Setting up classes: what they are called, when they run, who teaches."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.classes import rules
from laurel.classes.errors import Refused
from laurel.classes.events import (
    ClassArchived,
    ClassChanged,
    ClassCreated,
    ClassRestored,
)
from laurel.classes.locking import about, locked
from laurel.classes.models import Class, ClassBadge, ClassStaff
from laurel.foundation import clock, events
from laurel.organizations import selectors as organizations

if TYPE_CHECKING:
    from laurel.foundation.actors import Actor
    from laurel.programs.models import Program


@transaction.atomic
def create(
    *,
    program: "Program",
    name: str,
    first_day: dt.date,
    last_day: dt.date,
    time_zone: str,
    staff: Collection[uuid.UUID] = (),
    actor: "Actor",
) -> Class:
    """Set up a class of a programme. `staff` are accounts of members.

    Raises:
        Refused: a fact breaks a rule, or the programme is archived; `field` names it.
    """
    if program.archived_at is not None:
        raise Refused("This programme is archived. Restore it first.", field="program")
    zone = rules.time_zone(time_zone)
    starts_at, ends_at = rules.moments(first_day, last_day, zone)
    found = Class.objects.create(
        program=program,
        name=_name(name),
        starts_at=starts_at,
        ends_at=ends_at,
        time_zone=zone.key,
        created_at=clock.now(),
    )
    _let_teach(found, staff)
    events.publish(ClassCreated(**about(found, actor)))
    return found


@transaction.atomic
def change(
    *,
    found: Class,
    name: str,
    first_day: dt.date,
    last_day: dt.date,
    time_zone: str,
    staff: Collection[uuid.UUID],
    actor: "Actor",
) -> Class:
    """Change the facts of a class. Once it has started, its first day stays.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
    """
    row = locked(found)
    zone = rules.time_zone(time_zone)
    starts_at, ends_at = rules.moments(first_day, last_day, zone)
    if row.has_started and (first_day != row.first_day or zone.key != row.time_zone):
        field = "first_day" if first_day != row.first_day else "time_zone"
        raise Refused(
            "The class has started: its first day and its time zone stay.", field=field
        )
    row.name, row.time_zone = _name(name), zone.key
    row.starts_at, row.ends_at = starts_at, ends_at
    if ends_at > clock.now():
        row.end_told_at = None  # it was moved: its end is told again
    row.save(update_fields=["name", "time_zone", "starts_at", "ends_at", "end_told_at"])
    _let_teach(row, staff)
    events.publish(ClassChanged(**about(row, actor)))
    return row


@transaction.atomic
def prepare_next(
    *,
    found: Class,
    name: str,
    first_day: dt.date,
    last_day: dt.date,
    actor: "Actor",
) -> Class:
    """The next class of the same programme, set up as this one: zone, staff and badges.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
    """
    following = create(
        program=found.program,
        name=name,
        first_day=first_day,
        last_day=last_day,
        time_zone=found.time_zone,
        staff=_still_members(found),
        actor=actor,
    )
    ClassBadge.objects.bulk_create(
        ClassBadge(
            run=following,
            achievement_id=badge.achievement_id,
            is_manual=badge.is_manual,
            added_at=clock.now(),
        )
        for badge in found.badges.filter(achievement__archived_at=None).order_by("pk")
    )
    return following


@transaction.atomic
def archive(*, found: Class, actor: "Actor") -> Class:
    """Put a class away. What was recorded and awarded stays; a repeat changes nothing."""
    row = locked(found)
    if row.archived_at is None:
        row.archived_at = clock.now()
        row.save(update_fields=["archived_at"])
        events.publish(ClassArchived(**about(row, actor)))
    return row


@transaction.atomic
def restore(*, found: Class, actor: "Actor") -> Class:
    """Bring a class back. A repeat changes nothing."""
    row = locked(found)
    if row.archived_at is not None:
        row.archived_at = None
        row.save(update_fields=["archived_at"])
        events.publish(ClassRestored(**about(row, actor)))
    return row


def _name(text: str) -> str:
    return rules.line(text, "name", needed="Write what the class is called.")


def _still_members(found: Class) -> set[uuid.UUID]:
    members = organizations.members(found.program.organization)
    return {row.account_id for row in members} & {
        row.account_id for row in found.staff.all()
    }


def _let_teach(found: Class, staff: Collection[uuid.UUID]) -> None:
    wanted = set(staff)
    if len(wanted) > rules.MAX_STAFF:
        raise Refused(f"{rules.MAX_STAFF} people are the most.", field="staff")
    members = organizations.members(found.program.organization)
    if wanted - {row.account_id for row in members}:
        raise Refused(
            "One of these people is not a member any more. Choose again.", field="staff"
        )
    found.staff.exclude(account_id__in=wanted).delete()
    there = {row.account_id for row in found.staff.all()}
    ClassStaff.objects.bulk_create(
        ClassStaff(run=found, account_id=account_id)
        for account_id in sorted(wanted - there)
    )
