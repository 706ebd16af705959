"""ECDSA over P-256 with SHA-256 and P-384 with SHA-384 (EC-2).

Signatures are as JOSE and Data Integrity write them: r then s, each as long as a scalar (EC-3).
They are deterministic (RFC 6979), so that no bad random number ever gives a key away.
"""

from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from obkit.errors import MalformedKey


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A curve with the hash that belongs to it."""

    name: str
    scalar_bytes: int
    curve: ec.EllipticCurve
    hash: hashes.HashAlgorithm

    @property
    def compressed_bytes(self) -> int:
        """The length of a compressed point."""
        return 1 + self.scalar_bytes

    @property
    def signature_bytes(self) -> int:
        """The length of a signature, r then s."""
        return 2 * self.scalar_bytes


P256 = Curve("P-256", 32, ec.SECP256R1(), hashes.SHA256())
P384 = Curve("P-384", 48, ec.SECP384R1(), hashes.SHA384())
CURVES = (P256, P384)


def curve_of(
    key: ec.EllipticCurvePublicKey | ec.EllipticCurvePrivateKey,
) -> Curve | None:
    """The curve of a key, or None: it is on a curve that badges do not use."""
    return next((c for c in CURVES if c.curve.name == key.curve.name), None)


def check(curve: Curve, point: bytes) -> bytes:
    """The compressed point, if it is on the curve.

    Raises:
        MalformedKey: another length or form (`key.length`), or no point of it (`key.point`).
    """
    if len(point) != curve.compressed_bytes:
        raise MalformedKey(
            f"a compressed {curve.name} key has {curve.compressed_bytes} bytes,"
            f" not {len(point)}",
            reason="key.length",
            size=len(point),
        )
    try:
        _load(curve, point)
    except ValueError as error:
        raise _no_point(curve) from error
    return point


def from_coordinates(curve: Curve, x: bytes, y: bytes) -> bytes:
    """The compressed point of two coordinates.

    Raises:
        MalformedKey: a coordinate is not as long as a scalar, or they name no point of the curve.
    """
    if {len(x), len(y)} != {curve.scalar_bytes}:
        raise MalformedKey(
            f"a coordinate of {curve.name} has {curve.scalar_bytes} bytes",
            reason="key.length",
        )
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(curve.curve, b"\x04" + x + y)
    except ValueError as error:
        raise _no_point(curve) from error
    return compress(key)


def coordinates(curve: Curve, point: bytes) -> tuple[bytes, bytes]:
    """The two coordinates of a compressed point, each as long as a scalar."""
    numbers = _load(curve, point).public_numbers()
    size = curve.scalar_bytes
    return numbers.x.to_bytes(size), numbers.y.to_bytes(size)


def compress(key: ec.EllipticCurvePublicKey) -> bytes:
    """The compressed point of a key."""
    return key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
    )


def verify(curve: Curve, point: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature (r then s) fits."""
    if len(signature) != curve.signature_bytes:
        return False
    der = encode_dss_signature(
        int.from_bytes(signature[: curve.scalar_bytes]),
        int.from_bytes(signature[curve.scalar_bytes :]),
    )
    try:
        _load(curve, point).verify(der, message, ec.ECDSA(curve.hash))
    except InvalidSignature:
        return False
    return True


def sign(curve: Curve, key: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    """The signature, r then s."""
    algorithm = ec.ECDSA(curve.hash, deterministic_signing=True)
    r, s = decode_dss_signature(key.sign(message, algorithm))
    return r.to_bytes(curve.scalar_bytes) + s.to_bytes(curve.scalar_bytes)


def to_pem(curve: Curve, point: bytes) -> bytes:
    """SubjectPublicKeyInfo as PEM."""
    return _load(curve, point).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


@lru_cache(maxsize=256)  # decompressing costs half as much as verifying
def _load(curve: Curve, point: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(curve.curve, point)


def _no_point(curve: Curve) -> MalformedKey:
    return MalformedKey(f"not a point of {curve.name}", reason="key.point")
