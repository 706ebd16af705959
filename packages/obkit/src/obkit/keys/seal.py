"""Sealing secrets at rest: AES-256-GCM under a master key that lives elsewhere.

A sealed secret is a version byte, a random nonce, the ciphertext and its tag. The `context` (which
key of which issuer) is authenticated but not stored, so a sealed secret moved to another row does
not open there (security: threat 38).
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from obkit.errors import MalformedKey, MalformedSeal

MASTER_KEY_BYTES = 32
VERSION = 1
# Random 96-bit nonces are safe for 2^32 secrets under one master key (SP 800-38D, 8.3).
_NONCE_BYTES = 12
_TAG_BYTES = 16
_SMALLEST = 1 + _NONCE_BYTES + _TAG_BYTES


def seal(secret: bytes, *, master_key: bytes, context: bytes) -> bytes:
    """The secret, sealed; only `unseal` with the same master key and context opens it.

    Raises:
        MalformedKey: the master key does not have 32 bytes.
    """
    cipher = _cipher(master_key)
    nonce = os.urandom(_NONCE_BYTES)
    return bytes([VERSION]) + nonce + cipher.encrypt(nonce, secret, _bound(context))


def unseal(sealed: bytes, *, master_key: bytes, context: bytes) -> bytes:
    """The secret.

    Raises:
        MalformedSeal: too short (`seal.too_short`), of another version (`seal.version`), or
            altered, of another context, or sealed under another master key
            (`seal.not_authentic`; which of them cannot be told).
        MalformedKey: the master key does not have 32 bytes.
    """
    cipher = _cipher(master_key)
    if len(sealed) < _SMALLEST:
        raise MalformedSeal(
            f"{len(sealed)} bytes are too few for a sealed secret",
            reason="seal.too_short",
            size=len(sealed),
        )
    version, nonce, encrypted = (
        sealed[0],
        sealed[1 : 1 + _NONCE_BYTES],
        sealed[1 + _NONCE_BYTES :],
    )
    if version != VERSION:
        raise MalformedSeal(
            f"sealed in version {version}, which is unknown",
            reason="seal.version",
            version=version,
        )
    try:
        return cipher.decrypt(nonce, encrypted, _bound(context))
    except InvalidTag:
        raise MalformedSeal(
            "altered, of another context, or sealed under another master key",
            reason="seal.not_authentic",
        ) from None


def _cipher(master_key: bytes) -> AESGCM:
    if len(master_key) != MASTER_KEY_BYTES:
        raise MalformedKey(
            f"the master key has {len(master_key)} bytes instead of {MASTER_KEY_BYTES}",
            reason="key.master_key_size",
            size=len(master_key),
        )
    return AESGCM(master_key)


def _bound(context: bytes) -> bytes:
    """What the tag also covers: the version and the context."""
    return bytes([VERSION]) + context
