"""Many verifications in one go, within one time.

Badges of one list mostly come from the same few issuers. So each document is asked for once, a
host that does not answer is not asked again, and when the time is over nobody else is asked: what
was not found out by then is inconclusive, as everything that could not be checked.
"""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypedDict
from urllib.parse import urlsplit

from obkit import verify as obkit_verify
from obkit.errors import HttpStatus, Unreachable
from obkit.resolve import Fetched, Fetcher
from obkit.verify import Policy, Report

from laurel.foundation import clock

MOST_SECONDS = (
    25.0  # below what proxies wait for an answer, with one fetch (10 s) to spare
)
MOST_SECONDS_EACH = 10.0  # one slow issuer must not take the time of all the others
MOST_REMEMBERED = 2_000  # documents: ten for each of 200 badges
MOST_REMEMBERED_BYTES = 64 * 1024 * 1024


@dataclass(slots=True)
class Series:
    """Verifies one thing after another; `is_over()` once there is no time left."""

    fetcher: Fetcher
    recipient: str = ""
    seconds: float = MOST_SECONDS
    seconds_each: float = MOST_SECONDS_EACH
    elapsed: Callable[[], float] = time.monotonic
    _hurried: "_Hurried" = field(init=False)
    _end: float = field(init=False)

    def __post_init__(self) -> None:
        """The time begins to run."""
        self._end = self.elapsed() + self.seconds
        self._hurried = _Hurried(self.fetcher, self.elapsed)

    def is_over(self) -> bool:
        """Whether the time is over: nothing more can be found out."""
        return self.elapsed() >= self._end

    def verify(self, data: bytes, *, refresh: bool = True) -> Report:
        """The report on a badge in any form; without `refresh`, on these very bytes."""
        return obkit_verify.verify(data, **self._next(refresh=refresh))

    def verify_link(self, url: str) -> Report:
        """The report on the badge that a link leads to."""
        return obkit_verify.verify_url(url, **self._next())

    def _next(self, *, refresh: bool = True) -> "_Arguments":
        self._hurried.end = min(self._end, self.elapsed() + self.seconds_each)
        return {
            "policy": Policy(refresh=refresh, recipient=self.recipient or None),
            "fetcher": self._hurried,
            "now": clock.now(),
        }


class _Arguments(TypedDict):
    policy: Policy
    fetcher: Fetcher
    now: dt.datetime


@dataclass(slots=True)
class _Hurried:
    """Asks for each document once, and for none after the end."""

    inner: Fetcher
    elapsed: Callable[[], float]
    end: float = 0.0
    _known: dict[tuple[str, str], Fetched | HttpStatus] = field(default_factory=dict)
    _bytes: int = 0
    _silent: dict[str, Unreachable] = field(default_factory=dict)

    def fetch(self, url: str, *, accept: str = "application/json") -> Fetched:
        """Get one document, or what was got before.

        Raises:
            FetchError: as the other fetcher; or there is no time left to ask.
        """
        known = self._known.get((url, accept))
        if isinstance(known, Fetched):
            return known
        if known:
            raise known
        host = _host_of(url)
        if host in self._silent:
            raise Unreachable(
                "did not answer before", reason=self._silent[host].reason, url=url
            )
        if self.elapsed() >= self.end:
            raise Unreachable("no time left", reason="fetch.timeout", url=url)
        return self._asked(url, accept, host)

    def _asked(self, url: str, accept: str, host: str) -> Fetched:
        try:
            answer = self.inner.fetch(url, accept=accept)
        except HttpStatus as error:
            self._remember(url, accept, error, 0)
            raise
        except Unreachable as error:
            self._silent[host] = error
            raise
        self._remember(url, accept, answer, len(answer.body))
        return answer

    def _remember(
        self, url: str, accept: str, answer: Fetched | HttpStatus, size: int
    ) -> None:
        fits = self._bytes + size <= MOST_REMEMBERED_BYTES
        if fits and len(self._known) < MOST_REMEMBERED:
            self._known[url, accept] = answer
            self._bytes += size


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url
