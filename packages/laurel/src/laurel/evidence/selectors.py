"""Reading evidence: tasks, who is to hand in, what waits, and what was accepted."""

import datetime as dt
import statistics
import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from laurel.awards import selectors as awards
from laurel.awards.types import Evidence, Visibility
from laurel.evidence import facts, keeping, links, rules, windows
from laurel.evidence.errors import NotFound
from laurel.evidence.models import (
    Assignment,
    Attachment,
    Review,
    Reviewer,
    Submission,
    Task,
)
from laurel.evidence.types import Asked, Kind, Scan, State, Turnaround, Window
from laurel.foundation import clock
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.organizations.models import Organization
    from laurel.programs.types import Contact

AFTER_A_RETURN = dt.timedelta(days=14)  # to hand in again, also after the last day
LATELY = dt.timedelta(days=90)  # what the usual pace is measured over
MOST_MEASURED = 1_000

Row = TypeVar("Row", Task, Reviewer, Assignment, Submission, Attachment)

link = links.address
link_token = links.token
fits = links.fits
review_link = links.review_address
pass_to = links.pass_to
passes = links.passes
most_bytes = keeping.most_bytes
REMINDERS = rules.REMINDERS
facts_of = facts.facts_of
authors = facts.authors
authors_for = facts.authors_for


# --- tasks ---------------------------------------------------------------------------


def tasks_of(achievement: "Achievement") -> QuerySet[Task]:
    """What is asked for, the oldest first; archived ones are left out."""
    return _tasks().filter(achievement=achievement, archived_at=None).order_by("pk")


def titles(organization_id: uuid.UUID) -> dict[str, str]:
    """Public id → what the tasks of an organization are called; archived ones too."""
    found = Task.objects.filter(organization_id=organization_id)
    return dict(found.values_list("public_id", "title"))


def tasks_of_any(achievement_ids: Collection[int]) -> list[Task]:
    """What is asked for any of these achievements, by their keys in the database."""
    found = _tasks().filter(achievement_id__in=achievement_ids, archived_at=None)
    return list(found.order_by("pk"))


def task(public_id: str) -> Task:
    """One task.

    Raises:
        NotFound: there is none of that id.
    """
    return _one(_tasks(), public_id)


def asked(task: Task) -> Asked:
    """What a task asks for now."""
    return Asked.read(task.asked)


def asked_now(assignment: Assignment) -> Asked:
    """The same, for one person."""
    return Asked.read(assignment.task.asked)


def reviewers(task: Task) -> QuerySet[Reviewer]:
    """Those outside who may or might review it, the newest first."""
    return task.reviewers.order_by("-pk")


def reviewer(public_id: str) -> Reviewer:
    """An outside reviewer, whether their time is over or not.

    Raises:
        NotFound: there is none of that id.
    """
    return _one(Reviewer.objects.select_related(*_through("task")), public_id)


def reviewer_by_link(token: str) -> Reviewer:
    """The outside reviewer whose link this is.

    Raises:
        NotFound: it is no link of ours, or it was ended, or its time is over.
    """
    found = reviewer(links.reviewer_id(token))
    if found.ended_at is not None or found.expires_at <= clock.now():
        raise NotFound("that link is over")
    return found


# --- who is to hand in ---------------------------------------------------------------


def assignments_of(task: Task) -> QuerySet[Assignment]:
    """Everybody who is to hand in for a task, by name, with what they handed in."""
    return _assignments().filter(task=task).order_by("name", "pk")


def assignment(public_id: str) -> Assignment:
    """One person's turn at a task.

    Raises:
        NotFound: there is none of that id.
    """
    return _one(_assignments(), public_id)


def of_keys(keys: Collection[str]) -> list[Assignment]:
    """What whoever has these normalised addresses is asked for, what ends first at the top."""
    found = _assignments().filter(key__in=list(keys))
    asked_for = [
        each
        for each in found
        if each.task.archived_at is None or newest(each) is not None
    ]
    return sorted(asked_for, key=lambda a: (a.last_day or dt.date.max, a.pk))


def to_do(keys: Collection[str]) -> list[Assignment]:
    """Those of them that wait for the person: not sent, not decided, not too late."""
    return [each for each in of_keys(keys) if is_open(each)]


def is_open(assignment: Assignment) -> bool:
    """Whether something may be handed in now."""
    last = newest(assignment)
    if assignment.task.archived_at is not None:
        return False
    if last and State(last.state) not in (State.DRAFT, State.RETURNED):
        return False
    until = window(assignment, last)
    return windows.is_open(until.last_day, until.zone, clock.now())


