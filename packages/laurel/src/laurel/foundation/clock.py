"""The one place that asks what time it is."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol


class Clock(Protocol):
    """Tells the time, always aware and in UTC."""

    def now(self) -> dt.datetime:
        """The present moment."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> dt.datetime:
        """The present moment."""
        return dt.datetime.now(dt.UTC)  # noqa: TID251 - the one place that may ask


@dataclass
class FixedClock:
    """A clock that stands still until it is moved; for tests and demo data."""

    at: dt.datetime

    def now(self) -> dt.datetime:
        """The moment that was set."""
        return self.at

    def move(self, by: dt.timedelta) -> None:
        """Go on (or back) by so much."""
        self.at += by


_clock: Clock = SystemClock()


def now() -> dt.datetime:
    """The present moment, as the instance sees it."""
    return _clock.now()


def today() -> dt.date:
    """The present day in UTC."""
    return now().date()


@contextmanager
def using(clock: Clock) -> Iterator[Clock]:
    """Let every thread of this process see another clock for a while."""
    global _clock  # noqa: PLW0603 - one clock a process, and tests run servers in threads
    before, _clock = _clock, clock
    try:
        yield clock
    finally:
        _clock = before
