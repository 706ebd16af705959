"""The JSON Canonicalization Scheme (RFC 8785): one text for equal JSON values.

Own, because it is short: members in the order of their UTF-16 code units, strings escaped no more
than JSON demands, numbers as ECMAScript writes them.
"""

import json
import math
import re
from decimal import Decimal
from typing import Any

from obkit.errors import Refused

MAX_DEPTH = 64  # as deep as documents from outside may be
# I-JSON (RFC 7493, 2.2): beyond it, not every reader reads the same integer.
MAX_INTEGER = 2**53 - 1

_SURROGATE = re.compile("[\ud800-\udfff]")
# ECMAScript writes digits out up to here, and with an exponent beyond (Number::toString).
_MOST_DIGITS = 21
_MOST_LEADING_ZEROS = 6


def canonical(value: Any) -> bytes:
    """The canonical JSON text, as UTF-8.

    Raises:
        Refused: what I-JSON cannot carry alike to every reader: NaN, infinity, an integer beyond
            2^53 - 1 (`proof.number`), half a character (`proof.noncharacter`), something that is
            not JSON (`proof.not_json`); or too deep (`proof.too_deep`).
    """
    return _text(value, 0).encode()


def _text(value: Any, depth: int) -> str:
    if depth > MAX_DEPTH:
        raise Refused("too deep", reason="proof.too_deep", limit=MAX_DEPTH)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, list | tuple):
        return f"[{','.join(_text(item, depth + 1) for item in value)}]"
    if isinstance(value, dict):
        members = (
            f"{_string(name)}:{_text(value[name], depth + 1)}"
            for name in sorted(value, key=_code_units)
        )
        return f"{{{','.join(members)}}}"
    raise Refused(f"{type(value).__name__} is not JSON", reason="proof.not_json")


def _string(text: str) -> str:
    if not text.isascii() and _SURROGATE.search(text):
        raise Refused("half a character", reason="proof.noncharacter")
    # Python escapes exactly what RFC 8785 escapes: quote, backslash and the controls.
    return json.dumps(text, ensure_ascii=False)


def _code_units(name: object) -> bytes:
    if not isinstance(name, str):
        raise Refused("a member's name is not text", reason="proof.not_json")
    return name.encode("utf-16-be", "surrogatepass")


def _number(number: float) -> str:
    if isinstance(number, int):
        if abs(number) > MAX_INTEGER:
            raise Refused("an integer beyond 2^53 - 1", reason="proof.number")
        return str(number)
    if not math.isfinite(number):
        raise Refused("not a number that JSON has", reason="proof.number")
    if number == 0:
        return "0"  # minus zero too
    sign = "-" if number < 0 else ""
    # `repr` finds the same shortest digits as ECMAScript; only where the point stands differs.
    _, found, exponent = Decimal(repr(abs(number))).as_tuple()
    all_digits = "".join(map(str, found))
    digits = all_digits.rstrip("0")
    point = len(all_digits) + int(exponent)  # how many digits stand before it
    return sign + _with_point(digits, point)


def _with_point(digits: str, point: int) -> str:
    if len(digits) <= point <= _MOST_DIGITS:
        return digits.ljust(point, "0")
    if 0 < point <= _MOST_DIGITS:
        return f"{digits[:point]}.{digits[point:]}"
    if -_MOST_LEADING_ZEROS < point <= 0:
        return f"0.{'0' * -point}{digits}"
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{point - 1:+d}"
