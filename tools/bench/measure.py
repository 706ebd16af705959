"""Measuring on a noisy machine: short slices of every task in turn, many rounds, medians of ratios.

A slow minute slows every task of its rounds, so ratios inside one round stay true where times do
not. What is counted is the processor's time, so that waiting for others costs nobody anything.
"""

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

# A task runs for about so many seconds and says how often it ran and how long that took.
Task = Callable[[float], tuple[int, float]]
Times = Mapping[str, list[float]]  # seconds for one run, by round


def repeat(act: Callable[[], object]) -> Task:
    """A task of calls in this process."""
    started = time.process_time()
    act()
    once = max(time.process_time() - started, 1e-7)

    def run(seconds: float) -> tuple[int, float]:
        # Looking at the clock after some hundred microseconds of work costs the work nothing.
        burst = range(max(1, min(1000, int(seconds / 20 / once))))
        count = 0
        started = time.process_time()
        while True:
            for _ in burst:
                act()
            count += len(burst)
            taken = time.process_time() - started
            if taken >= seconds:
                return count, taken

    return run


def interleave(
    tasks: Mapping[str, Task], *, rounds: int, seconds: float
) -> dict[str, list[float]]:
    """Run slices of all tasks in turn; the time of one run of each, round by round."""
    # What the samples hold is not what the collector would walk through elsewhere.
    gc.collect()
    gc.freeze()
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for name in tasks:
        tasks[name](seconds / 4)  # caches, shapes, just-in-time compilers
    for _ in range(rounds):
        for name, task in tasks.items():
            gc.collect()
            count, taken = task(seconds)
            times[name].append(taken / count)
    return times


def times_as_fast(times: Times, ours: str, theirs: str) -> float:
    """How many of ours run while one of theirs does."""
    rounds = zip(times[ours], times[theirs], strict=True)
    return median(other / mine for mine, other in rounds)
