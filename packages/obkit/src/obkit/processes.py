"""One function over many things, on several cores: in order, with flat memory, ended cleanly."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing.context import BaseContext
from multiprocessing.synchronize import Event
from typing import Any, Final, TypeVar

_AHEAD: Final = (
    3  # chunks for each process that wait or are done: more only fills memory
)

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(
    items: Iterable[Item],
    begin: Callable[[], Callable[[Item], Result]],
    *,
    processes: int,
    chunk: int,
    context: BaseContext | None = None,
) -> Iterator[Result]:
    """What the function that `begin` returns gives for each item, in the items' order.

    `begin` is called once in each process, so that each has connections and caches of its own.
    Items are taken as results are asked for, never more than a few chunks ahead. Whoever stops
    asking (or presses Ctrl-C) ends the processes.

    Raises:
        BrokenProcessPool: a process was killed, most likely because memory ran out.
        Exception: what the function raised, at the place of its item.
    """
    if processes < 2:  # noqa: PLR2004 - one process is this one
        yield from map(begin(), items)
        return
    context = context or multiprocessing.get_context()
    stop = context.Event()
    pool = ProcessPoolExecutor(
        processes, mp_context=context, initializer=_begin, initargs=(begin, stop)
    )
    try:
        yield from _ahead(pool, iter(items), chunk, processes * _AHEAD)
    finally:
        # They end after the item that they are at. Killed while it hands over a result, a
        # process would leave half of it in the pipe, for which this one would wait for ever.
        stop.set()
        pool.shutdown(cancel_futures=True)


def _ahead(
    pool: ProcessPoolExecutor, items: Iterator[Any], chunk: int, ahead: int
) -> Iterator[Any]:
    waiting: deque[Future[tuple[list[Any], Exception | None]]] = deque()
    while True:
        while len(waiting) < ahead and (some := list(islice(items, chunk))):
            waiting.append(pool.submit(_work, some))
        if not waiting:
            return
        results, error = waiting.popleft().result()
        yield from results
        if error is not None:
            raise error


# What one process of the pool works with: set once when it begins, read by each chunk.
_mine: list[tuple[Callable[[Any], Any], Event]] = []


def _begin(begin: Callable[[], Callable[[Any], Any]], stop: Event) -> None:
    # Ctrl-C reaches all processes of a terminal; the first one ends the others in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _mine.append((begin(), stop))


def _work(items: Sequence[Any]) -> tuple[list[Any], Exception | None]:
    """What came of the items up to the first that raised, and what that raised."""
    function, stop = _mine[0]
    results: list[Any] = []
    for item in items:
        if stop.is_set():  # nobody reads this any more
            break
        try:
            results.append(function(item))
        except Exception as error:  # noqa: BLE001 - raised again where the results are read
            return results, error
    return results, None
