"""Identifiers: sortable ones for rows, unguessable ones for the public."""

import secrets
import time
import uuid

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
PUBLIC_ID_LENGTH = 22  # 58**22 is the first power of 58 above 2**128
PUBLIC_ID_PATTERN = f"[{BASE58}]{{{PUBLIC_ID_LENGTH}}}"


def uuid7() -> uuid.UUID:
    """A UUID whose order is the order of creation (RFC 9562, version 7)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def public_id() -> str:
    """128 random bits in 22 characters that nobody can guess or misread."""
    value = secrets.randbits(128)
    digits = []
    for _ in range(PUBLIC_ID_LENGTH):
        value, digit = divmod(value, 58)
        digits.append(BASE58[digit])
    return "".join(reversed(digits))
