"""A small file of facts, as TOML or JSON, becomes an award.

The file has the names of `obkit.issue.Award` and what is in it, so that a fact that the library
learns can be written here at once.
"""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from obkit.cli.terminal import UsageError, printable
from obkit.encoding import strict_json, times
from obkit.encoding.strict_json import DEFAULT_LIMITS
from obkit.errors import MalformedText
from obkit.issue import Award

EXAMPLE = """\
# An award, as obkit issue reads it. Lines that begin with # may stay as they are.
id = "https://college.example/b/42"          # where the badge will be published
# valid_from = 2026-11-21T12:00:00Z          # now, if not given
# valid_until = 2028-11-21T12:00:00Z
narrative = "Led three workshops in the autumn."
# ob2_id = "https://college.example/ob2/assertions/42"     # for --format ob2

[issuer]
id = "did:web:college.example"               # what obkit did made
name = "Northern College"
url = "https://college.example"
email = "badges@college.example"
# ob2_id = "https://college.example/ob2/issuer"

[achievement]
id = "https://college.example/achievements/facilitation"
name = "Facilitation"
description = "Leads a group to its own conclusions."
criteria = "Led *three* workshops."
# image = "https://college.example/facilitation.png"       # 2.0 needs one
# ob2_id = "https://college.example/ob2/badges/facilitation"

[[achievement.alignments]]
name = "Facilitating"
url = "https://skills.example/7"

[recipient]
email = "ada@learner.example"                # published as a salted hash only
name = "Ada Lovelace"

[[evidence]]
name = "Essay"
url = "https://ada.example/essay"

# [status]                                   # what obkit status new made
# list_url = "https://college.example/status/1"
# index = 94567
"""


def read_award(data: bytes, *, defaults: Mapping[tuple[str, ...], Any]) -> Award:
    """The award that a file describes; `defaults`, by path, where the file says nothing.

    Raises:
        UsageError: not such a file; says what is wrong and where.
    """
    found = _parse(data)
    for (*folders, name), value in defaults.items():
        table = found
        for folder in folders:
            table = table.setdefault(folder, {})
            if not isinstance(table, dict):
                raise UsageError(f"{folder} is a table of its own: [{folder}]")
        table.setdefault(name, value)
    award: Award = _read(Award, found, "")
    return award


def _parse(data: bytes) -> dict[str, Any]:
    if len(data) > DEFAULT_LIMITS.max_bytes:
        raise UsageError("the facts are larger than any badge")
    if data.lstrip().startswith(b"{"):
        return dict(strict_json.loads_object(data))
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (
        ValueError,
        RecursionError,
    ) as error:  # TOML's and UTF-8's errors are ValueErrors
        raise UsageError(
            f"the facts are neither TOML nor JSON ({error}); see obkit issue --example"
        ) from error


def _read(kind: Any, value: Any, path: str) -> Any:
    """One value as the type of its field."""
    if get_origin(kind) is UnionType:  # `X | None`: the file says it, or leaves it out
        (kind,) = (each for each in get_args(kind) if each is not NoneType)
    if get_origin(kind) is tuple:
        return _list(get_args(kind)[0], value, path)
    if is_dataclass(kind):
        return _table(kind, value, path)
    if kind is datetime:
        return _moment(value, path)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)  # 3 is a number, too
    # A bool is an int to Python, but not to the one who writes the file.
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise UsageError(f"{path} is not {_WORDS.get(kind, kind.__name__)}")
    return value


_WORDS = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}


def _list(kind: Any, value: Any, path: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise UsageError(f"{path} is a list: [[{path}]] or [ … ]")
    return tuple(_read(kind, item, f"{path}[{i}]") for i, item in enumerate(value))


def _table(kind: Any, value: Any, path: str) -> Any:
    if not isinstance(value, dict):
        raise UsageError(f"{path} is a table of its own: [{path}]")
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}
    inside = f"{path}." if path else ""
    for name in value:
        if name not in known:
            raise UsageError(
                f"{inside}{printable(name)} is unknown{_close(name, known)}"
            )
    for name, field in known.items():
        must = field.default is MISSING and field.default_factory is MISSING
        if must and name not in value:
            raise UsageError(f"{inside}{name} is missing; see obkit issue --example")
    return kind(
        **{name: _read(hints[name], v, f"{inside}{name}") for name, v in value.items()}
    )


def _close(name: str, known: dict[str, Any]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"; is {close[0]} meant?"
    return f"; known are {', '.join(known)}"


def _moment(value: Any, path: str) -> datetime:
    try:
        found = times.parse(value) if isinstance(value, str) else value
    except MalformedText:
        found = None
    if not isinstance(found, datetime) or found.tzinfo is None:
        raise UsageError(f"{path} is not a time such as 2026-11-21T14:02:05Z")
    return found.astimezone(UTC)
