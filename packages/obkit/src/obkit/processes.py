"""One function over many things, on several cores: in order, with flat memory, ended cleanly.

Each process has a connection of its own, of which only the first process has the other end. So
whoever is killed is missed at once, nobody waits for half an answer, and a process whose first one
is gone does not stay behind.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any, Final, NamedTuple, TypeVar

_AT_ONCE: Final = 2  # chunks that a process has: the one that it is at, and the next
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
    asking (or presses Ctrl-C) ends the processes, whatever they are at.

    Raises:
        BrokenProcessPool: a process was killed, most likely because memory ran out.
        Exception: what the function raised, at the place of its item.
    """
    if processes < 2:  # noqa: PLR2004 - one process is this one
        yield from map(begin(), items)
        return
    context = context or multiprocessing.get_context()
    workers: list[_Worker] = []
    try:
        workers.extend(_start(begin, context) for _ in range(processes))
        yield from _ahead(workers, iter(items), chunk)
    finally:
        for worker in workers:
            worker.end()


class _Answer(NamedTuple):
    """What came of the items of a chunk, up to the first that raised, and what that raised."""

    results: list[Any]
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class _Worker:
    """One process as the first one sees it; `waiting` are the chunks that it has, by number."""

    process: BaseProcess
    connection: "Connection[Any, Any]"
    waiting: deque[int] = field(default_factory=deque)

    def give(self, number: int, items: list[Any]) -> None:
        try:
            self.connection.send(items)
        except OSError as error:
            raise BrokenProcessPool("a process was killed") from error
        self.waiting.append(number)

    def take(self) -> tuple[int, _Answer]:
        try:
            return self.waiting.popleft(), self.connection.recv()
        except (EOFError, OSError) as error:
            raise BrokenProcessPool("a process was killed") from error

    def end(self) -> None:
        # Nothing is shared with it, so it may be ended in the middle of anything.
        self.process.kill()
        self.process.join()
        _own_ends.discard(self.connection)
        self.connection.close()


# The ends of all connections that belong to this process. A fork has copies of them.
_own_ends: "set[Connection[Any, Any]]" = set()


def _start(begin: Callable[[], Callable[[Any], Any]], context: BaseContext) -> _Worker:
    own, others = context.Pipe()
    _own_ends.add(own)
    process = context.Process(  # type: ignore[attr-defined]  # every context has it
        target=_serve, args=(begin, others), daemon=True
    )
    process.start()
    others.close()  # or its death would go unnoticed
    return _Worker(process, own)


def _ahead(workers: list[_Worker], items: Iterator[Any], chunk: int) -> Iterator[Any]:
    answers: dict[int, _Answer] = {}
    given = taken = 0
    while True:
        while given - taken < len(workers) * _AHEAD:
            freest = min(workers, key=lambda worker: len(worker.waiting))
            if len(freest.waiting) >= _AT_ONCE or not (
                some := list(islice(items, chunk))
            ):
                break
            freest.give(given, some)
            given += 1
        if taken == given:
            return
        if taken not in answers:
            busy = {w.connection: w for w in workers if w.waiting}
            answers.update(busy[ready].take() for ready in wait(list(busy)))  # type: ignore[index]
            continue
        answer = answers.pop(taken)
        taken += 1
        yield from answer.results
        if answer.error is not None:
            raise answer.error


def _serve(
    begin: Callable[[], Callable[[Any], Any]],
    connection: "Connection[Any, Any]",
    leave: Callable[[int], Any] = os._exit,
) -> None:
    """What a process does: answer chunk after chunk until it is ended."""
    # Ctrl-C reaches all processes of a terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while (
        _own_ends
    ):  # copies; with them open nobody would notice that the first one is gone
        _own_ends.pop().close()
    chunks: SimpleQueue[list[Any] | Exception] = SimpleQueue()
    # Read beside the work, so that the first process never waits to hand over the next chunk.
    threading.Thread(
        target=_read, args=(connection, chunks, leave), daemon=True
    ).start()
    begun = cache(begin)
    while True:
        items = chunks.get()
        answer = (
            _Answer([], items) if isinstance(items, Exception) else _work(begun, items)
        )
        try:
            connection.send(answer)
        except OSError:
            return  # nobody is there any more
        except Exception as error:  # noqa: BLE001 - a result that cannot be handed over
            connection.send(_Answer([], RuntimeError(str(error))))


def _read(
    connection: "Connection[Any, Any]",
    chunks: "SimpleQueue[list[Any] | Exception]",
    leave: Callable[[int], Any],
) -> None:
    while True:
        try:
            chunks.put(connection.recv())
        except (EOFError, OSError):
            leave(0)  # whatever it is at: the first process is gone
            return
        except Exception as error:  # noqa: BLE001 - an item that cannot be read here
            chunks.put(error)


def _work(begun: Callable[[], Callable[[Any], Any]], items: list[Any]) -> _Answer:
    results: list[Any] = []
    try:
        results.extend(map(begun(), items))  # up to the first that raises
    except Exception as error:  # noqa: BLE001 - raised again where the results are read
        return _Answer(results, error)
    return _Answer(results)