def window(assignment: Assignment, last: Submission | None = None) -> Window:
    """Until when it may be handed in: what was returned lately, also after the last day."""
    last = last or newest(assignment)
    day, zone = assignment.last_day, assignment.time_zone
    returned = _returned_at(assignment, last)
    if day is not None and returned is not None:
        day = max(day, windows.local_day(returned + AFTER_A_RETURN, zone))
    return Window(day, zone)


def days_left(assignment: Assignment) -> int | None:
    """How many days are left after today, where the person is; None: without an end."""
    until = window(assignment)
    if until.last_day is None:
        return None
    return windows.days_left(until.last_day, until.zone, clock.now())


def newest(assignment: Assignment) -> Submission | None:
    """What was handed in last, or is being written."""
    return max(assignment.submissions.all(), key=lambda s: s.number, default=None)


def contact(assignment: Assignment) -> "Contact":
    """Who answers questions about it."""
    return programs.contact_of(assignment.task.achievement)


def about_mails(assignment: Assignment) -> str:
    """The name under which the mails of an assignment are found."""
    return f"evidence:{assignment.public_id}"


# --- what was handed in --------------------------------------------------------------


def waiting(organization: "Organization") -> QuerySet[Submission]:
    """What has to be looked at, the oldest first."""
    return _of(organization).filter(state=State.SENT.value).order_by("sent_at", "pk")


def waiting_count(organization: "Organization") -> int:
    """How much has to be looked at."""
    return Submission.objects.filter(
        assignment__task__organization=organization, state=State.SENT.value
    ).count()


def decided(organization: "Organization") -> QuerySet[Submission]:
    """What was decided, the newest first."""
    done = (State.ACCEPTED.value, State.RETURNED.value, State.REJECTED.value)
    return _of(organization).filter(state__in=done).order_by("-decided_at", "-pk")


def waiting_of_task(task: Task) -> QuerySet[Submission]:
    """What was handed in for one task and has to be looked at, the oldest first."""
    found = _submissions().filter(assignment__task=task, state=State.SENT.value)
    return found.order_by("sent_at", "pk")


def submission(public_id: str) -> Submission:
    """One submission with everything in it.

    Raises:
        NotFound: there is none of that id.
    """
    return _one(_submissions(), public_id)


def history(assignment: Assignment) -> list[Submission]:
    """Everything that one person handed in for a task, the newest first; no draft."""
    found = assignment.submissions.exclude(state=State.DRAFT.value)
    return list(found.order_by("-number").prefetch_related(*_INSIDE))


def attachments(submission: Submission) -> list[Attachment]:
    """What belongs to it, in the order in which it came."""
    return sorted(submission.attachments.all(), key=lambda each: each.pk)


def attachment(public_id: str) -> Attachment:
    """One file or link.

    Raises:
        NotFound: there is none of that id.
    """
    found = Attachment.objects.select_related(
        "submission__assignment", *_through("submission__assignment__task")
    )
    return _one(found, public_id)


def data(attachment: Attachment) -> bytes:
    """The bytes of a file as they came.

    Raises:
        NotFound: it is no file, or it is not given to anybody.
    """
    if not attachment.digest or attachment.scan == Scan.INFECTED.value:
        raise NotFound("no such file")
    return keeping.read(attachment.digest)


def preview(attachment: Attachment) -> bytes:
    """A picture as a PNG of ours.

    Raises:
        NotFound: it is no picture, or not given to anybody.
    """
    if not attachment.preview or attachment.scan == Scan.INFECTED.value:
        raise NotFound("no such picture")
    return keeping.read(attachment.preview)


def is_held(attachment: Attachment) -> bool:
    """Whether only its author gets it, because nobody could look for viruses yet."""
    return attachment.scan == Scan.HELD.value


def is_disclosed(attachment: Attachment) -> bool:
    """Whether it stands on an award whose holder lets others see it."""
    work = attachment.submission
    if work.state != State.ACCEPTED.value:
        return False
    url = attachment_address(attachment)
    granted = awards.of_achievement(work.assignment.task.achievement)
    for award in granted.filter(evidence__icontains=attachment.public_id):
        chosen = awards.disclosure(award.public_id)
        seen = {item["url"] for item in awards.shown(award, chosen).evidence}
        if chosen.visibility is not Visibility.PRIVATE and url in seen:
            return True
    return False


