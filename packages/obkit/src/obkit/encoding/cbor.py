"""The part of CBOR (RFC 8949) that selective-disclosure proofs are written in, and no more of it.

Unsigned integers, byte strings, arrays and maps of definite length, each in its shortest spelling.
"""

from typing import Any

from obkit.errors import MalformedText

MAX_DEPTH = 4  # a proof has two levels
MAX_ITEMS = 10_000

_UNSIGNED, _BYTES, _ARRAY, _MAP = 0, 2, 4, 5
_INLINE = 24  # below, the length stands in the first byte itself
_LONGEST = 27  # up to eight bytes of length


def loads(data: bytes) -> Any:
    """The value: int, bytes, list or dict.

    Raises:
        MalformedText: `cbor.malformed`, another kind of value, another spelling, cut short, or
            something behind it.
    """
    reader = _Reader(data)
    value = reader.value(0)
    if reader.rest:
        raise _malformed("something behind the value")
    return value


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.rest = data
        self._items = 0

    def value(self, depth: int) -> Any:
        self._items += 1
        if depth > MAX_DEPTH or self._items > MAX_ITEMS:
            raise _malformed("too deep or too many values")
        first = self._take(1)[0]
        kind, number = first >> 5, self._number(first & 0x1F)
        if kind == _UNSIGNED:
            return number
        if kind == _BYTES:
            return self._take(number)
        # Every item takes a byte, so a length beyond what is left is a lie told to make us work.
        if number > len(self.rest):
            raise _malformed("cut short")
        if kind == _ARRAY:
            return [self.value(depth + 1) for _ in range(number)]
        if kind == _MAP:
            return self._map(number, depth)
        raise _malformed("a kind of value that proofs do not have")

    def _map(self, size: int, depth: int) -> dict[int, Any]:
        found: dict[int, Any] = {}
        for _ in range(size):
            key = self.value(depth + 1)
            if not isinstance(key, int) or key in found:
                raise _malformed("a key that is no number, or is there twice")
            found[key] = self.value(depth + 1)
        return found

    def _number(self, short: int) -> int:
        if short < _INLINE:
            return short
        if short > _LONGEST:
            raise _malformed("a length that is not stated")
        size = 1 << (short - _INLINE)
        number = int.from_bytes(self._take(size))
        least = _INLINE if size == 1 else 1 << (size * 4)
        if number < least:
            raise _malformed("a number that is not in its shortest spelling")
        return number

    def _take(self, size: int) -> bytes:
        if size > len(self.rest):
            raise _malformed("cut short")
        found, self.rest = self.rest[:size], self.rest[size:]
        return found


def _malformed(message: str) -> MalformedText:
    return MalformedText(message, reason="cbor.malformed")
