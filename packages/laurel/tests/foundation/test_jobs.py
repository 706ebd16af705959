import datetime as dt
import threading

import pytest
from django.db import transaction
from django_tasks import default_task_backend
from laurel.foundation import clock, jobs
from laurel.foundation.errors import TryAgainLater
from laurel.foundation.models import Job, JobPriority, JobState

from packages.laurel.tests.foundation import sample

pytestmark = pytest.mark.django_db


def state_of(key: str) -> str:
    return Job.objects.get(key=key).state


def test_a_job_is_done_once_however_often_it_is_asked_for():
    for _ in range(3):
        sample.work.defer(key="k", name="ada")
    assert jobs.drain() == 1
    sample.work.defer(key="k", name="ada")
    assert jobs.drain() == 0
    assert sample.done == ["ada"]
    assert state_of("k") == JobState.DONE


def test_of_those_that_wait_the_urgent_go_first_and_the_bulk_last(
    django_capture_on_commit_callbacks,
):
    default_task_backend.clear()
    with django_capture_on_commit_callbacks(execute=True):
        for priority in (JobPriority.BULK, JobPriority.NORMAL, JobPriority.URGENT):
            sample.work.defer(
                key=priority.label, name=priority.label, priority=priority
            )
    assert [r.task.priority for r in default_task_backend.results] == [-10, 0, 10]
    Job.objects.update(woken_at=None)
    default_task_backend.clear()
    jobs.sweep()  # a lost wake-up is repeated in the same lane
    assert [r.task.priority for r in default_task_backend.results] == [10, 0]
    jobs.drain()
    assert sample.done == ["Urgent", "Normal", "Bulk"]


class TestTheMany:
    """Thousands that nobody sits and waits for share a wake-up."""

    @pytest.fixture
    def many(self, django_capture_on_commit_callbacks):
        default_task_backend.clear()
        with django_capture_on_commit_callbacks(execute=True):
            for name in "abcde":
                sample.work.defer(key=name, name=name, priority=JobPriority.BULK)
            sample.work.defer(key="one", name="one")

    def test_one_wake_up_does_them_all_in_order_and_leaves_the_others_alone(self, many):
        woken = [r.kwargs for r in default_task_backend.results]
        one = Job.objects.get(key="one")
        assert woken == [{"queue": "default"}, {"job_id": str(one.pk)}]
        jobs.attempt_bulk.call("default")
        assert sample.done == list("abcde")
        assert state_of("one") == JobState.QUEUED

    def test_after_a_moment_it_goes_behind_whatever_is_more_urgent(
        self, many, monkeypatch
    ):
        monkeypatch.setattr(jobs, "BUNDLE", 0)
        default_task_backend.clear()
        jobs.attempt_bulk.call("default")
        (again,) = default_task_backend.results
        assert again.kwargs == {"queue": "default"}
        assert again.task.priority == JobPriority.BULK

    def test_what_one_of_the_many_causes_is_one_of_the_many(self):
        sample.work.defer(key="one", name="one")
        sample.cause.defer(key="of one", name="of one")
        sample.cause.defer(key="of many", name="of many", priority=JobPriority.BULK)
        jobs.drain()
        caused = dict(Job.objects.values_list("key", "priority"))
        assert caused["caused by of one"] == JobPriority.NORMAL
        assert caused["caused by of many"] == JobPriority.BULK
        sample.work.defer(key="afterwards", name="x")
        assert Job.objects.get(key="afterwards").priority == JobPriority.NORMAL

    def test_a_lost_wake_up_is_repeated(self, many, monkeypatch):
        default_task_backend.clear()
        Job.objects.filter(key="one").delete()
        assert jobs.sweep() == 0, "somebody is believed to be at it"
        monkeypatch.setattr(jobs, "BUNDLE_LOST", 0)
        assert jobs.sweep() == 1
        assert [r.kwargs for r in default_task_backend.results] == [
            {"queue": "default"}
        ]

    def test_it_takes_over_what_a_dead_worker_left(self, fixed_clock, many):
        left = Job.objects.get(key="c")
        jobs._lease(left)
        jobs.attempt_bulk.call("default")
        assert sample.done == list("abde")
        fixed_clock.move(jobs.LEASE)
        jobs.attempt_bulk.call("default")
        assert sample.done == list("abdec")

    def test_once_they_are_done_the_next_one_wakes_somebody_at_once(
        self, many, django_capture_on_commit_callbacks
    ):
        jobs.attempt_bulk.call("default")
        default_task_backend.clear()
        with django_capture_on_commit_callbacks(execute=True):
            sample.work.defer(key="f", name="f", priority=JobPriority.BULK)
        assert len(default_task_backend.results) == 1


def test_a_job_of_a_change_that_was_rolled_back_does_not_exist():
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 - the change and its end
        sample.work.defer(key="k", name="ada")
        raise RuntimeError
    assert jobs.drain() == 0
    assert not Job.objects.exists()


def test_the_queue_is_woken_after_the_commit_and_not_before(
    django_capture_on_commit_callbacks,
):
    default_task_backend.clear()
    with django_capture_on_commit_callbacks(execute=True):
        sample.work.defer(key="k", name="ada")
        assert not default_task_backend.results
    row = Job.objects.get(key="k")
    assert [r.kwargs for r in default_task_backend.results] == [{"job_id": str(row.pk)}]
    assert row.woken_at is not None


