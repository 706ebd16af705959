"""Bitstring Status List: one bit for each credential (BSL 1.0; checklist BS-1..BS-11)."""

import gzip
import re
import zlib
from dataclasses import dataclass
from typing import Self

from obkit.encoding import multibase
from obkit.encoding.strict_json import Json
from obkit.errors import Malformed, MalformedText

# BS-4: a herd to hide in. Fewer entries would tell the list's reader which credential is meant.
MIN_ENTRIES = 131_072
# BS-11: 16 MiB hold 134 million credentials; a gzip bomb of a kilobyte holds more.
MAX_BYTES = 16 * 1024 * 1024

_INDEX = re.compile(r"0|[1-9][0-9]{0,9}")
_GZIP = 16 + zlib.MAX_WBITS  # only the gzip form, not zlib's own


class MalformedStatusList(Malformed):
    """Not a status list that can be read."""

    code = "status.list_malformed"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a list from outside is read."""

    max_bytes: int = MAX_BYTES
    min_entries: int = MIN_ENTRIES


DEFAULT_LIMITS = Limits()


class Bitstring:
    """A list of bits; index 0 is the most significant bit of the first byte."""

    def __init__(self, size: int = MIN_ENTRIES) -> None:
        """An empty list of `size` entries, rounded up to whole bytes."""
        if not MIN_ENTRIES <= size <= MAX_BYTES * 8:
            raise ValueError(
                f"{size} entries: between {MIN_ENTRIES} and {MAX_BYTES * 8}"
            )
        self._bytes = bytearray((size + 7) // 8)

    def __len__(self) -> int:
        return len(self._bytes) * 8

    def get(self, index: int) -> bool:
        """Whether the bit is set.

        Raises:
            MalformedStatusList: the list has no such entry (`status.index_out_of_range`).
        """
        self._check(index)
        return bool(self._bytes[index // 8] & (0x80 >> index % 8))

    def value(self, index: int, *, size: int) -> int:
        """The number in an entry of `size` bits, the first of them the most significant (BS-5).

        Raises:
            MalformedStatusList: the list has no such entry (`status.index_out_of_range`), or too
                few of this size (`status.list_too_short`).
        """
        if len(self) // size < MIN_ENTRIES:
            raise MalformedStatusList(
                "too few entries of this size",
                reason="status.list_too_short",
                entries=len(self) // size,
                least=MIN_ENTRIES,
            )
        found = 0
        for bit in range(index * size, (index + 1) * size):
            found = found << 1 | self.get(bit)
        return found

    def set(self, index: int, *, to: bool = True) -> None:
        """Set or clear the bit.

        Raises:
            MalformedStatusList: the list has no such entry (`status.index_out_of_range`).
        """
        self._check(index)
        if to:
            self._bytes[index // 8] |= 0x80 >> index % 8
        else:
            self._bytes[index // 8] &= ~(0x80 >> index % 8)

    def encode(self) -> str:
        """The `encodedList`: gzip, then multibase base64url. Equal lists give equal texts."""
        return multibase.encode_base64url(gzip.compress(self._bytes, mtime=0))

    @classmethod
    def decode_2021(cls, text: str, limits: Limits = DEFAULT_LIMITS) -> Self:
        """Read the list of a StatusList2021, which has no multibase letter; both base64 are met.

        Raises:
            MalformedStatusList: as `decode`.
        """
        plain = text.rstrip("=").replace("+", "-").replace("/", "_")
        return cls.decode(f"u{plain}", limits)

    @classmethod
    def decode(cls, text: str, limits: Limits = DEFAULT_LIMITS) -> Self:
        """Read an `encodedList`.

        Raises:
            MalformedStatusList: not multibase base64url or not gzip (`status.list_malformed`),
                larger than the limit (`status.list_too_large`), or with too few entries
                (`status.list_too_short`).
        """
        content = _inflate(_unwrap(text), limits.max_bytes)
        if len(content) * 8 < limits.min_entries:
            raise MalformedStatusList(
                "too few entries",
                reason="status.list_too_short",
                entries=len(content) * 8,
                least=limits.min_entries,
            )
        found = cls.__new__(cls)
        found._bytes = bytearray(content)  # noqa: SLF001 - of the same class
        return found

    def _check(self, index: int) -> None:
        if not 0 <= index < len(self):
            raise MalformedStatusList(
                "no such entry",
                reason="status.index_out_of_range",
                index=index,
                entries=len(self),
            )


def parse_index(value: Json) -> int:
    """The index in a `statusListIndex`: a decimal string, or a number as some issuers write it.

    Raises:
        MalformedStatusList: signs, spaces, leading zeros, other digits (`status.index_malformed`).
            Two readers must not find two bits.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str) and _INDEX.fullmatch(value):
        return int(value)
    raise MalformedStatusList("not an index", reason="status.index_malformed")


def _unwrap(text: str) -> bytes:
    try:
        return multibase.decode_base64url(text)
    except MalformedText as error:
        raise MalformedStatusList("not multibase base64url") from error


def _inflate(data: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj(_GZIP)
    try:
        content = inflater.decompress(data, limit + 1)
    except zlib.error as error:
        raise MalformedStatusList("not gzip") from error
    if len(content) > limit:
        raise MalformedStatusList(
            "larger than the limit", reason="status.list_too_large", limit=limit
        )
    if not inflater.eof or inflater.unused_data:
        raise MalformedStatusList("cut short, or with bytes behind it")
    return content
