"""The values in badge documents: a text, a time, an address; each type carries its own check.

`Rule` is how one is read and written; an annotation has it: `Annotated[str, Rule(…)]`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, NamedTuple

from obkit.encoding import times
from obkit.errors import Malformed

Json = Any  # str | int | float | bool | None | list[Json] | dict[str, Json]

_ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f<>\"{}|\\^`]+")


def is_absolute_iri(text: str) -> bool:
    """Whether the text is an IRI with a scheme and without characters that no IRI may hold."""
    return _ABSOLUTE_IRI.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment as the document writes it; the text is kept because signed bytes depend on it."""

    text: str

    @property
    def at(self) -> datetime:
        """The moment itself, with its zone."""
        return times.parse(self.text)

    @classmethod
    def of(cls, moment: datetime) -> "Instant":
        """Write a moment the way that we issue it: UTC, whole seconds."""
        return cls(times.format(moment))


class Rule(NamedTuple):
    """A check of one JSON value: what it becomes, or the reason why it may not."""

    read: Callable[[Json], Any]
    write: Callable[[Any], Json]


class Broken(Exception):
    """A value breaks the rule named by the reason code. Never leaves this package."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _same(value: Any) -> Any:
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise Broken("document.not_a_string")
    return value


def _iri(value: Json) -> str:
    if not is_absolute_iri(_text(value)):
        raise Broken("document.not_an_iri")
    return str(value)


def _instant(value: Json) -> Instant:
    try:
        times.parse(_text(value))
    except Malformed as error:
        raise Broken("document.not_a_date_time") from error
    return Instant(str(value))


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _date(value: Json) -> str:
    try:
        # `fromisoformat` also takes week dates and dates without hyphens; the schema does not.
        if _DATE.fullmatch(_text(value)):
            date.fromisoformat(value)
            return str(value)
    except ValueError as error:
        raise Broken("document.not_a_date") from error
    raise Broken("document.not_a_date")


def _number(value: Json) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Broken("document.not_a_number")
    return value


def _flag(value: Json) -> bool:
    if not isinstance(value, bool):
        raise Broken("document.not_a_boolean")
    return value


def _mapping(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise Broken("document.not_an_object")
    return value


def matching(pattern: str, reason: str) -> Rule:
    """A rule for strings that match the whole pattern."""
    compiled = re.compile(pattern)

    def read(value: Json) -> str:
        if not compiled.fullmatch(_text(value)):
            raise Broken(reason)
        return str(value)

    return Rule(read, _same)


def one_of(*terms: str, extensible: bool = True) -> Rule:
    """A rule for enumerations; `ext:` opens those that the standard lets others extend."""
    known = frozenset(terms)

    def read(value: Json) -> str:
        text = _text(value)
        if text in known or (extensible and re.fullmatch(r"ext:[\w.|\-]+", text)):
            return text
        raise Broken("document.unknown_term")

    return Rule(read, _same)


Text = Annotated[str, Rule(_text, _same)]
Iri = Annotated[str, Rule(_iri, _same)]
When = Annotated[Instant, Rule(_instant, lambda instant: instant.text)]
Day = Annotated[str, Rule(_date, _same)]
Number = Annotated[int | float, Rule(_number, _same)]
Flag = Annotated[bool, Rule(_flag, _same)]
Anything = Annotated[Any, Rule(_same, _same)]
Members = Annotated[Mapping[str, Any], Rule(_mapping, dict)]
_LANGUAGE = matching(
    r"[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", "document.not_a_language"
)
Language = Annotated[str, _LANGUAGE]


def is_language(text: str) -> bool:
    """Whether the text is a language tag as Open Badges 3.0 writes them."""
    try:
        _LANGUAGE.read(text)
    except Broken:
        return False
    return True


def as_list(value: Json) -> list[Json]:
    """A member that may be one value or a list of them, as a list."""
    if isinstance(value, list | tuple):
        return list(value)
    return [] if value is None else [value]
