"""Work that is done once, after the transaction that asked for it.

A job is a row, written with the change that causes it; the task queue merely wakes
a worker up, one for all of the many that nobody sits and waits for. A worker takes a
lease on the row, does the work and closes it. If the worker dies, the lease runs out
and the sweeper wakes another one. So every job must be harmless to repeat; it gets
identifiers and looks up the present state itself.
"""

import datetime as dt
import logging
import random
import threading
import time
import traceback
import uuid
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks.base import Task

from laurel.foundation import clock
from laurel.foundation.errors import TryAgainLater
from laurel.foundation.models import Job, JobPriority, JobState

logger = logging.getLogger("laurel.jobs")

LEASE = dt.timedelta(seconds=60)  # a dead worker's job is taken over after this
WAKE_AGAIN = dt.timedelta(seconds=30)  # a wake-up that came to nothing is repeated
BUNDLE = 0.5  # seconds for the many, then the others have their turn
BUNDLE_LOST = 5.0  # seconds after which nobody seems to attend to the many
FIRST_WAIT = dt.timedelta(seconds=5)  # then doubled, up to the longest
LONGEST_WAIT = dt.timedelta(hours=6)
MOST_ATTEMPTS = 10  # with the waits above: about two hours of trying
KEEP_DONE = dt.timedelta(days=7)  # so that a repeated key is still recognised
MOST_ERROR_TEXT = 4_000
MOST_WAKE_UPS = 200  # one sweep; the next one goes on

DEFAULT_QUEUE = "default"
MAIL_QUEUE = "mail"  # apart, so that a slow mail server holds up nothing else
QUEUES = (DEFAULT_QUEUE, MAIL_QUEUE)

Scalar = str | int | bool | None


class JobFailed(AssertionError):
    """A job raised while `drain` ran it."""


@dataclass(frozen=True)
class JobFunction:
    """A function that may be deferred; made by `@job`."""

    path: str
    call: Callable[..., None]
    most_attempts: int
    queue: str

    def defer(
        self,
        *,
        key: str,
        not_before: dt.datetime | None = None,
        priority: JobPriority | None = None,
        **arguments: Scalar,
    ) -> None:
        """Have it done after this transaction, once for this key.

        Of those that wait in one queue, the higher priority goes first: a sign-in code is
        never behind the mails of a whole year of students. Without a priority, what one of
        the many causes is one of the many itself.
        """
        row, is_new = Job.objects.get_or_create(
            key=key,
            defaults={
                "function": self.path,
                "arguments": arguments,
                "queue": self.queue,
                "priority": _priority(priority),
                "not_before": not_before or clock.now(),
            },
        )
        if is_new and not_before is None:
            transaction.on_commit(partial(_wake, row), robust=True)

    def defer_new(
        self,
        wanted: Mapping[str, Mapping[str, Scalar]],
        *,
        priority: JobPriority | None = None,
    ) -> None:
        """The same for several whose keys cannot exist yet: key → arguments."""
        rows = Job.objects.bulk_create(
            Job(
                key=key,
                function=self.path,
                arguments=dict(arguments),
                queue=self.queue,
                priority=_priority(priority),
            )
            for key, arguments in wanted.items()
        )
        for row in rows:
            transaction.on_commit(partial(_wake, row), robust=True)


# Whether the job that is done here and now is one of the many.
_is_bulk: ContextVar[bool] = ContextVar("is_bulk", default=False)


def _priority(wanted: JobPriority | None) -> JobPriority:
    if wanted is not None:
        return wanted
    return JobPriority.BULK if _is_bulk.get() else JobPriority.NORMAL


def job(
    *, most_attempts: int = MOST_ATTEMPTS, queue: str = DEFAULT_QUEUE
) -> Callable[[Callable[..., None]], JobFunction]:
    """Declare a job. It must be harmless to repeat, whole or in part."""

    def declare(function: Callable[..., None]) -> JobFunction:
        path = f"{function.__module__}.{function.__qualname__}"
        return JobFunction(path, function, most_attempts, queue)

    return declare


# --- being woken up ------------------------------------------------------------------


@task()
def attempt(job_id: str) -> None:
    """What the task queue calls; a job that is not due is left alone."""
    run(uuid.UUID(job_id))


@task()
def attempt_bulk(queue: str) -> None:
    """What the task queue calls for the many: those that are due, one after the other.

    After a moment it goes to the end of its lane, so that whatever is more urgent comes first.
    """
    until = time.monotonic() + BUNDLE
    while time.monotonic() < until:
        row = _due(clock.now()).filter(_bulk_of(queue)).order_by("id").first()
        if row is None:
            _bundles.pop(queue, None)
            return
        _run(row)
    _wake_bulk(queue, again=True)


def _wake(row: Job) -> None:
    if row.priority == JobPriority.BULK:
        _wake_bulk(row.queue)
        return
    Job.objects.filter(pk=row.pk).update(woken_at=clock.now())
    _enqueue(attempt, row.queue, row.priority, job_id=str(row.pk))


# When this process last had the many of a queue attended to.
_bundles: dict[str, float] = {}


def _wake_bulk(queue: str, *, again: bool = False) -> bool:
    """See that somebody attends to the many; whether that took a wake-up."""
    last = _bundles.get(queue)
    if last is not None and time.monotonic() - last < BUNDLE_LOST and not again:
        return False
    _bundles[queue] = time.monotonic()
    _enqueue(attempt_bulk, queue, JobPriority.BULK, queue=queue)
    return True


def _enqueue(
    wanted: Task[..., None], lane: str, priority: int, **arguments: str
) -> None:
    wanted.using(queue_name=lane, priority=priority).enqueue(**arguments)


