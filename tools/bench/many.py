"""`make bench-many`: 100,000 credentials issued and verified in one stream, time and memory.

What is issued goes straight into verifying; neither list exists anywhere. The memory after the
first thousand and at the end says whether anything is kept.
"""

import argparse
import os
import random
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from obkit import issue
from obkit.issue import facts
from obkit.resolve import MemoryFetcher
from obkit.verify import Report, Verdict, verify_many

from tools.bench import badge

PAGE = Path("docs/benchmarks-many.md")
FIRST = 1_000
PAGE_BYTES = resource.getpagesize()
MEGA = 1e6


def main() -> int:
    """Run both streams and write the page; 0 if every credential was verified."""
    parser = argparse.ArgumentParser(prog="make bench-many", description=__doc__)
    parser.add_argument("--number", type=int, default=100_000)
    parser.add_argument("--no-write", dest="write", action="store_false")
    options = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    lines = []
    for processes in sorted({1, cores}):
        lines.append(_measured("issue", _issued(options.number, processes), processes))
        print(lines[-1])
    reports = _verified(_issued(options.number, 1), cores)
    lines.append(_measured("issue and verify", reports, cores))
    print(lines[-1])
    if options.write:
        PAGE.write_text(_page(options.number, lines))
    return 0


def _measured(name: str, stream: Iterable[bytes | Report], processes: int) -> str:
    began = time.perf_counter()
    first = last = number = 0
    for number, found in enumerate(stream, 1):
        if isinstance(found, Report) and found.verdict is not Verdict.VERIFIED:
            sys.exit(f"number {number}: {found.verdict}")
        if number == FIRST:
            first = _resident()
    last = _resident()
    taken = time.perf_counter() - began
    grown = (last - first) / MEGA
    return (
        f"| {name} | {processes} | {number:,} | {taken:.1f} s | {number / taken:,.0f} "
        f"| {first / MEGA:.0f} MB | {grown:+.1f} MB |"
    )


def _resident() -> int:
    """The memory that this process has now, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES


def _awards(number: int) -> Iterator[facts.Award]:
    chance = random.Random(7)  # noqa: S311 - sample data
    return (badge.award(index, chance) for index in range(number))


def _issued(number: int, processes: int) -> Iterator[bytes]:
    return issue.issue_many(
        _awards(number),
        signer=badge.signer(),
        verification_method=badge.METHOD,
        created=badge.CREATED,
        processes=processes,
    )


def _verified(stream: Iterator[bytes], processes: int) -> Iterator[Report]:
    return verify_many(
        stream,
        make_fetcher=partial(MemoryFetcher, badge.published()),
        now=badge.CREATED + timedelta(days=1),
        processes=processes,
    )


def _page(number: int, lines: list[str]) -> str:
    rows = "\n".join(lines)
    return f"""# Many at once

`make bench-many` writes this page: {number:,} credentials in one stream, read, issued and verified
as they are asked for. The memory is that of the process that asks; what it grew by from the first
thousand to the last is what a stream keeps.

| what | processes | credentials | time | a second | memory | grown by |
|---|---|---|---|---|---|---|
{rows}
"""


if __name__ == "__main__":
    sys.exit(main())
