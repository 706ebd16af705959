"""Reading public keys: Multikey, JWK and PEM, each checked before it is a key."""

import re
from collections.abc import Mapping

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from obkit.encoding import multibase
from obkit.encoding.strict_json import Json
from obkit.errors import MalformedKey, MalformedText, Unsupported
from obkit.keys import ecdsa, ed25519, rsa
from obkit.keys.public import MULTICODECS, KeyKind, PublicKey

MAX_PEM_BYTES = 8 * 1024  # RSA-4096 needs 800

# RFC 7518, 6.2.2, 6.3.2 and 6.4.1; RFC 8037. One of them published is a key lost.
PRIVATE_JWK_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})

_OTHER_CURVES = frozenset({"P-521", "secp256k1", "Ed448", "X25519", "X448"})
_KINDS = {ecdsa.P256.name: KeyKind.P256, ecdsa.P384.name: KeyKind.P384}
_PEM = re.compile(
    rb"\s*-----BEGIN PUBLIC KEY-----[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----\s*"
)


def public_key_from_multikey(text: str) -> PublicKey:
    """The key of a `publicKeyMultibase`, or of what follows `did:key:`.

    Raises:
        MalformedKey: not base58btc, a wrong length, or a point that proves nothing.
        Unsupported: another kind of key.
    """
    try:
        data = multibase.decode(text)
    except MalformedText as error:
        raise MalformedKey(
            f"not a Multikey: {error}", reason="key.encoding", text=error.reason
        ) from error
    codec, encoded = data[:2], data[2:]
    if codec == MULTICODECS[KeyKind.ED25519]:
        return PublicKey(KeyKind.ED25519, ed25519.check(encoded))
    if codec == MULTICODECS[KeyKind.P256]:
        return PublicKey(KeyKind.P256, ecdsa.check(ecdsa.P256, encoded))
    if codec == MULTICODECS[KeyKind.P384]:
        return PublicKey(KeyKind.P384, ecdsa.check(ecdsa.P384, encoded))
    if codec == MULTICODECS[KeyKind.RSA]:
        return PublicKey(KeyKind.RSA, rsa.check(encoded))
    name = f"0x{codec.hex()}"
    raise Unsupported(
        f"no support for keys of the kind {name}", reason="key.unsupported", kind=name
    )


def public_key_from_jwk(jwk: Mapping[str, Json]) -> PublicKey:
    """The key of a public JWK. Members that we do not know are ignored (RFC 7517, 4).

    Raises:
        MalformedKey: a private or symmetric key, a member missing or spelled wrongly, or a use or
            algorithm that says "not for this".
        Unsupported: another curve or kind of key.
    """
    private = sorted(PRIVATE_JWK_MEMBERS & jwk.keys())
    if private or jwk.get("kty") == "oct":
        raise MalformedKey(
            "a private or symmetric key must not be published",
            reason="key.private",
            members=private,
        )
    key = _read_jwk(jwk)
    _check_purpose(jwk, key)
    return key


def public_key_from_pem(pem: bytes) -> PublicKey:
    """The key of one PEM block `PUBLIC KEY` (SubjectPublicKeyInfo), as OB 2.0 publishes it.

    Raises:
        MalformedKey: anything but one such block, a private key, or a key that we do not accept.
        Unsupported: another kind of key.
    """
    if len(pem) > MAX_PEM_BYTES:
        raise MalformedKey(
            f"more than {MAX_PEM_BYTES} bytes", reason="key.too_large", size=len(pem)
        )
    if b"PRIVATE KEY" in pem:
        raise MalformedKey("a private key must not be published", reason="key.private")
    if not _PEM.fullmatch(pem):
        raise MalformedKey("not one PEM block PUBLIC KEY", reason="key.encoding")
    try:
        key = serialization.load_pem_public_key(pem)
    except UnsupportedAlgorithm as error:
        raise Unsupported("another kind of key", reason="key.unsupported") from error
    except ValueError as error:
        raise MalformedKey("not a public key in PEM", reason="key.encoding") from error
    if isinstance(key, Ed25519PublicKey):
        return PublicKey(KeyKind.ED25519, ed25519.check(key.public_bytes_raw()))
    if isinstance(key, RSAPublicKey):
        numbers = key.public_numbers()
        return PublicKey(KeyKind.RSA, rsa.from_numbers(numbers.n, numbers.e))
    curve = ecdsa.curve_of(key) if isinstance(key, ec.EllipticCurvePublicKey) else None
    if curve is not None and isinstance(key, ec.EllipticCurvePublicKey):
        return PublicKey(_KINDS[curve.name], ecdsa.compress(key))
    raise Unsupported("another kind of key", reason="key.unsupported")


