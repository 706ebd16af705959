"""Documents from elsewhere: the Fetcher port, DIDs, verification methods."""

from obkit.resolve.fetcher import Fetched, Fetcher, MemoryFetcher
from obkit.resolve.methods import VerificationMethod, find_method

__all__ = ["Fetched", "Fetcher", "MemoryFetcher", "VerificationMethod", "find_method"]
