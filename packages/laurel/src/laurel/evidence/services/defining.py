"""What is to be handed in for an achievement, and who outside may look at it."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.evidence import rules
from laurel.evidence.errors import Refused
from laurel.evidence.events import (
    ReviewerEnded,
    ReviewerInvited,
    TaskArchived,
    TaskChanged,
    TaskCreated,
)
from laurel.evidence.models import Reviewer, Task
from laurel.evidence.types import Asked, Kind
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement

MOST_TASKS = 10  # of one achievement: more are a course
MOST_REVIEWERS = 50  # of one task, at the same time
LONGEST_LINK = 90  # days that the link of an outside reviewer may open something


@transaction.atomic
def create(
    *,
    achievement: "Achievement",
    title: str,
    instructions: str = "",
    required: Sequence[str] = (),
    optional: Sequence[str] = (),
    rubric: Sequence[str] = (),
    kinds: Collection[Kind] = (),
    months: int | None = None,
    reminders: Iterable[int] = rules.REMINDERS,
    reviews_needed: int = 1,
    actor: Actor,
) -> Task:
    """Ask for evidence of an achievement. Without `months` it can be handed in at any time.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
    """
    present = Task.objects.filter(achievement=achievement, archived_at=None)
    if present.count() >= MOST_TASKS:
        raise Refused(f"At most {MOST_TASKS} tasks for one badge. Archive one first.")
    task = Task.objects.create(
        organization_id=achievement.issuer.organization_id,
        achievement=achievement,
        title=_title(title),
        instructions=rules.text(instructions, field="instructions"),
        asked=rules.asked(
            required=required, optional=optional, rubric=rubric, kinds=kinds
        ).stored(),
        months=rules.months(months),
        reminders=rules.reminders(reminders),
        reviews_needed=_reviews(reviews_needed),
        created_at=clock.now(),
    )
    events.publish(
        TaskCreated(
            actor=actor,
            organization_id=task.organization_id,
            task_public_id=task.public_id,
            achievement_public_id=achievement.public_id,
        )
    )
    return task


@transaction.atomic
def change(
    *,
    task: Task,
    title: str,
    instructions: str,
    required: Sequence[str],
    optional: Sequence[str],
    rubric: Sequence[str],
    kinds: Collection[Kind],
    months: int | None,
    reminders: Iterable[int],
    reviews_needed: int,
    actor: Actor,
) -> Task:
    """Ask for something else from now on. Who was asked before keeps the last day they have.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
    """
    row = Task.objects.select_for_update().get(pk=task.pk)
    row.title = _title(title)
    row.instructions = rules.text(instructions, field="instructions")
    row.asked = rules.asked(
        required=required,
        optional=optional,
        rubric=rubric,
        kinds=kinds,
        before=Asked.read(row.asked),
    ).stored()
    row.months = rules.months(months)
    row.reminders = rules.reminders(reminders)
    row.reviews_needed = _reviews(reviews_needed)
    row.save()
    events.publish(
        TaskChanged(
            actor=actor,
            organization_id=row.organization_id,
            task_public_id=row.public_id,
            achievement_public_id=task.achievement.public_id,
        )
    )
    return row


@transaction.atomic
def archive(*, task: Task, actor: Actor) -> Task:
    """Ask nobody for it any more. What was handed in stays, and can still be reviewed."""
    row = Task.objects.select_for_update().get(pk=task.pk)
    if row.archived_at is not None:
        return row
    row.archived_at = clock.now()
    row.save(update_fields=["archived_at"])
    events.publish(
        TaskArchived(
            actor=actor,
            organization_id=row.organization_id,
            task_public_id=row.public_id,
            achievement_public_id=task.achievement.public_id,
        )
    )
    return row


@transaction.atomic
def invite_reviewer(
    *, task: Task, name: str, email: str, days: int, actor: Actor
) -> Reviewer:
    """Let somebody outside review what is handed in for a task; the link goes out by mail.

    Raises:
        Refused: a fact breaks a rule, or there are too many.
    """
    name, email = rules.person(name, email)
    if not 1 <= days <= LONGEST_LINK:
        raise Refused(f"The link works for 1 to {LONGEST_LINK} days.", field="days")
    now = clock.now()
    present = Reviewer.objects.filter(task=task, ended_at=None, expires_at__gt=now)
    if present.count() >= MOST_REVIEWERS:
        raise Refused(f"At most {MOST_REVIEWERS} outside reviewers. End a link first.")
    made = Reviewer.objects.create(
        task=task,
        name=name,
        email=email,
        invited_by=actor.label,
        created_at=now,
        expires_at=now + dt.timedelta(days=days),
    )
    events.publish(
        ReviewerInvited(
            actor=actor,
            organization_id=task.organization_id,
            task_public_id=task.public_id,
            achievement_public_id=task.achievement.public_id,
            reviewer_public_id=made.public_id,
        )
    )
    return made


@transaction.atomic
def end_reviewer(*, reviewer: Reviewer, actor: Actor) -> Reviewer:
    """End their link. What they found stays. A repeat changes nothing."""
    row = Reviewer.objects.select_for_update().get(pk=reviewer.pk)
    if row.ended_at is not None:
        return row
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    task = reviewer.task
    events.publish(
        ReviewerEnded(
            actor=actor,
            organization_id=task.organization_id,
            task_public_id=task.public_id,
            achievement_public_id=task.achievement.public_id,
            reviewer_public_id=row.public_id,
        )
    )
    return row


def _title(given: str) -> str:
    return rules.line(
        given, field="title", missing="Say what is to be handed in: a lesson plan."
    )


def _reviews(given: int) -> int:
    if given not in (1, 2):
        raise Refused("One reviewer or two.", field="reviews_needed")
    return given
