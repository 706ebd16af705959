"""Multibase: base58btc (`z…`) and base64url without padding (`u…`), and base64url alone.

Every decoder accepts exactly one spelling of the same bytes, so that two texts that differ are two
different values.
"""

import binascii
import re

from obkit.errors import MalformedText

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGITS = {character: value for value, character in enumerate(_ALPHABET)}
_PAIRS = [high + low for high in _ALPHABET for low in _ALPHABET]
_TWO_DIGITS = 58**2
_TEN_DIGITS = 58**10
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
# The last characters whose left-over bits are zero, by the length modulo four.
_LAST = {2: frozenset("AQgw"), 3: frozenset("AEIMQUYcgkosw048")}

# Base58 costs the square of its length. An RSA-4096 key needs 752 characters.
MAX_BASE58_CHARACTERS = 2048


def encode(data: bytes) -> str:
    """Base58btc with its multibase letter: `z…`."""
    number = int.from_bytes(data)
    pairs: list[str] = []
    # Ten digits at a time: dividing a large number costs the same for one digit as for ten.
    while number:
        number, ten = divmod(number, _TEN_DIGITS)
        ten, first = divmod(ten, _TWO_DIGITS)
        ten, second = divmod(ten, _TWO_DIGITS)
        ten, third = divmod(ten, _TWO_DIGITS)
        fifth, fourth = divmod(ten, _TWO_DIGITS)
        pairs += (
            _PAIRS[first], _PAIRS[second], _PAIRS[third], _PAIRS[fourth], _PAIRS[fifth]
        )  # fmt: skip
    pairs.reverse()
    digits = "".join(pairs).lstrip("1")
    leading_zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * leading_zeros + digits


def decode(text: str) -> bytes:
    """The bytes of a base58btc multibase text.

    Raises:
        MalformedText: another base, a character outside the alphabet, or too long.
    """
    if not text.startswith("z"):
        raise MalformedText("base58btc starts with z", reason="multibase.wrong_base")
    if len(text) > MAX_BASE58_CHARACTERS:
        raise MalformedText(
            f"more than {MAX_BASE58_CHARACTERS} characters",
            reason="multibase.too_long",
            limit=MAX_BASE58_CHARACTERS,
        )
    digits = text[1:]
    number = 0
    for position, character in enumerate(digits, start=1):
        digit = _DIGITS.get(character)
        if digit is None:
            raise MalformedText(
                f"not base58: the character at {position}",
                reason="multibase.alphabet",
                position=position,
            )
        number = number * 58 + digit
    leading_zeros = len(digits) - len(digits.lstrip("1"))
    return b"\0" * leading_zeros + number.to_bytes((number.bit_length() + 7) // 8)


def encode_base64url(data: bytes) -> str:
    """Base64url without padding, with its multibase letter: `u…`."""
    return "u" + base64url(data)


def decode_base64url(text: str) -> bytes:
    """The bytes of a base64url multibase text.

    Raises:
        MalformedText: another base, padding, or a spelling that no encoder writes.
    """
    if not text.startswith("u"):
        raise MalformedText("base64url starts with u", reason="multibase.wrong_base")
    return from_base64url(text[1:])


def base64url(data: bytes) -> str:
    """Base64url without padding and without a multibase letter, as JOSE writes it."""
    return base64url_bytes(data).decode()


def base64url_bytes(data: bytes) -> bytes:
    """As `base64url`, in ASCII."""
    # Replacing two characters is ten times as fast as a table for all.
    written = binascii.b2a_base64(data, newline=False).rstrip(b"=")
    return written.replace(b"+", b"-").replace(b"/", b"_")


def from_base64url(text: str) -> bytes:
    """The bytes of base64url text as JOSE writes it.

    Raises:
        MalformedText: padding, another alphabet, or left-over bits that are not zero.
    """
    try:
        # Base64 has three characters that base64url has not; the strict decoder refuses all others.
        if "+" in text or "/" in text or "=" in text:
            raise _not_base64url(text)
        padded = text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)
        standard = padded.encode("ascii")
        data = binascii.a2b_base64(standard, strict_mode=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise _not_base64url(text) from error
    # Left-over bits are ignored by the decoder: `QQ` and `QR` would be the same byte.
    if len(text) % 4 and text[-1] not in _LAST[len(text) % 4]:
        raise MalformedText("left-over bits", reason="base64url.trailing_bits")
    return data


def _not_base64url(text: str) -> MalformedText:
    if not _BASE64URL.fullmatch(text):
        return MalformedText(
            "not base64url without padding", reason="base64url.alphabet"
        )
    return MalformedText("no bytes have this length", reason="base64url.length")
