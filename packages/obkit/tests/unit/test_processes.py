"""What one process of a pool does, told without the pool."""

import signal
import threading

import pytest
from obkit import processes


@pytest.fixture
def begun(monkeypatch):
    asked = []
    monkeypatch.setattr("signal.signal", lambda *how: asked.append(how))
    monkeypatch.setattr("obkit.processes._mine", [])
    stop = threading.Event()
    processes._begin(lambda: lambda number: 12 // number, stop)
    return asked, stop


def test_a_process_leaves_ctrl_c_to_the_first(begun):
    asked, _ = begun
    assert asked == [(signal.SIGINT, signal.SIG_IGN)]


def test_a_process_gives_back_what_it_made_before_a_fault(begun):
    assert processes._work([1, 2, 3]) == ([12, 6, 4], None)
    results, error = processes._work([4, 0, 6])
    assert results == [3]
    assert isinstance(error, ZeroDivisionError)


def test_a_process_that_is_asked_to_stop_takes_no_further_item(begun):
    _, stop = begun
    stop.set()
    assert processes._work([1, 2, 3]) == ([], None)
