"""Identifiers: sortable ones for rows, unguessable ones for the public."""

import secrets
import threading
import time
import uuid

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
PUBLIC_ID_LENGTH = 22  # 58**22 is the first power of 58 above 2**128
PUBLIC_ID_PATTERN = f"[{BASE58}]{{{PUBLIC_ID_LENGTH}}}"


class _Sortable:
    """Values that only grow: milliseconds, then 74 bits that are random unless they must follow."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._last = 0

    def following(self) -> int:
        with self._turn:
            value = time.time_ns() // 1_000_000 << 74 | secrets.randbits(74)
            self._last = max(value, self._last + 1)
            return self._last


_sortable = _Sortable()


def uuid7() -> uuid.UUID:
    """A UUID whose order is the order of creation (RFC 9562, version 7).

    Within one process the order is exact (§6.2, monotonic random); between processes it is that
    of the milliseconds.
    """
    value = _sortable.following()
    head, middle, tail = value >> 74, value >> 62 & 0xFFF, value & (1 << 62) - 1
    return uuid.UUID(int=head << 80 | 0x7 << 76 | middle << 64 | 0x2 << 62 | tail)


def public_id() -> str:
    """128 random bits in 22 characters that nobody can guess or misread."""
    value = secrets.randbits(128)
    digits = []
    for _ in range(PUBLIC_ID_LENGTH):
        value, digit = divmod(value, 58)
        digits.append(BASE58[digit])
    return "".join(reversed(digits))