def test_a_failing_job_waits_longer_each_time_and_then_is_dead(fixed_clock):
    sample.orders["ada"] = RuntimeError("no ink")
    sample.work.defer(key="k", name="ada")
    waits = []
    for attempt in (1, 2, 3):
        jobs.drain(allow_failures=True)
        row = Job.objects.get(key="k")
        assert row.attempts == attempt
        waits.append(row.not_before - fixed_clock.now())
        fixed_clock.move(waits[-1])
    assert waits == sorted(waits)
    assert waits[0] < dt.timedelta(seconds=6)
    assert row.state == JobState.DEAD
    assert "no ink" in row.last_error
    assert jobs.drain(allow_failures=True) == 0


def test_a_job_that_asks_to_come_later_says_when(fixed_clock):
    sample.orders["ada"] = TryAgainLater("closed", after=dt.timedelta(hours=2))
    sample.work.defer(key="k", name="ada")
    jobs.drain(allow_failures=True)
    row = Job.objects.get(key="k")
    assert row.state == JobState.QUEUED
    assert row.not_before == fixed_clock.now() + dt.timedelta(hours=2)
    assert row.last_error == "closed"
    del sample.orders["ada"]
    assert jobs.drain() == 0
    fixed_clock.move(dt.timedelta(hours=2))
    assert jobs.drain() == 1


def test_drain_shows_a_tests_author_what_failed():
    sample.orders["ada"] = RuntimeError("no ink")
    sample.work.defer(key="k", name="ada")
    with pytest.raises(jobs.JobFailed) as caught:
        jobs.drain()
    assert str(caught.value.__cause__) == "no ink"


def test_a_job_that_calls_for_itself_without_end_is_found_out():
    sample.again.defer(key="k", name="k")
    with pytest.raises(jobs.JobFailed, match="more than 20"):
        jobs.drain(most=20)


def test_only_what_was_declared_a_job_runs():
    Job.objects.create(
        key="k", function=f"{sample.HERE}.undeclared", arguments={"name": "ada"}
    )
    jobs.drain(allow_failures=True)
    assert sample.done == []
    assert "is not a job" in Job.objects.get(key="k").last_error


class TestAWorkerThatDied:
    """Its row says running, its lease runs out, and the sweeper wakes another."""

    @pytest.fixture
    def left_behind(self, fixed_clock):
        sample.work.defer(key="k", name="ada")
        row = Job.objects.get(key="k")
        assert jobs._lease(row) is not None
        return row

    def test_it_is_left_alone_while_the_lease_lasts(self, left_behind, fixed_clock):
        fixed_clock.move(jobs.LEASE - dt.timedelta(seconds=1))
        assert jobs.sweep() == 0
        jobs.run(left_behind.pk)
        assert sample.done == []

    def test_it_is_done_by_another_one_afterwards(self, left_behind, fixed_clock):
        fixed_clock.move(jobs.LEASE)
        assert jobs.sweep() == 1
        assert jobs.sweep() == 0, "one wake-up at a time"
        jobs.run(left_behind.pk)
        assert sample.done == ["ada"]
        assert Job.objects.get(key="k").attempts == 2

    def test_the_dead_one_cannot_close_what_another_took_over(
        self, left_behind, fixed_clock
    ):
        late = Job.objects.get(pk=left_behind.pk)
        fixed_clock.move(jobs.LEASE)
        assert jobs._lease(Job.objects.get(pk=left_behind.pk)) is not None
        jobs._close(late)
        assert state_of("k") == JobState.RUNNING

    def test_all_leases_can_be_taken_back_at_once(self, left_behind):
        assert jobs.release_all_leases() == 1
        assert jobs.drain() == 1


def test_a_lost_wake_up_is_repeated(fixed_clock):
    sample.work.defer(key="k", name="ada")
    assert jobs.sweep() == 1
    assert jobs.sweep() == 0
    fixed_clock.move(jobs.WAKE_AGAIN)
    assert jobs.sweep() == 1


def test_a_long_job_keeps_its_lease_while_its_process_lives(fixed_clock):
    sample.work.defer(key="k", name="ada")
    row = Job.objects.get(key="k")
    jobs._lease(row)
    jobs._at_work.add(row.pk)
    try:
        fixed_clock.move(jobs.LEASE - dt.timedelta(seconds=1))
        jobs.sweep()
        row.refresh_from_db()
        assert row.leased_until == fixed_clock.now() + jobs.LEASE
    finally:
        jobs._at_work.discard(row.pk)


def test_done_jobs_are_forgotten_after_a_week(fixed_clock):
    sample.work.defer(key="k", name="ada")
    jobs.drain()
    fixed_clock.move(jobs.KEEP_DONE - dt.timedelta(seconds=1))
    jobs.prune()
    assert Job.objects.count() == 1
    fixed_clock.move(dt.timedelta(seconds=1))
    jobs.prune()
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_gets_the_job():
    from django.db import connection

    sample.work.defer(key="k", name="ada")
    row = Job.objects.get(key="k")
    together = threading.Barrier(6)

    def worker():
        together.wait()
        jobs.run(row.pk)
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sample.done == ["ada"]


def test_the_clock_of_a_test_is_everybodys(fixed_clock):
    assert clock.now() == fixed_clock.at