def _read_jwk(jwk: Mapping[str, Json]) -> PublicKey:
    match jwk.get("kty"), jwk.get("crv"):
        case "OKP", "Ed25519":
            return PublicKey(KeyKind.ED25519, ed25519.check(_member(jwk, "x")))
        case "EC", "P-256":
            return _read_ec_jwk(ecdsa.P256, jwk)
        case "EC", "P-384":
            return _read_ec_jwk(ecdsa.P384, jwk)
        case "RSA", _:
            return PublicKey(
                KeyKind.RSA, rsa.from_numbers(_number(jwk, "n"), _number(jwk, "e"))
            )
        case "OKP" | "EC", str(curve) if curve in _OTHER_CURVES:
            raise Unsupported(
                f"no support for the curve {curve}",
                reason="key.unsupported",
                kind=curve,
            )
        case "OKP" | "EC", _:
            raise MalformedKey("no such curve", reason="key.curve", member="crv")
        case _:
            raise MalformedKey("no such key type", reason="key.type", member="kty")


def _read_ec_jwk(curve: ecdsa.Curve, jwk: Mapping[str, Json]) -> PublicKey:
    point = ecdsa.from_coordinates(curve, _member(jwk, "x"), _member(jwk, "y"))
    return PublicKey(_KINDS[curve.name], point)


def _check_purpose(jwk: Mapping[str, Json], key: PublicKey) -> None:
    """The algorithm is the key's; a JWK that claims another one, or another use, contradicts it."""
    if jwk.get("alg", key.algorithm) not in (*key.algorithms, _fully_specified(key)):
        raise MalformedKey(
            f"the key is for {key.algorithm}, but says otherwise",
            reason="key.algorithm",
            member="alg",
        )
    if jwk.get("use", "sig") != "sig":
        raise MalformedKey("not a key for signatures", reason="key.use", member="use")
    operations = jwk.get("key_ops", ["verify"])
    if not isinstance(operations, list) or "verify" not in operations:
        raise MalformedKey(
            "not a key for verifying", reason="key.use", member="key_ops"
        )


def _fully_specified(key: PublicKey) -> str:
    """The algorithm's name after RFC 9864, which differs for Ed25519 alone."""
    return "Ed25519" if key.kind is KeyKind.ED25519 else key.algorithm


def _member(jwk: Mapping[str, Json], name: str) -> bytes:
    text = jwk.get(name)
    if not isinstance(text, str):
        raise MalformedKey(f"no {name}", reason="key.member", member=name)
    # Base64 decoding is linear, but an RSA modulus as an integer is not.
    if len(text) > _MAX_MEMBER_CHARACTERS:
        raise MalformedKey(f"{name} is too long", reason="key.too_large", member=name)
    try:
        return multibase.from_base64url(text)
    except MalformedText as error:
        raise MalformedKey(
            f"{name}: {error}", reason="key.encoding", member=name, text=error.reason
        ) from error


_MAX_MEMBER_CHARACTERS = 2 * rsa.MAX_BITS // 8


def _number(jwk: Mapping[str, Json], name: str) -> int:
    data = _member(jwk, name)
    if not data or data[0] == 0:
        # RFC 7518, 6.3.1.1: no leading zero octet, or one key has many spellings.
        raise MalformedKey(
            f"{name} is empty or starts with a zero byte",
            reason="key.encoding",
            member=name,
        )
    return int.from_bytes(data)
