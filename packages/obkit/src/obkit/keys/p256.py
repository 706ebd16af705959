"""ECDSA over P-256 with SHA-256; signatures as JOSE and Data Integrity write them: r then s."""

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from obkit.errors import MalformedKey

COMPRESSED_BYTES = 33
SCALAR_BYTES = 32
SIGNATURE_BYTES = 64
_ALGORITHM = ec.ECDSA(hashes.SHA256())


def check(point: bytes) -> bytes:
    """The compressed point, if it is on the curve.

    Raises:
        MalformedKey: another length or form (`key.length`), or no point of P-256 (`key.point`).
    """
    if len(point) != COMPRESSED_BYTES:
        raise MalformedKey(
            f"a compressed P-256 key has {COMPRESSED_BYTES} bytes, not {len(point)}",
            reason="key.length",
            size=len(point),
        )
    try:
        _load(point)
    except ValueError as error:
        raise MalformedKey("not a point of P-256", reason="key.point") from error
    return point


def from_coordinates(x: bytes, y: bytes) -> bytes:
    """The compressed point of two coordinates.

    Raises:
        MalformedKey: a coordinate is not 32 bytes long, or they name no point of P-256.
    """
    if len(x) != SCALAR_BYTES or len(y) != SCALAR_BYTES:
        raise MalformedKey(
            f"a coordinate of P-256 has {SCALAR_BYTES} bytes", reason="key.length"
        )
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(
            ec.SECP256R1(), b"\x04" + x + y
        )
    except ValueError as error:
        raise MalformedKey("not a point of P-256", reason="key.point") from error
    return compress(key)


def coordinates(point: bytes) -> tuple[bytes, bytes]:
    """The two coordinates of a compressed point, 32 bytes each."""
    numbers = _load(point).public_numbers()
    return numbers.x.to_bytes(SCALAR_BYTES), numbers.y.to_bytes(SCALAR_BYTES)


def compress(key: ec.EllipticCurvePublicKey) -> bytes:
    """The 33 bytes of the compressed point."""
    return key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
    )


def verify(point: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the 64 bytes (r then s) fit."""
    if len(signature) != SIGNATURE_BYTES:
        return False
    der = encode_dss_signature(
        int.from_bytes(signature[:SCALAR_BYTES]),
        int.from_bytes(signature[SCALAR_BYTES:]),
    )
    try:
        _load(point).verify(der, message, _ALGORITHM)
    except InvalidSignature:
        return False
    return True


def sign(key: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    """The 64 bytes of the signature, r then s."""
    r, s = decode_dss_signature(key.sign(message, _ALGORITHM))
    return r.to_bytes(SCALAR_BYTES) + s.to_bytes(SCALAR_BYTES)


def to_pem(point: bytes) -> bytes:
    """SubjectPublicKeyInfo as PEM."""
    return _load(point).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


@lru_cache(maxsize=256)  # decompressing costs half as much as verifying
def _load(point: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
