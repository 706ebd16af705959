"""The one door to the network, as a port, and its double for tests and offline work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from obkit.errors import BudgetSpent, HttpStatus, Unreachable


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as it came: the final address, the media type and the bytes."""

    url: str
    content_type: str
    body: bytes


class Fetcher(Protocol):
    """Gets documents. Implementations keep the limits: address, size, time, redirects."""

    def fetch(self, url: str, *, accept: str = "application/json") -> Fetched:
        """Get one document.

        Raises:
            FetchError: in one of its kinds; never anything else for a bad address or answer.
        """


@dataclass(frozen=True, slots=True)
class MemoryFetcher:
    """Answers from a mapping. An int value is an HTTP status; a missing key is unreachable."""

    documents: Mapping[str, bytes | int]
    asked: list[str] = field(default_factory=list)

    def fetch(self, url: str, *, accept: str = "application/json") -> Fetched:
        """Get one document from the mapping, and remember that it was asked for."""
        self.asked.append(url)
        found = self.documents.get(url)
        if found is None:
            raise Unreachable("not in memory", url=url)
        if isinstance(found, int):
            raise HttpStatus(f"answered {found}", url=url, status=found, body=b"")
        return Fetched(url=url, content_type=accept, body=found)


@dataclass(slots=True)
class BudgetedFetcher:
    """Another fetcher, for a number of fetches: a badge must not make us hammer third parties.

    Keep one for each verification; it is not shared between threads.
    """

    inner: Fetcher
    limit: int = (
        10  # an honest badge needs three: a key, a status list, and that list's key
    )
    asked: int = field(default=0, init=False)

    def fetch(self, url: str, *, accept: str = "application/json") -> Fetched:
        """Get one document, if the budget allows.

        Raises:
            BudgetSpent: the limit was reached; nothing was asked.
            FetchError: as the other fetcher.
        """
        if self.asked >= self.limit:
            raise BudgetSpent(
                f"more than {self.limit} documents are needed",
                url=url,
                limit=self.limit,
            )
        self.asked += 1
        return self.inner.fetch(url, accept=accept)


@dataclass(slots=True)
class RememberingFetcher:
    """Another fetcher that is asked for each document once; failures are asked for again.

    For checks of one moment, such as several forms of the same badge. It keeps everything for as
    long as it lives, so keep it short.
    """

    inner: Fetcher
    _known: dict[tuple[str, str], Fetched] = field(default_factory=dict, init=False)

    def fetch(self, url: str, *, accept: str = "application/json") -> Fetched:
        """Get one document, as it came the first time.

        Raises:
            FetchError: as the other fetcher.
        """
        known = self._known.get((url, accept))
        if known is None:
            known = self._known[url, accept] = self.inner.fetch(url, accept=accept)
        return known
