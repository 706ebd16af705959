"""Documents from elsewhere: the Fetcher port, DIDs, verification methods."""

from obkit.resolve.fetcher import BudgetedFetcher, Fetched, Fetcher, MemoryFetcher
from obkit.resolve.http import HttpFetcher
from obkit.resolve.methods import VerificationMethod, find_method

__all__ = [
    "BudgetedFetcher",
    "Fetched",
    "Fetcher",
    "HttpFetcher",
    "MemoryFetcher",
    "VerificationMethod",
    "find_method",
]
