"""Documents from elsewhere: the Fetcher port, DIDs, verification methods."""

from typing import TYPE_CHECKING

from obkit.resolve.fetcher import (
    BudgetedFetcher,
    Fetched,
    Fetcher,
    MemoryFetcher,
    RememberingFetcher,
)
from obkit.resolve.methods import VerificationMethod, find_method

if TYPE_CHECKING:
    from obkit.resolve.http import HttpFetcher

__all__ = [
    "BudgetedFetcher",
    "Fetched",
    "Fetcher",
    "HttpFetcher",
    "MemoryFetcher",
    "RememberingFetcher",
    "VerificationMethod",
    "find_method",
]

# A type checker reads the import above, and knows a wrong name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """The fetcher that asks the web, loaded when it is first asked for (PEP 562).

        Half of the time that its import takes is HTTP and TLS, which many programs never need.
        """
        if name != "HttpFetcher":
            raise AttributeError(f"module 'obkit.resolve' has no attribute {name!r}")
        from obkit.resolve.http import HttpFetcher

        globals()[name] = HttpFetcher
        return HttpFetcher
