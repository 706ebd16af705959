"""Ed25519 by libsodium, which is faster than OpenSSL and refuses more."""

import base64

import nacl.bindings
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey

from obkit.errors import MalformedKey

PUBLIC_BYTES = 32
SECRET_BYTES = 32
SIGNATURE_BYTES = 64
_SPKI_PREFIX = bytes.fromhex("302a300506032b6570032100")  # RFC 8410


def check(point: bytes) -> bytes:
    """The point, if it is one that only its owner can sign for.

    Raises:
        MalformedKey: wrong length, a spelling that is not canonical, not on the curve, or of small
            order. Under a small-order key a forged signature verifies for many messages, and
            OpenSSL accepts it.
    """
    if len(point) != PUBLIC_BYTES:
        raise MalformedKey(
            f"an Ed25519 key has {PUBLIC_BYTES} bytes, not {len(point)}",
            reason="key.length",
            size=len(point),
        )
    if not nacl.bindings.crypto_core_ed25519_is_valid_point(point):
        raise MalformedKey(
            "not a point of the prime-order group of Ed25519", reason="key.point"
        )
    return point


def verify(point: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature fits. libsodium refuses S ≥ L and small-order R."""
    if len(signature) != SIGNATURE_BYTES:
        return False
    if len(point) != PUBLIC_BYTES:  # libsodium would read beyond it
        raise ValueError("not the bytes of an Ed25519 key")
    try:
        nacl.bindings.crypto_sign_open(signature + message, point)
    except BadSignatureError:
        return False
    return True


def sign(key: SigningKey, message: bytes) -> bytes:
    """The 64 bytes of the signature."""
    return key.sign(message).signature


def to_pem(point: bytes) -> bytes:
    """SubjectPublicKeyInfo as PEM."""
    body = base64.b64encode(_SPKI_PREFIX + point)
    return b"-----BEGIN PUBLIC KEY-----\n" + body + b"\n-----END PUBLIC KEY-----\n"
