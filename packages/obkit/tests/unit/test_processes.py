"""What the processes of a pool do, and how they end; in one process, or with real ones."""

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import pytest
from obkit import processes

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.fixture
def serving(monkeypatch):
    """A process's work in a thread of this one; gives its connection, and what it did."""
    asked, left = [], threading.Event()
    copy, _ = Pipe()
    monkeypatch.setattr("signal.signal", lambda *how: asked.append(how))
    monkeypatch.setattr("obkit.processes._own_ends", {copy})
    own, others = Pipe()

    def begin():
        return lambda number: 12 // number if number > 0 else threading.Lock()

    serve = threading.Thread(
        target=processes._serve, args=(begin, others, lambda _: left.set()), daemon=True
    )
    serve.start()
    yield own, asked, left, copy
    own.close()
    assert left.wait(10)
    others.close()


def ask(connection: Connection, items):
    connection.send(items)
    return connection.recv()


def test_a_process_leaves_ctrl_c_to_the_first_and_closes_what_is_not_its_own(serving):
    connection, asked, _, copy = serving
    assert ask(connection, [1, 2, 3]) == ([12, 6, 4], None)
    assert asked == [(signal.SIGINT, signal.SIG_IGN)]
    assert copy.closed


def test_a_process_gives_back_what_it_made_before_a_fault(serving):
    connection, *_ = serving
    results, error = ask(connection, [4, 0.5, "x"])
    assert results == [3, 24]
    assert isinstance(error, TypeError)
    assert ask(connection, [4]) == ([3], None)


def test_a_result_that_cannot_be_handed_over_is_an_error(serving):
    connection, *_ = serving
    results, error = ask(connection, [1, -1])
    assert results == []
    assert "pickle" in str(error)


class Unreadable:
    def __reduce__(self):
        return (int, ("no number",))


def test_an_item_that_cannot_be_read_is_an_error(serving):
    connection, *_ = serving
    results, error = ask(connection, [Unreadable()])
    assert (results, type(error)) == ([], ValueError)


def test_a_process_leaves_when_the_first_one_is_gone(serving):
    connection, _, left, _ = serving
    connection.close()
    assert left.wait(10)


def test_a_process_whose_answer_nobody_reads_ends(monkeypatch):
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr("obkit.processes._own_ends", set())
    own, others = Pipe()
    ready, go = threading.Event(), threading.Event()

    def wait_for_it(_):
        ready.set()
        go.wait(10)

    serve = threading.Thread(
        target=processes._serve,
        args=(lambda: wait_for_it, others, lambda _: go.set()),
        daemon=True,
    )
    serve.start()
    own.send([1])
    assert ready.wait(10)
    own.close()
    serve.join(10)
    assert not serve.is_alive()


def begin_with_fault():
    raise ValueError("no fetcher today")


def test_what_is_wrong_at_the_beginning_is_raised():
    found = processes.in_order(range(4), begin_with_fault, processes=2, chunk=1)
    with pytest.raises(ValueError, match="no fetcher today"):
        next(found)
    assert multiprocessing.active_children() == []


def dies(item: int) -> int:
    if item == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def begin_to_die():
    return dies


def test_a_process_that_is_killed_before_it_gets_more_is_missed_too():
    """Its next chunk cannot be handed over."""
    worker = processes._start(begin_to_die, multiprocessing.get_context())
    worker.give(0, [0])
    worker.process.join(10)
    with pytest.raises(BrokenProcessPool):
        worker.give(1, [1])
    worker.end()


def big(size: int) -> bytes:
    return bytes(size)


def begin_big():
    return big


def test_a_process_that_is_killed_while_it_hands_over_is_not_waited_for():
    """Half an answer lies in the pipe, and the rest never comes."""
    worker = processes._start(begin_big, multiprocessing.get_context())
    worker.give(0, [64 * 1024 * 1024])
    assert worker.connection.poll(30)  # it has begun to write, and cannot end
    worker.process.kill()
    with pytest.raises(BrokenProcessPool):
        worker.take()
    worker.end()


def test_large_things_go_both_ways_at_once():
    items = [4 * 1024 * 1024 + n for n in range(12)]
    found = processes.in_order(items, begin_big, processes=2, chunk=1)
    assert [len(one) for one in found] == items


def sleeps(_: int) -> None:
    time.sleep(600)


def begin_to_sleep():
    return sleeps


def left_running(group: int) -> bool:
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_whatever_ends_the_first_process_ends_the_others_in_the_middle_of_their_work(
    how,
):
    program = textwrap.dedent("""
        import signal
        from obkit import processes
        from packages.obkit.tests.unit import test_processes as here
        # A shell starts what runs in its background with Ctrl-C ignored.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        print("running", flush=True)
        try:
            list(processes.in_order(range(9), here.begin_to_sleep, processes=3, chunk=1))
        except KeyboardInterrupt:
            raise SystemExit(130)
    """)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout.readline() == "running\n"
        while children_of(process.pid) < 3:
            time.sleep(0.02)
        process.send_signal(how)  # to it alone
        try:
            _, errors = process.communicate(timeout=30)
        finally:
            if process.poll() is None:  # or leaving would wait for it for ever
                os.killpg(process.pid, signal.SIGKILL)
    assert errors == ""
    assert process.returncode == (130 if how == signal.SIGINT else -how)
    assert not left_running(process.pid)


def children_of(pid: int) -> int:
    done = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return len(done.stdout.split())