def sweep() -> int:
    """Wake workers for whatever is due and nobody seems to be at; how many wake-ups.

    This is what recovers lost wake-ups, waits that are over and dead workers.
    """
    now = clock.now()
    _extend_own_leases(now)
    many = [each for each in QUEUES if _due(now).filter(_bulk_of(each)).exists()]
    woken = sum(_wake_bulk(queue) for queue in many)
    lost = list(
        _due(now)
        .exclude(priority=JobPriority.BULK)
        .filter(Q(woken_at=None) | Q(woken_at__lte=now - WAKE_AGAIN))
        .order_by("-priority", "not_before")
        .only("pk", "queue", "priority")[:MOST_WAKE_UPS]
    )
    for row in lost:
        _wake(row)
    return len(lost) + woken


def _due(now: dt.datetime) -> QuerySet[Job]:
    return Job.objects.filter(
        Q(state=JobState.QUEUED, not_before__lte=now)
        | Q(state=JobState.RUNNING, leased_until__lte=now)
    )


def _bulk_of(queue: str) -> Q:
    return Q(queue=queue, priority=JobPriority.BULK) & ~Q(state=JobState.DONE)


def prune() -> None:
    """Forget jobs that were done long ago."""
    Job.objects.filter(
        state=JobState.DONE, finished_at__lte=clock.now() - KEEP_DONE
    ).delete()


def release_all_leases() -> int:
    """Take every lease back at once; only where no other worker can be alive."""
    return Job.objects.filter(state=JobState.RUNNING).update(
        state=JobState.QUEUED, leased_until=None, woken_at=None
    )


# --- being done ----------------------------------------------------------------------

_at_work: set[uuid.UUID] = set()
_at_work_lock = threading.Lock()


def run(job_id: uuid.UUID) -> None:
    """Do one job if it is due: lease, work, close. Never raises the job's error."""
    _run(Job.objects.filter(pk=job_id).first())


def _run(found: Job | None) -> BaseException | None:
    row = _lease(found)
    if row is None:
        return None
    with _at_work_lock:
        _at_work.add(row.pk)
    before = _is_bulk.set(row.priority == JobPriority.BULK)
    try:
        _function_of(row).call(**row.arguments)
    except Exception as error:  # noqa: BLE001 - whatever it was, the row must say so
        _note_failure(row, error)
        return error
    else:
        _close(row)
        return None
    finally:
        _is_bulk.reset(before)
        with _at_work_lock:
            _at_work.discard(row.pk)


def drain(*, most: int = 1_000, allow_failures: bool = False) -> int:
    """Do everything that is due, here and now; how many jobs were done.

    Raises:
        JobFailed: a job raised (unless failures are allowed), or there was no end.
    """
    for done in range(most):
        due = Job.objects.filter(state=JobState.QUEUED, not_before__lte=clock.now())
        row = due.order_by("-priority", "id").first()
        if row is None:
            return done
        error = _run(row)
        if error is not None and not allow_failures:
            raise JobFailed(str(row)) from error
    raise JobFailed(f"more than {most} jobs: one of them must be calling for itself")


def _lease(row: Job | None) -> Job | None:
    """Take the job, as it was just read, unless somebody else was faster."""
    if row is None:
        return None
    now = clock.now()
    taken = (
        _due(now)
        .filter(pk=row.pk, attempts=row.attempts)
        .update(
            state=JobState.RUNNING,
            attempts=row.attempts + 1,
            leased_until=now + LEASE,
        )
    )
    row.attempts += taken
    return row if taken else None


def _extend_own_leases(now: dt.datetime) -> None:
    with _at_work_lock:
        mine = list(_at_work)
    if mine:
        Job.objects.filter(pk__in=mine, state=JobState.RUNNING).update(
            leased_until=now + LEASE
        )


def _function_of(row: Job) -> JobFunction:
    function = import_string(row.function)
    if not isinstance(function, JobFunction):
        # The name comes from the database: only what was declared a job may run.
        raise TypeError(f"{row.function} is not a job")
    return function


def _close(row: Job) -> None:
    # Only the attempt that holds the lease may close the row.
    Job.objects.filter(pk=row.pk, attempts=row.attempts).update(
        state=JobState.DONE, finished_at=clock.now(), leased_until=None, last_error=""
    )


def _note_failure(row: Job, error: Exception) -> None:
    expected = isinstance(error, TryAgainLater)
    if not expected:
        logger.error("Job %s failed (attempt %d)", row, row.attempts, exc_info=error)
    text = str(error) if expected else "".join(traceback.format_exception(error))
    given_up = row.attempts >= _most_attempts(row)
    wanted = error.after if isinstance(error, TryAgainLater) else None
    wait = wanted or backoff(row.attempts)
    Job.objects.filter(pk=row.pk, attempts=row.attempts).update(
        state=JobState.DEAD if given_up else JobState.QUEUED,
        finished_at=clock.now() if given_up else None,
        not_before=clock.now() + wait,
        leased_until=None,
        woken_at=None,
        last_error=text[-MOST_ERROR_TEXT:],
    )


def _most_attempts(row: Job) -> int:
    try:
        return _function_of(row).most_attempts
    except (ImportError, TypeError):
        return MOST_ATTEMPTS


def backoff(attempts: int) -> dt.timedelta:
    """How long to wait after so many attempts: doubling, with a little jitter."""
    wait = min(FIRST_WAIT * 2.0 ** max(0, attempts - 1), LONGEST_WAIT)
    jitter: float = random.uniform(0.9, 1.1)  # noqa: S311 - spreads load, hides nothing
    return wait * jitter
