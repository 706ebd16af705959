"""Who is to hand in, and until when."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from laurel.awards import selectors as awards
from laurel.evidence import rules, windows
from laurel.evidence.errors import NotOpen, Refused
from laurel.evidence.events import Assigned, Extended
from laurel.evidence.models import Assignment, Extension, Task
from laurel.evidence.types import State
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.issuers import selectors as issuers

if TYPE_CHECKING:
    from laurel.classes.models import Class, Learner

ONLY_ASKED = 9_999  # `told_days` after the first mail: more than any reminder has
LONGEST_EXTENSION = dt.timedelta(days=366)


@transaction.atomic
def assign(
    *,
    task: Task,
    name: str,
    email: str,
    last_day: dt.date | None,
    time_zone: str = "",
    actor: Actor,
) -> Assignment:
    """Ask one person for it, until a day of their own; they are told by mail at once.

    Without a time zone, the issuer's counts.

    Raises:
        Refused: a fact breaks a rule, or they were asked before.
    """
    name, email = rules.person(name, email)
    issuer = task.achievement.issuer
    zone = time_zone or issuer.time_zone
    if zone not in issuers.time_zones():
        raise Refused("Choose a time zone from the list.", field="time_zone")
    today = windows.local_day(clock.now(), zone)
    if last_day is not None and last_day < today:
        raise Refused("The last day is today or later.", field="last_day")
    made = _made(
        task,
        name=name,
        email=email,
        time_zone=zone,
        asked_on=today,
        last_day=last_day,
    )
    if made is None:
        raise Refused("This person was asked for it before.", field="email")
    _publish(made, actor)
    return made


@transaction.atomic
def assign_learner(
    *, task: Task, class_: "Class", learner: "Learner", actor: Actor
) -> Assignment | None:
    """Ask a learner of a class; the window is counted from the end of the class.

    None: they were asked before, or the window was over when it was asked for.
    """
    if task.archived_at is not None:
        return None
    zone = learner.time_zone or class_.time_zone or task.achievement.issuer.time_zone
    ended, last = windows.after_class(class_.ends_at, task.months, zone)
    if not windows.is_open(last, zone, clock.now()):
        return None
    made = _made(
        task,
        name=learner.name,
        email=learner.email,
        time_zone=zone,
        asked_on=ended,
        last_day=last,
        class_public_id=class_.public_id,
    )
    if made is not None:
        _publish(made, actor)
    return made


@transaction.atomic
def extend(
    *, assignment: Assignment, until: dt.date, reason: str, actor: Actor
) -> Assignment:
    """Give somebody more time. The reason is kept, and the learner is told the new day.

    Raises:
        Refused: no reason, a day that gives no time, or one too far away.
        NotOpen: it was accepted already, or has no end.
    """
    reason = rules.text(
        reason, field="reason", longest=1_000, missing="Say why: it is kept."
    )
    row = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    if row.last_day is None:
        raise NotOpen("This can be handed in at any time: there is nothing to extend.")
    if row.submissions.filter(state=State.ACCEPTED.value).exists():
        raise NotOpen("What they handed in was accepted: there is nothing to extend.")
    today = windows.local_day(clock.now(), row.time_zone)
    if until <= row.last_day or until < today:
        raise Refused(
            f"The new last day is after {max(row.last_day, today):%Y-%m-%d}.",
            field="until",
        )
    if until - today > LONGEST_EXTENSION:
        raise Refused("At most a year from today.", field="until")
    Extension.objects.create(
        assignment=row,
        before=row.last_day,
        until=until,
        reason=reason,
        by=actor.label,
        at=clock.now(),
    )
    row.last_day, row.told_days = until, ONLY_ASKED
    row.save(update_fields=["last_day", "told_days"])
    task = assignment.task
    events.publish(
        Extended(
            actor=actor,
            organization_id=task.organization_id,
            task_public_id=task.public_id,
            achievement_public_id=task.achievement.public_id,
            assignment_public_id=row.public_id,
            until=until,
            reason=reason,
        )
    )
    return row


def _made(
    task: Task,
    *,
    name: str,
    email: str,
    time_zone: str,
    asked_on: dt.date,
    last_day: dt.date | None,
    class_public_id: str = "",
) -> Assignment | None:
    key = awards.recipient_key(email)
    if Assignment.objects.filter(task=task, key=key).exists():
        return None
    try:
        with transaction.atomic():
            return Assignment.objects.create(
                task=task,
                name=name,
                email=email,
                key=key,
                class_public_id=class_public_id,
                time_zone=time_zone,
                asked_on=asked_on,
                last_day=last_day,
                created_at=clock.now(),
            )
    except IntegrityError:  # somebody was faster
        return None


def _publish(made: Assignment, actor: Actor) -> None:
    task = made.task
    events.publish(
        Assigned(
            actor=actor,
            organization_id=task.organization_id,
            task_public_id=task.public_id,
            achievement_public_id=task.achievement.public_id,
            assignment_public_id=made.public_id,
        )
    )