def turnaround(organization: "Organization") -> Turnaround:
    """How many wait, how long the oldest does, and how long it usually takes."""
    now = clock.now()
    queue = Submission.objects.filter(
        assignment__task__organization=organization, state=State.SENT.value
    )
    first = queue.order_by("sent_at").values_list("sent_at", flat=True).first()
    lately = (
        Submission.objects.filter(
            assignment__task__organization=organization,
            decided_at__gte=now - LATELY,
            decided_at__lte=now,
        )
        .order_by("-decided_at")
        .values_list("sent_at", "decided_at")[:MOST_MEASURED]
    )
    took = [until - since for since, until in lately if since and until]
    return Turnaround(
        waiting=queue.count(),
        oldest=now - first if first else None,
        usual=statistics.median_low(took) if took else None,
    )


# --- what was accepted ---------------------------------------------------------------


def accepted(achievement: "Achievement", key: str) -> list[Evidence]:
    """What was accepted of one person for an achievement, as it stands on an award."""
    return [piece for work in _accepted(achievement, key) for piece in pieces(work)]


def accepted_and_hidden(
    achievement: "Achievement", key: str
) -> tuple[list[Evidence], list[Evidence]]:
    """The same, and those pieces of it that others shall not see at first."""
    whole, hidden = [], []
    for work in _accepted(achievement, key):
        found = pieces(work)
        whole += found
        hidden += [] if work.is_shown else found
    return whole, hidden


def accepted_works(achievement: "Achievement", key: str) -> list[Submission]:
    """Everything that was accepted of one person for an achievement, the oldest first."""
    return list(_accepted(achievement, key))


def pieces(work: Submission) -> list[Evidence]:
    """One submission as pieces of evidence: each answer, each file, each link."""
    answers = [
        Evidence(name=question.text[:200], narrative=work.answers[question.id])
        for question in Asked.read(work.asked).questions
        if work.answers.get(question.id)
    ]
    return answers + [
        Evidence(
            name=each.name,
            url=each.url if each.kind == Kind.LINK.value else attachment_address(each),
            narrative=work.assignment.task.title,
        )
        for each in attachments(work)
        if each.scan != Scan.INFECTED.value
    ]


def attachment_address(attachment: Attachment) -> str:
    """Where a file is found; who gets it there depends on what its author lets others see."""
    return f"{settings.LAUREL.base_url}/evidence/file/{attachment.public_id}"


def about(work: Submission) -> dict[str, Any]:
    """What every event about a submission says."""
    task = work.assignment.task
    return {
        "organization_id": task.organization_id,
        "task_public_id": task.public_id,
        "achievement_public_id": task.achievement.public_id,
        "assignment_public_id": work.assignment.public_id,
        "submission_public_id": work.public_id,
    }


_INSIDE = (
    "attachments",
    Prefetch("reviews", queryset=Review.objects.order_by("pk")),
)


def _accepted(achievement: "Achievement", key: str) -> QuerySet[Submission]:
    return (
        _submissions()
        .filter(
            state=State.ACCEPTED.value,
            assignment__task__achievement=achievement,
            assignment__key=key,
        )
        .order_by("decided_at", "pk")
    )


def _returned_at(assignment: Assignment, last: Submission | None) -> dt.datetime | None:
    """When it was returned, if the newest is that, or a draft that follows one."""
    if last is not None and last.state == State.DRAFT.value:
        before = [s for s in assignment.submissions.all() if s.number < last.number]
        last = max(before, key=lambda s: s.number, default=None)
    is_returned = last is not None and last.state == State.RETURNED.value
    return last.decided_at if last is not None and is_returned else None


def _through(task: str) -> tuple[str, ...]:
    return (f"{task}__organization", f"{task}__achievement__issuer")


def _tasks() -> QuerySet[Task]:
    return Task.objects.select_related("organization", "achievement__issuer")


def _assignments() -> QuerySet[Assignment]:
    return Assignment.objects.select_related(*_through("task")).prefetch_related(
        "submissions"
    )


def _submissions() -> QuerySet[Submission]:
    found = Submission.objects.select_related(
        "assignment", *_through("assignment__task")
    )
    return found.prefetch_related(*_INSIDE)


def _of(organization: "Organization") -> QuerySet[Submission]:
    return _submissions().filter(assignment__task__organization=organization)


def _one(rows: QuerySet[Row], public_id: str) -> Row:
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("there is nothing of that id")
    return found
