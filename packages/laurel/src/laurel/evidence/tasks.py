"""Mails and chores about evidence; named in `config/reactions.py`. Every one may be repeated."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from laurel.classes import selectors as classes
from laurel.evidence import joining, keeping, mailing, scanning, selectors, windows
from laurel.evidence.models import Assignment, Attachment, Task
from laurel.evidence.services.assigning import ONLY_ASKED, assign_learner
from laurel.evidence.types import Scan, State
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound
from laurel.foundation.events import Recorded
from laurel.foundation.jobs import job
from laurel.notifications.types import Kind
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.classes.models import Class

DAY = dt.timedelta(days=1)
AT_ONCE = 500  # reminders of one sweep; the next one goes on
LONGEST = dt.timedelta(days=366)  # before the last day that a reminder may go out
_OVER = (State.SENT.value, State.ACCEPTED.value, State.REJECTED.value)
MOST_SCANS = 20  # of one sweep: each may take half a minute


# --- who is to hand in ---------------------------------------------------------------


def assign_classes(event: Recorded) -> None:
    """evidence.task_created: ask the learners of every class that can lead to the badge."""
    task = selectors.task(event.payload["task_public_id"])
    for run in _classes_of(task):
        _assign_all(task, run)


def assign_for_badge(event: Recorded) -> None:
    """class.badge_set: ask the learners of the class for what the badge asks for."""
    run = classes.by_public_id(event.payload["class_public_id"])
    for task in _tasks_of(run):
        if task.achievement.public_id == event.payload["achievement_public_id"]:
            _assign_all(task, run)


def assign_enrolled(event: Recorded) -> None:
    """learner.enrolled: ask them for everything that the badges of their class ask for."""
    run = classes.by_public_id(event.payload["class_public_id"])
    tasks = _tasks_of(run)
    if not tasks:
        return
    for learner in classes.learners_by_public_id(
        run.program.organization_id, event.payload["learner_public_ids"]
    ):
        for task in tasks:
            assign_learner(task=task, class_=run, learner=learner, actor=SYSTEM)


def move_windows(event: Recorded) -> None:
    """class.changed: windows are counted from its end; those that were extended stay."""
    run = classes.by_public_id(event.payload["class_public_id"])
    rows = Assignment.objects.filter(
        class_public_id=run.public_id, extensions=None
    ).select_related("task")
    for row in rows:
        ended, last = windows.after_class(run.ends_at, row.task.months, row.time_zone)
        Assignment.objects.filter(pk=row.pk).exclude(
            asked_on=ended, last_day=last
        ).update(asked_on=ended, last_day=last)


def send_first_mail(event: Recorded) -> None:
    """evidence.assigned: tell them at once, if the day for it has come."""
    found = _still(event.payload["assignment_public_id"])
    if found is not None:
        _tell(found)


# --- mails ---------------------------------------------------------------------------


def send_extended_mail(event: Recorded) -> None:
    """evidence.extended: the new last day."""
    found = _still(event.payload["assignment_public_id"])
    if found is not None:
        mailing.tell(found, Kind.EVIDENCE_EXTENDED, key=f"extended:{event.id}")


def send_verdict_mail(event: Recorded) -> None:
    """evidence.accepted, returned, rejected: what was decided, in the reviewers' words."""
    if _still(event.payload["assignment_public_id"]) is None:
        return
    work = selectors.submission(event.payload["submission_public_id"])
    kind, said = mailing.verdict_of(work)
    mailing.tell(work.assignment, kind, key=f"decided:{work.public_id}", said=said)


def send_reviewer_mail(event: Recorded) -> None:
    """evidence.reviewer_invited: the link for somebody outside."""
    reviewer = selectors.reviewer(event.payload["reviewer_public_id"])
    if reviewer.ended_at is None:
        mailing.invite(reviewer)


