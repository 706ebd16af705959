"""Verifying many badges, on the cores that it is given.

for report in verify_many(badges, make_fetcher=HttpFetcher, now=now, processes=4): …
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from obkit.resolve import Fetcher
from obkit.verify.policy import Policy
from obkit.verify.report import Report
from obkit.verify.verifier import verify

_CHUNK: Final = 16  # some 20 ms of work, beside which handing it over counts little
_DEFAULT_POLICY: Final = Policy()


def verify_many(
    badges: Iterable[bytes],
    *,
    policy: Policy = _DEFAULT_POLICY,
    make_fetcher: Callable[[], Fetcher],
    now: datetime,
    processes: int = 1,
) -> Iterator[Report]:
    """The report on each badge, in their order, as they are asked for.

    Badges are read from the iterable as reports are asked for, so a generator of 100,000 takes no
    more memory than one of a thousand. Whoever stops asking, or presses Ctrl-C, ends everything.
    `make_fetcher` is called in each process (a fetcher has connections of its own); with several
    processes it has to be a function of a module, which another process can import.

    Raises:
        BrokenProcessPool: a process was killed, most likely because memory ran out. Never for
            what is in the bytes: the report says that.
    """
    # What other processes take is loaded by those who ask for many.
    from obkit import processes as pool

    begin = _Begin(policy, make_fetcher, now)
    return pool.in_order(badges, begin, processes=processes, chunk=_CHUNK)


@dataclass(frozen=True, slots=True)
class _Begin:
    """What one process verifies with; called there once."""

    policy: Policy
    make_fetcher: Callable[[], Fetcher]
    now: datetime

    def __call__(self) -> Callable[[bytes], Report]:
        fetcher = self.make_fetcher()
        return lambda data: verify(
            data, policy=self.policy, fetcher=fetcher, now=self.now
        )
