"""Checking many badges: in order, on all the cores, with flat memory, until done or stopped."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Self

from obkit import processes as pool
from obkit.cli.terminal import UsageError, is_url, read
from obkit.resolve import Fetcher
from obkit.verify import (
    CheckResult,
    Outcome,
    Policy,
    Report,
    Verdict,
    cause_of,
    verify,
    verify_url,
)

# Starting a process takes as long as checking some fifty badges.
_WORTH_PROCESSES = 64
MAX_PROCESSES = 256
_CHUNK = 8  # badges that a process gets at once

UNREADABLE = "cli.unreadable"  # the file could not be opened
FAULT = "cli.fault"  # obkit itself broke on it; nothing is known about the badge


@dataclass(frozen=True, slots=True)
class Settings:
    """What every badge of a run is checked with; goes to the processes once.

    `make_fetcher` is called in each process: a fetcher has connections of its own.
    """

    policy: Policy
    now: datetime
    make_fetcher: Callable[[], Fetcher]
    with_report: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What a list says about one badge: a few texts, so that 100,000 of them are no burden."""

    source: str
    verdict: Verdict
    kind: str = ""
    container: str = ""
    check: str = ""
    reason: str = ""
    cause: str = ""
    badge: str = ""
    recipient: str = ""
    issuer: str = ""
    issuer_id: str = ""
    issued_on: str = ""
    expires: str = ""
    sha256: str = ""
    report: str = ""  # as JSON, where it was asked for

    @classmethod
    def of(cls, source: str, report: Report, *, with_report: bool = False) -> Self:
        """The row of a report: with the first thing that is wrong, else the first unknown."""
        result = _telling(report)
        subject = report.subject
        return cls(
            source=source,
            verdict=report.verdict,
            kind=report.kind,
            container=report.container,
            check=str(result.check) if result else "",
            reason=result.reason if result else "",
            cause=cause_of(result.reason) if result else "",
            badge=subject.name or "",
            recipient=subject.recipient_name or "",
            issuer=subject.issuer_name or "",
            issuer_id=subject.issuer_id or "",
            issued_on=subject.issued_on or "",
            expires=subject.expires or "",
            sha256=report.digest,
            report=as_line(source, report) if with_report else "",
        )

    @classmethod
    def unchecked(cls, source: str, reason: str, cause: str) -> Self:
        """The row of a file of which nothing is known."""
        written = {"source": source, "verdict": str(Verdict.INCONCLUSIVE)}
        return cls(
            source=source,
            verdict=Verdict.INCONCLUSIVE,
            reason=reason,
            cause=cause,
            report=json.dumps(written | {"reason": reason, "cause": cause}),
        )


def as_line(source: str, report: Report) -> str:
    """A report as one line of JSON, with where it came from."""
    return json.dumps({"source": source} | report.as_json(), ensure_ascii=False)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def check_all(
    sources: Sequence[str], settings: Settings, *, processes: int
) -> Iterator[Row]:
    """A row for each source, in their order, as they are done. One bad file stops nothing.

    Raises:
        UsageError: a process was killed, most likely because memory ran out.
    """
    if len(sources) < _WORTH_PROCESSES:
        processes = 1
    begin = partial(_begin, settings)
    try:
        yield from pool.in_order(sources, begin, processes=processes, chunk=_CHUNK)
    except BrokenProcessPool as error:
        raise UsageError(
            "a process was killed while checking, most likely for want of memory; "
            "run this again with --jobs 1"
        ) from error


def _begin(settings: Settings) -> Callable[[str], Row]:
    return partial(_check, settings=settings, fetcher=settings.make_fetcher())


def _check(source: str, settings: Settings, fetcher: Fetcher) -> Row:
    try:
        report = report_on(source, settings, fetcher)
        return Row.of(source, report, with_report=settings.with_report)
    except UsageError as error:
        return Row.unchecked(source, UNREADABLE, str(error))
    except Exception as error:  # noqa: BLE001 - a fault of ours must not end a run of hours
        cause = f"obkit broke on it ({type(error).__name__}); please report this"
        return Row.unchecked(source, FAULT, cause)


def report_on(source: str, settings: Settings, fetcher: Fetcher) -> Report:
    """The report on one source.

    Raises:
        UsageError: the file cannot be opened.
    """
    if is_url(source):
        return verify_url(
            source, policy=settings.policy, fetcher=fetcher, now=settings.now
        )
    return verify(
        read(source), policy=settings.policy, fetcher=fetcher, now=settings.now
    )


def _telling(report: Report) -> CheckResult | None:
    results = [r for one in (report, *report.also) for r in one.results]
    for outcome in (Outcome.FAILED, Outcome.INCONCLUSIVE, Outcome.WARNED):
        for result in results:
            if result.outcome is outcome:
                return result
    return None