def remind() -> None:
    """A chore: tell everybody for whom the first day, or the day of a reminder, has come."""
    now = clock.now()
    # Somewhere it is tomorrow already; each is looked at in its own zone afterwards.
    soon = now.date() + DAY
    rows = (
        Assignment.objects.filter(task__archived_at=None)
        .filter(
            Q(told_days=None, asked_on__lte=soon)
            | Q(told_days__gt=0, last_day__range=(soon - 3 * DAY, soon + LONGEST))
        )
        .exclude(submissions__state__in=_OVER)
        .select_related("task")
        .order_by("pk")
    )
    count = 0
    for row in rows.iterator(chunk_size=AT_ONCE):
        wanted = _due_mail(row, now)
        if wanted is not None:
            tell_one.defer(
                key=f"evidence:tell:{row.public_id}:{row.last_day}:{wanted}",
                assignment_id=row.public_id,
            )
            count += 1
        if count == AT_ONCE:
            return


@job()
def tell_one(*, assignment_id: str) -> None:
    """Send one of these mails, if it still has to be sent."""
    found = _still(assignment_id)
    if found is not None:
        _tell(found)


@transaction.atomic
def _tell(assignment: Assignment) -> None:
    row = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    if not selectors.is_open(assignment):
        return
    wanted = _due_mail(row, clock.now())
    if wanted is None:
        return
    is_first = row.told_days is None
    row.told_days = wanted
    row.save(update_fields=["told_days"])
    kind = Kind.EVIDENCE_ASKED if is_first else Kind.EVIDENCE_REMINDER
    key = "asked" if is_first else f"reminder:{row.last_day}:{wanted}"
    mailing.tell(assignment, kind, key=key)


def _due_mail(row: Assignment, now: dt.datetime) -> int | None:
    """What `told_days` becomes by the mail that is due now; None: none is.

    Of several reminders whose day has come only the last goes out, also with the first mail.
    """
    told = row.told_days
    if told is None and windows.local_day(now, row.time_zone) < row.asked_on:
        return None
    came = ONLY_ASKED
    if row.last_day is not None:
        left = windows.days_left(row.last_day, row.time_zone, now)
        if left < 0:
            return None
        passed = (days for days in row.task.reminders if left <= days)
        came = min(passed, default=ONLY_ASKED)
    return came if told is None or came < told else None


# --- files ---------------------------------------------------------------------------


def scan_held() -> None:
    """A chore: look at those files again that the scanner could not look at."""
    held = Attachment.objects.filter(scan=Scan.HELD.value).order_by("created_at", "pk")
    for attachment in held[:MOST_SCANS]:
        try:
            found = scanning.scan(keeping.read(attachment.digest))
        except NotFound:
            found = Scan.INFECTED  # there is nothing to hand out
        if found is Scan.HELD:
            return  # the scanner does not answer; the others would wait for nothing
        with transaction.atomic():
            same = Attachment.objects.filter(digest=attachment.digest)
            if found is Scan.INFECTED:
                same.update(scan=found.value, digest="", preview="")
                keeping.forget((attachment.digest, attachment.preview))
            else:
                same.update(scan=found.value)


# --- who changed their address -------------------------------------------------------


@transaction.atomic
def follow(event: Recorded) -> None:
    """recipients.imported: who has another address by now is asked for the same things there."""
    joining.move(event.payload["list_public_id"])


def _assign_all(task: Task, run: "Class") -> None:
    for enrolment in classes.enrolments(run):
        assign_learner(task=task, class_=run, learner=enrolment.learner, actor=SYSTEM)


def _classes_of(task: Task) -> list["Class"]:
    """Those that the badge is set up for, and those of the programme that it belongs to."""
    found = {run.pk: run for run in classes.classes_of_achievement(task.achievement)}
    program = programs.of_achievement(task.achievement_id)
    if program is not None:
        found |= {run.pk: run for run in classes.of_program(program)}
    return [run for run in found.values() if run.archived_at is None]


def _tasks_of(run: "Class") -> list[Task]:
    ids = {badge.achievement_id for badge in classes.badges(run)}
    return selectors.tasks_of_any(ids | programs.achievement_ids(run.program))


def _still(assignment_id: str) -> Assignment | None:
    """The assignment, unless the person was taken out meanwhile."""
    try:
        return selectors.assignment(assignment_id)
    except NotFound:
        return None
