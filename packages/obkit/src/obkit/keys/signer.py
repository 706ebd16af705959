"""Signing: the port, and the signer that holds its key in memory."""

from dataclasses import dataclass, field
from typing import Never, Protocol, Self, assert_never

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import rsa as _rsa
from nacl.signing import SigningKey

from obkit.errors import MalformedKey
from obkit.keys import ecdsa, ed25519, rsa
from obkit.keys.public import KeyKind, PublicKey


class Signer(Protocol):
    """Signs messages with one key: in memory here, in a vault or a module elsewhere."""

    @property
    def public_key(self) -> PublicKey:
        """The key that verifies what this signer signs."""

    def sign(self, message: bytes) -> bytes:
        """The raw signature of the message, as `PublicKey.verify` takes it."""


_PrivateKey = SigningKey | ec.EllipticCurvePrivateKey | _rsa.RSAPrivateKey


def _refuse_to_pickle(_self: object) -> Never:
    raise TypeError("a private key is not pickled or copied")


@dataclass(frozen=True, slots=True)
class LocalSigner:
    """A signer whose private key is in this process' memory. It never prints or pickles it.

    Get one from `generate` or `from_private_bytes`.
    """

    public_key: PublicKey
    _private: _PrivateKey = field(repr=False, compare=False)

    @classmethod
    def generate(cls, kind: KeyKind) -> Self:
        """A signer with a new key from the system's randomness."""
        match kind:
            case KeyKind.ED25519:
                return cls._of(SigningKey.generate())
            case KeyKind.P256:
                return cls._of(ec.generate_private_key(ec.SECP256R1()))
            case KeyKind.P384:
                return cls._of(ec.generate_private_key(ec.SECP384R1()))
            case KeyKind.RSA:
                return cls._of(
                    _rsa.generate_private_key(
                        rsa.GENERATED_EXPONENT, rsa.GENERATED_BITS
                    )
                )
            case _:
                assert_never(kind)

    @classmethod
    def from_private_bytes(cls, kind: KeyKind, data: bytes) -> Self:
        """A signer with the key that `private_bytes` gave.

        Raises:
            MalformedKey: not such bytes (`key.private_bytes`), or a key that nobody should use.
        """
        try:
            return cls._of(_load(kind, data))
        except (ValueError, TypeError, UnsupportedAlgorithm):
            # `from None`: the cause may quote the bytes.
            raise MalformedKey(
                f"not the private bytes of a key of the kind {kind}",
                reason="key.private_bytes",
            ) from None

    def sign(self, message: bytes) -> bytes:
        """The raw signature of the message."""
        if isinstance(self._private, SigningKey):
            return ed25519.sign(self._private, message)
        if isinstance(self._private, ec.EllipticCurvePrivateKey):
            return ecdsa.sign(_curve_of(self._private), self._private, message)
        return rsa.sign(self._private, message)

    def private_bytes(self) -> bytes:
        """The secret: a 32-byte seed (Ed25519), a scalar (P-256, P-384) or PKCS #8 DER (RSA)."""
        if isinstance(self._private, SigningKey):
            return bytes(self._private)
        if isinstance(self._private, ec.EllipticCurvePrivateKey):
            return self._private.private_numbers().private_value.to_bytes(
                _curve_of(self._private).scalar_bytes
            )
        return self._private.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    # A pickle would carry the private key to wherever it is written.
    __reduce__ = _refuse_to_pickle

    @classmethod
    def _of(cls, private: _PrivateKey) -> Self:
        if isinstance(private, SigningKey):
            point = ed25519.check(bytes(private.verify_key))
            return cls(PublicKey(KeyKind.ED25519, point), private)
        if isinstance(private, ec.EllipticCurvePrivateKey):
            point = ecdsa.compress(private.public_key())
            kind = KeyKind.P256 if _curve_of(private) is ecdsa.P256 else KeyKind.P384
            return cls(PublicKey(kind, point), private)
        numbers = private.public_key().public_numbers()
        der = rsa.from_numbers(numbers.n, numbers.e)
        return cls(PublicKey(KeyKind.RSA, der), private)


def _load(kind: KeyKind, data: bytes) -> _PrivateKey:
    match kind:
        case KeyKind.ED25519:
            if len(data) != ed25519.SECRET_BYTES:
                raise ValueError
            return SigningKey(data)
        case KeyKind.P256:
            return _from_scalar(ecdsa.P256, data)
        case KeyKind.P384:
            return _from_scalar(ecdsa.P384, data)
        case KeyKind.RSA:
            key = serialization.load_der_private_key(data, password=None)
            if not isinstance(key, _rsa.RSAPrivateKey):
                raise TypeError
            return key
        case _:
            assert_never(kind)


def _from_scalar(curve: ecdsa.Curve, data: bytes) -> ec.EllipticCurvePrivateKey:
    if len(data) != curve.scalar_bytes:
        raise ValueError
    return ec.derive_private_key(int.from_bytes(data), curve.curve)


def _curve_of(private: ec.EllipticCurvePrivateKey) -> ecdsa.Curve:
    curve = ecdsa.curve_of(private)
    assert curve is not None  # noqa: S101 - we made it, on one of our curves
    return curve
