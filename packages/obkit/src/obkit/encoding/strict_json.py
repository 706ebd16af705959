"""JSON that means one thing: what every reader of the same bytes would see.

A doubled key, NaN, a lone surrogate or a huge integer reads differently in different parsers, so a
forger can show one document to the signer and another to the reader (security: threat 12).

One parser decides: the standard library's. Its hooks put a mark in place of what we refuse, and one
walk over the result finds the marks, with their paths, and keeps the limits. Most documents are
sound, so they are first read without the slowest hook, the one that sees doubled keys: where a key
was lost, the quotes of its text are too many for the strings that were read.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from obkit.errors import MalformedJson

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

# Beyond 2^53 - 1 other readers round silently (RFC 7493, 2.2), and an index or a date would change.
MAX_SAFE_INTEGER = 2**53 - 1
MAX_NUMBER_CHARACTERS = (
    64  # far beyond any double; keeps int() and float() away from attackers
)
FEW_ESCAPES = 16  # as badges have them, in line breaks
MAX_KEY_IN_PATH = 64  # paths are for people; a megabyte of key is not


@dataclass(frozen=True, slots=True)
class Limits:
    """How much JSON we are willing to read."""

    max_bytes: int = (
        2 * 1024 * 1024
    )  # the fetch limit; the largest honest badge is far below
    max_depth: int = (
        32  # honest credentials reach 10; recursion further down must be bounded
    )
    max_values: int = 50_000  # every object, array and scalar counts one


DEFAULT_LIMITS = Limits()


def loads(data: bytes | str, *, limits: Limits = DEFAULT_LIMITS) -> Json:
    """Read one JSON value from UTF-8.

    Raises:
        MalformedJson: with the reason (`json.duplicate_key`, `json.too_deep`, …), the `path` of
            the value (`$.a[3].b`) and, for syntax, `line` and `column`.
    """
    text = _decode(data, limits)
    # Without escapes there is no surrogate: the bytes were UTF-8.
    try:
        if not _may_hide(text):
            plain: Json = _PLAIN_DECODER.decode(text)
            if _has_all(plain, text, limits):
                return plain
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise _syntax_error(error) from error
    except RecursionError as error:
        # The standard parser gives up near a thousand levels; the walk below never sees them.
        raise MalformedJson(
            "$: deeper than any document", reason="json.too_deep", path="$"
        ) from error
    # Something is refused, or may be; the walk says what and where.
    _Walk(limits).check(value)
    checked: Json = value
    return checked


def loads_object(
    data: bytes | str, *, limits: Limits = DEFAULT_LIMITS
) -> dict[str, Json]:
    """Read one JSON object from UTF-8.

    Raises:
        MalformedJson: as `loads`, and `json.not_an_object` for any other value.
    """
    value = loads(data, limits=limits)
    if not isinstance(value, dict):
        raise MalformedJson(
            "the value is not an object", reason="json.not_an_object", path="$"
        )
    return value


def dumps(value: Json) -> bytes:
    """Compact UTF-8, members in their own order, so that reading it gives the same value.

    Raises:
        MalformedJson: NaN, an infinity or a lone surrogate, which JSON cannot carry.
    """
    try:
        text = json.dumps(
            value, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        )
        return text.encode()
    except UnicodeEncodeError as error:
        raise MalformedJson(
            "a lone surrogate cannot be written", reason="json.lone_surrogate", path="$"
        ) from error
    except ValueError as error:
        raise MalformedJson(
            "JSON has no such number", reason="json.not_a_number", path="$"
        ) from error


@dataclass(frozen=True, slots=True)
class _Mark:
    """Stands in the parsed value where something is refused."""

    reason: str
    message: str
    key: str | None = None


def _decode(data: bytes | str, limits: Limits) -> str:
    try:
        raw = data.encode() if isinstance(data, str) else bytes(data)
    except UnicodeEncodeError as error:
        raise MalformedJson(
            "a lone surrogate", reason="json.lone_surrogate", path="$"
        ) from error
    if len(raw) > limits.max_bytes:
        raise MalformedJson(
            f"more than {limits.max_bytes} bytes",
            reason="json.too_large",
            path="$",
            size=len(raw),
            limit=limits.max_bytes,
        )
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise MalformedJson("a byte order mark", reason="json.bom", path="$")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise MalformedJson(
            f"not UTF-8 at byte {error.start}",
            reason="json.not_utf8",
            path="$",
            offset=error.start,
        ) from error


def _syntax_error(error: json.JSONDecodeError) -> MalformedJson:
    trailing = error.msg == "Extra data"
    return MalformedJson(
        f"line {error.lineno}, column {error.colno}: {error.msg}",
        reason="json.trailing_data" if trailing else "json.syntax",
        path="$",
        line=error.lineno,
        column=error.colno,
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Mark:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    counted = Counter(key for key, _ in pairs)
    doubled = next(key for key, times in counted.items() if times > 1)
    return _Mark("json.duplicate_key", "the same key twice", doubled)


def _constant(_name: str) -> _Mark:
    return _Mark("json.not_a_number", "NaN and the infinities are not JSON")


def _integer(digits: str) -> int | _Mark:
    if len(digits) <= MAX_NUMBER_CHARACTERS:
        number = int(digits)
        if -MAX_SAFE_INTEGER <= number <= MAX_SAFE_INTEGER:
            return number
    return _Mark("json.big_integer", "an integer that other readers would round")


def _float(digits: str) -> float | _Mark:
    if len(digits) <= MAX_NUMBER_CHARACTERS:
        number = float(digits)
        if math.isfinite(number):
            return number
    return _Mark("json.big_number", "a number that a double cannot hold")


# Making a decoder costs as much as reading a small document, so there is one for all of each kind.
_PLAIN_DECODER = json.JSONDecoder(
    parse_constant=_constant, parse_int=_integer, parse_float=_float
)
_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_constant=_constant,
    parse_int=_integer,
    parse_float=_float,
)


class _Defect(Exception):
    """Something refused, on its way up to the root; `steps` is the path, last step first."""

    def __init__(self, reason: str, message: str, *steps: str | int) -> None:
        super().__init__(message)
        self.reason = reason
        self.steps = list(steps)


def _may_hide(text: str) -> bool:
    r"""Whether `\u` is in a text. Looking for one character is ten times as fast as for two."""
    parts = text.split("\\", FEW_ESCAPES)
    return any(part.startswith("u") for part in parts[1:]) or (
        "\\" in parts[-1] and "\\u" in parts[-1]
    )


def _has_all(value: Any, text: str, limits: Limits) -> bool:
    """Whether a value is sound and has every string of its text: a doubled key loses its own."""
    quotes = 2 * _count_strings(value, limits)
    written = text.count('"')
    if quotes != written and "\\" in text:
        # Backslashes stand inside strings only, and in pairs but for the last before a quote.
        written -= text.replace("\\\\", "").count('\\"')
    return quotes == written


def _count_strings(value: Any, limits: Limits) -> int:
    """How many strings a value has, keys too; -1 if it is marked or too large.

    Then a `_Walk` finds what and where.
    """
    counted = depth = 1
    others = keys = 0  # what is no string, and the strings that are no values
    level = [[value]]
    while level:
        inner: list[Any] = []
        for container in level:
            for item in container:
                kind = type(item)
                if kind is str:
                    continue
                others += 1
                if kind is dict:
                    inner.append(item.values())
                    counted += len(item)
                    keys += len(item)
                elif kind is list:
                    inner.append(item)
                    counted += len(item)
                elif kind is _Mark:
                    return -1
        if inner and depth > limits.max_depth:
            return -1
        depth += 1
        level = inner
    return counted - others + keys if counted <= limits.max_values else -1


class _Walk:
    """One pass over a parsed value. Exact types are the cheapest question, and the only ones."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._values = 0

    def check(self, value: Any) -> None:
        """Refuse what is marked, and what is beyond the limits."""
        try:
            # The value stands in a list of ours, whose one step is left out of the path.
            self._items(enumerate((value,)), count=1, depth=0)
        except _Defect as defect:
            path = _path(defect.steps[-2::-1])
            raise MalformedJson(
                f"{path}: {defect}", reason=defect.reason, path=path
            ) from None

    def _items(
        self, items: Iterable[tuple[int | str, Any]], *, count: int, depth: int
    ) -> None:
        if depth > self._limits.max_depth:
            raise _Defect(
                "json.too_deep", f"deeper than {self._limits.max_depth} levels"
            )
        self._values += count
        if self._values > self._limits.max_values:
            raise _Defect(
                "json.too_many_values", f"more than {self._limits.max_values} values"
            )
        for step, item in items:
            kind = type(item)
            if kind is str:
                if not item.isascii():
                    _check_text(item, step)
            elif kind is dict or kind is list:
                try:
                    self._container(item, depth + 1)
                except _Defect as defect:
                    defect.steps.append(step)
                    raise
            elif kind is _Mark:
                doubled = () if item.key is None else (item.key,)
                raise _Defect(item.reason, item.message, *doubled, step)

    def _container(self, value: Any, depth: int) -> None:
        if type(value) is list:
            self._items(enumerate(value), count=len(value), depth=depth)
            return
        for key in value:
            if not key.isascii():
                _check_text(key, key)
        self._items(value.items(), count=len(value), depth=depth)


_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN_KEY = re.compile(r"[A-Za-z_@][A-Za-z0-9_@-]*")


def _check_text(text: str, step: str | int) -> None:
    if _SURROGATE.search(text):
        raise _Defect(
            "json.lone_surrogate", "half of a surrogate pair is not a character", step
        )


def _path(steps: list[str | int]) -> str:
    """The way to a value as people read it: `$.credentialSubject["odd key"][3]`."""
    written = ["$"]
    for step in steps:
        if isinstance(step, int):
            written.append(f"[{step}]")
            continue
        key = step if len(step) <= MAX_KEY_IN_PATH else step[:MAX_KEY_IN_PATH] + "…"
        written.append(
            f".{key}" if _PLAIN_KEY.fullmatch(key) else f"[{json.dumps(key)}]"
        )
    return "".join(written)
