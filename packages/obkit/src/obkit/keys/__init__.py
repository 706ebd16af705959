"""Keys, the Signer port and sealing."""

from obkit.keys.decode import (
    public_key_from_jwk,
    public_key_from_multikey,
    public_key_from_pem,
)
from obkit.keys.public import KeyKind, PublicKey
from obkit.keys.signer import LocalSigner, Signer

__all__ = [
    "KeyKind",
    "LocalSigner",
    "PublicKey",
    "Signer",
    "public_key_from_jwk",
    "public_key_from_multikey",
    "public_key_from_pem",
]
