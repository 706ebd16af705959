"""Status lists and revocation, as pure decoding: who may be believed is the verifier's part."""

from obkit.status.bitstring import MIN_ENTRIES, Bitstring, parse_index
from obkit.status.hosted import Revocation

__all__ = ["MIN_ENTRIES", "Bitstring", "Revocation", "parse_index"]
