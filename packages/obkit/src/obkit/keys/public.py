"""Public keys: what may prove something, and nothing else.

A key is checked when it is read, once, so that every `PublicKey` in the program is one that only
its owner can sign for (security: threats 10 and 17). The algorithm belongs to the key: a token that
names another one is refused by whoever compares, and no key here is symmetric.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, assert_never

from obkit.encoding import multibase
from obkit.encoding.multibase import base64url
from obkit.encoding.strict_json import Json
from obkit.keys import ecdsa, ed25519, rsa

Algorithm = Literal["EdDSA", "ES256", "ES384", "RS256"]


class KeyKind(StrEnum):
    """The kinds of keys that badges are signed with."""

    ED25519 = "ed25519"
    P256 = "p256"
    P384 = "p384"
    RSA = "rsa"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A checked public key. Equal keys are equal values.

    Get one from `public_key_from_multikey`, `…_jwk`, `…_pem` or a `Signer`; `encoded` is the raw
    point (Ed25519), the compressed point (P-256, P-384) or the RSAPublicKey DER (RSA).
    """

    kind: KeyKind
    encoded: bytes

    @property
    def algorithm(self) -> Algorithm:
        """The JOSE algorithm that this key signs by."""
        match self.kind:
            case KeyKind.ED25519:
                return "EdDSA"
            case KeyKind.P256:
                return "ES256"
            case KeyKind.P384:
                return "ES384"
            case KeyKind.RSA:
                return "RS256"
            case _:
                assert_never(self.kind)

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Whether the owner of this key signed exactly this message.

        Signatures are raw: 64 bytes for Ed25519, r then s for P-256 and P-384, the modulus' length
        for RSA.
        """
        match self.kind:
            case KeyKind.ED25519:
                return ed25519.verify(self.encoded, signature, message)
            case KeyKind.P256:
                return ecdsa.verify(ecdsa.P256, self.encoded, signature, message)
            case KeyKind.P384:
                return ecdsa.verify(ecdsa.P384, self.encoded, signature, message)
            case KeyKind.RSA:
                return rsa.verify(self.encoded, signature, message)
            case _:
                assert_never(self.kind)

    @property
    def algorithms(self) -> tuple[str, ...]:
        """Every JOSE algorithm that this key verifies: with RSA the hash is the signer's choice."""
        if self.kind is KeyKind.RSA:
            return tuple(rsa.HASHES)
        return (self.algorithm,)

    def verify_as(self, algorithm: str, signature: bytes, message: bytes) -> bool:
        """Whether the owner of this key signed the message by this algorithm of the key's."""
        if algorithm not in self.algorithms:
            return False
        if self.kind is KeyKind.RSA:
            return rsa.verify(self.encoded, signature, message, algorithm)
        return self.verify(signature, message)

    def to_multikey(self) -> str:
        """`publicKeyMultibase`: base58btc of the multicodec and the key."""
        return multibase.encode(MULTICODECS[self.kind] + self.encoded)

    def to_jwk(self) -> dict[str, Json]:
        """The JWK with the members that the thumbprint needs (RFC 7638), all of them public."""
        match self.kind:
            case KeyKind.ED25519:
                return {"kty": "OKP", "crv": "Ed25519", "x": base64url(self.encoded)}
            case KeyKind.P256:
                return _ec_jwk(ecdsa.P256, self.encoded)
            case KeyKind.P384:
                return _ec_jwk(ecdsa.P384, self.encoded)
            case KeyKind.RSA:
                modulus, exponent = rsa.numbers(self.encoded)
                return {"kty": "RSA", "n": base64url(modulus), "e": base64url(exponent)}
            case _:
                assert_never(self.kind)

    def to_pem(self) -> bytes:
        """SubjectPublicKeyInfo as PEM: `publicKeyPem` of an OB 2.0 CryptographicKey."""
        match self.kind:
            case KeyKind.ED25519:
                return ed25519.to_pem(self.encoded)
            case KeyKind.P256:
                return ecdsa.to_pem(ecdsa.P256, self.encoded)
            case KeyKind.P384:
                return ecdsa.to_pem(ecdsa.P384, self.encoded)
            case KeyKind.RSA:
                return rsa.to_pem(self.encoded)
            case _:
                assert_never(self.kind)


def _ec_jwk(curve: ecdsa.Curve, point: bytes) -> dict[str, Json]:
    x, y = ecdsa.coordinates(curve, point)
    return {"kty": "EC", "crv": curve.name, "x": base64url(x), "y": base64url(y)}


# Unsigned varints of the multicodec table (EC-1, ED-1).
MULTICODECS: dict[KeyKind, bytes] = {
    KeyKind.ED25519: b"\xed\x01",
    KeyKind.P256: b"\x80\x24",
    KeyKind.P384: b"\x81\x24",
    KeyKind.RSA: b"\x85\x24",
}
