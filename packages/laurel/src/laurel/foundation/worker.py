"""The worker: does the jobs, and sweeps up what others left.

Threads of one process. A job's row is claimed in the database, so any number of
workers on any number of machines may run side by side.
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import Error, close_old_connections
from django.utils.module_loading import import_string
from django_tasks import task_backends
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker as QueueReader
from django_tasks_db.models import DBTaskResult

from laurel.foundation import clock, history, jobs

logger = logging.getLogger("laurel.worker")

LOOK_EVERY = 0.3  # seconds between looks into an empty queue
SWEEP_EVERY = 2.0
PRUNE_EVERY = 600.0
REST_AFTER_FAILURE = 2.0  # the database may be away for a moment
KEEP_WAKE_UPS = timedelta(hours=1)
STOP_WITHIN = 10.0  # seconds for the jobs at hand; what is cut off is repeated


class Worker:
    """Runs in threads of its own until it is stopped."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._readers: list[QueueReader] = []
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to work; returns at once."""
        engine: object = task_backends["default"]
        if isinstance(engine, DatabaseBackend):  # others bring their own workers
            for queue in jobs.QUEUES:
                self._go(f"jobs-{queue}", self._reader(queue))
        self._go("sweeper", self._sweep_for_ever)

    def stop(self) -> None:
        """End after the jobs at hand; those that take too long are left to others."""
        self._stopping.set()
        for reader in self._readers:
            reader.running = False
        until = time.monotonic() + STOP_WITHIN
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def wait(self) -> None:
        """Until `stop` is called, by a signal for example."""
        self._stopping.wait()

    def _go(self, name: str, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _reader(self, queue: str) -> Callable[[], None]:
        reader = QueueReader(
            queue_names=[queue],
            interval=LOOK_EVERY,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=uuid.uuid4().hex,
            excluded_queue_names=[],
        )
        self._readers.append(reader)
        return lambda: self._again_and_again(reader.run, pause=0)

    def _sweep_for_ever(self) -> None:
        next_pruning = 0.0

        def once() -> None:
            nonlocal next_pruning
            jobs.sweep()
            while history.number():
                pass
            if time.monotonic() >= next_pruning:
                _prune()
                next_pruning = time.monotonic() + PRUNE_EVERY

        self._again_and_again(once, pause=SWEEP_EVERY)

    def _again_and_again(self, work: Callable[[], None], *, pause: float) -> None:
        while not self._stopping.is_set():
            close_old_connections()
            try:
                work()
            except Error:
                logger.warning("The database did not answer a worker", exc_info=True)
                self._stopping.wait(REST_AFTER_FAILURE)
            except Exception:
                logger.exception("A worker stumbled and goes on")
                self._stopping.wait(REST_AFTER_FAILURE)
            finally:
                close_old_connections()
            self._stopping.wait(pause)


def take_over() -> None:
    """Undo what a killed process left; only where no other worker can be alive."""
    DBTaskResult.objects.all().delete()  # mere wake-ups: the sweeper makes new ones
    jobs.release_all_leases()


def _prune() -> None:
    jobs.prune()
    for chore in import_string(settings.LAUREL_CHORES):
        import_string(chore)()
    # Whatever state they are in: a killed worker's stay "running" for ever.
    DBTaskResult.objects.filter(enqueued_at__lte=clock.now() - KEEP_WAKE_UPS).delete()
