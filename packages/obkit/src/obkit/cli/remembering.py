"""Asking for each document once in a run: a folder of badges is mostly one issuer's."""

from collections import OrderedDict
from dataclasses import dataclass, field

from obkit.errors import FetchError
from obkit.resolve import Fetched, Fetcher

# A run over 100,000 badges stays at this much memory, and a status list is fetched anew now and
# then. Bytes are counted because a status list may have megabytes.
MAX_DOCUMENTS = 500
MAX_BYTES = 64 * 1024 * 1024


@dataclass(slots=True)
class RememberingFetcher:
    """Another fetcher, asked once for each address; failures are remembered too.

    Otherwise a folder of 1,000 badges asks their issuer 2,000 times, and waits 1,000 times for a
    server that is gone. Keep one for a run of minutes, not for a process that lives on.
    """

    inner: Fetcher
    _known: OrderedDict[tuple[str, str], Fetched | FetchError] = field(
        default_factory=OrderedDict
    )
    _bytes: int = 0

    def fetch(self, url: str, *, accept: str = "application/json") -> Fetched:
        """Get one document, or what was got the first time.

        Raises:
            FetchError: as the first time.
        """
        key = (url, accept)
        known = self._known.get(key)
        if known is None:
            try:
                known = self.inner.fetch(url, accept=accept)
            except FetchError as error:
                known = error
            self._keep(key, known)
        if isinstance(known, FetchError):
            raise known
        return known

    def _keep(self, key: tuple[str, str], answer: Fetched | FetchError) -> None:
        self._known[key] = answer
        self._bytes += _size(answer)
        while len(self._known) > MAX_DOCUMENTS or self._bytes > MAX_BYTES:
            _, oldest = self._known.popitem(last=False)
            self._bytes -= _size(oldest)


def _size(answer: Fetched | FetchError) -> int:
    if isinstance(answer, Fetched):
        return len(answer.body)
    body = answer.facts.get("body")
    return len(body) if isinstance(body, bytes) else 0
