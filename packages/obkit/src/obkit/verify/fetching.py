"""Fetching on behalf of one verification: at most so much, each document once."""

from dataclasses import dataclass, field

from obkit.errors import AddressRefused, FetchError
from obkit.resolve import BudgetedFetcher, Fetched, Fetcher

# A badge of both standards needs seven documents. More is somebody using us to ask others.
MAX_FETCHES = 10


@dataclass(frozen=True, slots=True)
class Session:
    """Asks for each document once, so that all checks of one verification see the same answer."""

    inner: Fetcher
    answers: dict[tuple[str, str], Fetched | FetchError] = field(default_factory=dict)

    @classmethod
    def around(cls, fetcher: Fetcher) -> "Session":
        """A new session with its own budget."""
        return cls(BudgetedFetcher(fetcher, limit=MAX_FETCHES))

    def fetch(self, url: str, *, accept: str = "application/json") -> Fetched:
        """Get one document, or what was got the first time.

        Raises:
            FetchError: as the first time.
        """
        known = self.answers.get((url, accept))
        if known is None:
            try:
                known = self.inner.fetch(url, accept=accept)
            except FetchError as error:
                known = error
            self.answers[url, accept] = known
        if isinstance(known, FetchError):
            raise known
        return known


@dataclass(frozen=True, slots=True)
class HttpsOnly:
    """For what a signature depends on: over plain http anybody on the way could answer."""

    inner: Fetcher

    def fetch(self, url: str, *, accept: str = "application/json") -> Fetched:
        """Get one document from an https address.

        Raises:
            FetchError: another scheme, or the document did not come.
        """
        if not url.lower().startswith("https://"):
            raise AddressRefused("not an https URL", reason="fetch.scheme", url=url)
        return self.inner.fetch(url, accept=accept)
