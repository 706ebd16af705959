"""Status lists and revocation, as pure decoding: who may be believed is the verifier's part."""

from obkit.status.bitstring import MIN_ENTRIES, Bitstring, parse_index
from obkit.status.hosted import Revocation
from obkit.status.revoked import in_assertion_list, in_credential_list

__all__ = [
    "MIN_ENTRIES",
    "Bitstring",
    "Revocation",
    "in_assertion_list",
    "in_credential_list",
    "parse_index",
]
