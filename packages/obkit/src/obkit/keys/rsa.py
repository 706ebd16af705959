"""RSA with PKCS #1 v1.5: RS256, which certification asks for; RS384 and RS512 are read."""

from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from obkit.errors import MalformedKey

MIN_BITS = 2048  # below is breakable
MAX_BITS = 4096  # above costs the verifier, not the forger
GENERATED_BITS = 2048
GENERATED_EXPONENT = 65537
MIN_EXPONENT = 2**16  # small exponents make forging padding thinkable
MAX_EXPONENT = 2**64  # large ones make verifying slow
_PADDING = padding.PKCS1v15()
DEFAULT = "RS256"
HASHES = {"RS256": hashes.SHA256(), "RS384": hashes.SHA384(), "RS512": hashes.SHA512()}


def from_numbers(modulus: int, exponent: int) -> bytes:
    """The RSAPublicKey DER of two numbers.

    Raises:
        MalformedKey: a size (`key.rsa_size`), an exponent (`key.rsa_exponent`) or a modulus
            (`key.rsa_modulus`) that we do not accept.
    """
    if not MIN_BITS <= modulus.bit_length() <= MAX_BITS:
        raise MalformedKey(
            f"RSA keys have {MIN_BITS} to {MAX_BITS} bits, not {modulus.bit_length()}",
            reason="key.rsa_size",
            bits=modulus.bit_length(),
        )
    if modulus % 2 == 0:
        raise MalformedKey("an even modulus", reason="key.rsa_modulus")
    if exponent % 2 == 0 or not MIN_EXPONENT < exponent < MAX_EXPONENT:
        raise MalformedKey(
            "the exponent is 65537, or another odd number above 2^16",
            reason="key.rsa_exponent",
        )
    return encode(rsa.RSAPublicNumbers(exponent, modulus).public_key())


def check(der: bytes) -> bytes:
    """The RSAPublicKey DER, if it is a key that we accept, spelled as we spell it.

    Raises:
        MalformedKey: not RSAPublicKey DER (`key.encoding`), or as `from_numbers`.
    """
    try:
        key = serialization.load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise MalformedKey("not an RSA key in DER", reason="key.encoding") from error
    if not isinstance(key, rsa.RSAPublicKey):
        raise MalformedKey("not an RSA key in DER", reason="key.encoding")
    numbers = key.public_numbers()
    if from_numbers(numbers.n, numbers.e) != der:
        raise MalformedKey("not an RSA key in DER", reason="key.encoding")
    return der


def numbers(der: bytes) -> tuple[bytes, bytes]:
    """Modulus and exponent, big-endian, without leading zeros."""
    found = _load(der).public_numbers()
    return _unsigned(found.n), _unsigned(found.e)


def encode(key: rsa.RSAPublicKey) -> bytes:
    """The RSAPublicKey DER (PKCS #1)."""
    return key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.PKCS1
    )


def verify(
    der: bytes, signature: bytes, message: bytes, algorithm: str = DEFAULT
) -> bool:
    """Whether the signature, exactly as long as the modulus, fits."""
    key = _load(der)
    if len(signature) != (key.key_size + 7) // 8:
        return False
    try:
        key.verify(signature, message, _PADDING, HASHES[algorithm])
    except InvalidSignature:
        return False
    return True


def sign(key: rsa.RSAPrivateKey, message: bytes) -> bytes:
    """The signature, as long as the modulus."""
    return key.sign(message, _PADDING, HASHES[DEFAULT])


def to_pem(der: bytes) -> bytes:
    """SubjectPublicKeyInfo as PEM."""
    return _load(der).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


@lru_cache(maxsize=256)
def _load(der: bytes) -> rsa.RSAPublicKey:
    key = serialization.load_der_public_key(der)
    assert isinstance(key, rsa.RSAPublicKey)  # noqa: S101 - `check` made sure
    return key


def _unsigned(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8)
