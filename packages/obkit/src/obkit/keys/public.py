"""Public keys: what may prove something, and nothing else.

A key is checked when it is read, once, so that every `PublicKey` in the program is one that only
its owner can sign for (security: threats 10 and 17). The algorithm belongs to the key: a token that
names another one is refused by whoever compares, and no key here is symmetric.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from obkit.encoding import multibase
from obkit.encoding.multibase import base64url
from obkit.encoding.strict_json import Json
from obkit.keys import ed25519, p256, rsa

Algorithm = Literal["EdDSA", "ES256", "RS256"]


class KeyKind(StrEnum):
    """The kinds of keys that badges are signed with."""

    ED25519 = "ed25519"
    P256 = "p256"
    RSA = "rsa"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A checked public key. Equal keys are equal values.

    Get one from `public_key_from_multikey`, `…_jwk`, `…_pem` or a `Signer`; `encoded` is the raw
    point (Ed25519), the compressed point (P-256) or the RSAPublicKey DER (RSA).
    """

    kind: KeyKind
    encoded: bytes

    @property
    def algorithm(self) -> Algorithm:
        """The one JOSE algorithm that this key verifies."""
        match self.kind:
            case KeyKind.ED25519:
                return "EdDSA"
            case KeyKind.P256:
                return "ES256"
            case KeyKind.RSA:
                return "RS256"

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Whether the owner of this key signed exactly this message.

        Signatures are raw: 64 bytes for Ed25519 and P-256 (r then s), the modulus' length for RSA.
        """
        match self.kind:
            case KeyKind.ED25519:
                return ed25519.verify(self.encoded, signature, message)
            case KeyKind.P256:
                return p256.verify(self.encoded, signature, message)
            case KeyKind.RSA:
                return rsa.verify(self.encoded, signature, message)

    def to_multikey(self) -> str:
        """`publicKeyMultibase`: base58btc of the multicodec and the key."""
        return multibase.encode(MULTICODECS[self.kind] + self.encoded)

    def to_jwk(self) -> dict[str, Json]:
        """The JWK with the members that the thumbprint needs (RFC 7638), all of them public."""
        match self.kind:
            case KeyKind.ED25519:
                return {"kty": "OKP", "crv": "Ed25519", "x": base64url(self.encoded)}
            case KeyKind.P256:
                x, y = p256.coordinates(self.encoded)
                return {
                    "kty": "EC",
                    "crv": "P-256",
                    "x": base64url(x),
                    "y": base64url(y),
                }
            case KeyKind.RSA:
                modulus, exponent = rsa.numbers(self.encoded)
                return {"kty": "RSA", "n": base64url(modulus), "e": base64url(exponent)}

    def to_pem(self) -> bytes:
        """SubjectPublicKeyInfo as PEM: `publicKeyPem` of an OB 2.0 CryptographicKey."""
        match self.kind:
            case KeyKind.ED25519:
                return ed25519.to_pem(self.encoded)
            case KeyKind.P256:
                return p256.to_pem(self.encoded)
            case KeyKind.RSA:
                return rsa.to_pem(self.encoded)


# Unsigned varints of the multicodec table. P-384 (0x1201, so 0x8124) is known but not implemented.
MULTICODECS: dict[KeyKind, bytes] = {
    KeyKind.ED25519: b"\xed\x01",
    KeyKind.P256: b"\x80\x24",
    KeyKind.RSA: b"\x85\x24",
}
P384_MULTICODEC = b"\x81\x24"
