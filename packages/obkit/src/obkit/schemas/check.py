"""Checking a document against the tables: one walk, every broken rule with its place.

The published schemas come in two forms. *Plain*: sets are lists and texts are texts. *Compacted*,
as JSON-LD allows it: one value may stand for a list of one, and a text may be an object of texts
by language. The verdicts are those of the schemas, also where the text of the standard is
stricter; the models (`obkit.model`) are for that.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from obkit.encoding.strict_json import Json
from obkit.model.fields import (
    MAX_DEPTH,
    MAX_PROBLEMS,
    Problem,
)
from obkit.schemas.tables import CLASSES, CLOSED, LISTS

_LANGUAGE_KEY = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
_EXTENSION = re.compile(r"(ext:)[a-z|A-Z|0-9|.|-|_]+")  # anywhere: the schemas say so
# RFC 3339, which is what the schemas' format says: no 24:00:00, zones up to a day.
_TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
_TEXTS = {
    "text": re.compile(r"", re.DOTALL),
    "jws": re.compile(r"^[a-zA-Z0-9_-]+\.[a-zA-Z0-9_-]*\.[a-zA-Z0-9_-]+\Z"),
    "language": re.compile(r"^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\Z"),
}
_REASONS = {
    "text": "document.not_a_string",
    "jws": "document.not_a_compact_jws",
    "language": "document.not_a_language",
}
_CONTEXTS = {
    "vc2": re.compile(r"https://www\.w3\.org/ns/credentials/v2"),
    "ob3": re.compile(
        r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json"
    ),
    "clr2": re.compile(
        r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.\d\.\d)*\.json"
    ),
}


class Form(StrEnum):
    """Which of the two published forms of a schema."""

    PLAIN = "plain"
    COMPACTED = "compacted"


class _Member(NamedTuple):
    kind: str
    detail: str
    required: bool
    many: bool
    some: bool  # not an empty list


class _Walk:
    def __init__(self, form: Form) -> None:
        self.compacted = form is Form.COMPACTED
        self.form = form
        self.problems: list[Problem] = []

    def object(self, value: Json, name: str, path: str, depth: int = 0) -> None:
        """Check an object against its class."""
        if len(self.problems) >= MAX_PROBLEMS:
            return None
        if not isinstance(value, dict):
            return self._add(path, "document.not_an_object")
        if depth > MAX_DEPTH:
            return self._add(path, "document.too_deep")
        members = _members(name, self.form)
        for member, rule in members.items():
            where = f"{path}.{member}"
            if member not in value:
                if rule.required:
                    self._add(where, "document.member_missing")
            elif rule.many:
                self._set(value[member], rule, where, depth)
            else:
                self._one(value[member], rule, where, depth)
        if name in CLOSED and value.keys() - members.keys():
            unknown = min(value.keys() - members.keys())
            self._add(f"{path}.{unknown}", "document.unknown_member")
        return None

    def _add(self, path: str, reason: str) -> None:
        self.problems.append(Problem(path, reason))

    def _set(self, value: Json, rule: _Member, path: str, depth: int) -> None:
        if not isinstance(value, list):
            if not self.compacted:
                return self._add(path, "document.not_a_list")
            return self._one(value, rule, path, depth)
        if rule.some and not value:
            self._add(path, "document.empty_list")
        for index, item in enumerate(value):
            self._one(item, rule, f"{path}[{index}]", depth)
        return None

    def _one(self, value: Json, rule: _Member, path: str, depth: int) -> None:
        if rule.kind in CLASSES:
            self.object(value, rule.kind, path, depth + 1)
        elif rule.kind == "profile-or-text":
            if not self._is_text(value, _TEXTS["text"]):
                self.object(value, "Profile", path, depth + 1)
        else:
            self._value(value, rule, path)

    def _value(self, value: Json, rule: _Member, path: str) -> None:
        if rule.kind == "types":
            self._types(value, rule.detail, path)
        elif rule.kind == "contexts":
            self._contexts(value, rule.detail.split(","), path)
        elif rule.kind in _TEXTS:
            if not self._is_text(value, _TEXTS[rule.kind]):
                self._add(path, _REASONS[rule.kind])
        elif rule.kind == "only":
            if not self._is_text(value, re.compile(re.escape(rule.detail) + r"\Z")):
                self._add(path, "document.wrong_type")
        else:
            is_right, reason = _VALUES[rule.kind]
            if not is_right(value, rule.detail):
                self._add(path, reason)

    def _is_text(self, value: Json, pattern: re.Pattern[str]) -> bool:
        if isinstance(value, str):
            return pattern.match(value) is not None
        return (
            self.compacted
            and isinstance(value, dict)
            and all(
                _LANGUAGE_KEY.fullmatch(key)
                and isinstance(item, str)
                and pattern.match(item)
                for key, item in value.items()
            )
        )

    def _types(self, value: Json, wanted: str, path: str) -> None:
        if not isinstance(value, list):
            # One type alone is not looked at in the compacted form; see the schemas' `oneOf`.
            if not (self.compacted and self._is_text(value, _TEXTS["text"])):
                self._add(path, "document.wrong_type")
            return
        if not all(self._is_text(item, _TEXTS["text"]) for item in value):
            self._add(path, "document.not_a_string")
        for alternatives in wanted.split(","):
            if not any(item in alternatives.split("|") for item in value):
                self._add(path, "document.wrong_type")
                return

    def _contexts(self, value: Json, wanted: list[str], path: str) -> None:
        if not isinstance(value, list):
            if not (self.compacted and isinstance(value, str | dict)):
                self._add(path, "document.context_order")
            return None
        for index, name in enumerate(wanted):
            given = value[index] if index < len(value) else None
            if not (isinstance(given, str) and _CONTEXTS[name].fullmatch(given)):
                return self._add(f"{path}[{index}]", "document.context_order")
        for index, given in enumerate(value[len(wanted) :], len(wanted)):
            if not isinstance(given, str | dict):
                self._add(f"{path}[{index}]", "document.context_order")
        return None


def _is_number(value: Json, _detail: str) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_flag(value: Json, _detail: str) -> bool:
    return isinstance(value, bool)


def _is_time(value: Json, _detail: str) -> bool:
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    return found is not None and _is_day(found["day"], "")


def _is_day(value: Json, _detail: str) -> bool:
    if not (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_of_list(value: Json, name: str) -> bool:
    return isinstance(value, str) and value in LISTS[name]


def _is_of_open_list(value: Json, name: str) -> bool:
    return _is_of_list(value, name) or (
        isinstance(value, str) and _EXTENSION.search(value) is not None
    )


_VALUES: Mapping[str, tuple[Callable[[Json, str], bool], str]] = {
    "number": (_is_number, "document.not_a_number"),
    "flag": (_is_flag, "document.not_a_boolean"),
    "time": (_is_time, "document.not_a_date_time"),
    "day": (_is_day, "document.not_a_date"),
    "oneof": (_is_of_list, "document.unknown_term"),
    "ext": (_is_of_open_list, "document.unknown_term"),
}


def check(document: Json, name: str, form: Form) -> tuple[Problem, ...]:
    """Every rule of the class that the document breaks, with its place; none if it conforms."""
    walk = _Walk(form)
    walk.object(document, name, "$")
    return tuple(walk.problems)


@cache
def _members(name: str, form: Form) -> Mapping[str, _Member]:
    found = {}
    for member, notation in CLASSES[name].items():
        what, *marks = notation.split()
        if "compacted" in marks and form is Form.PLAIN:
            continue
        kind, _, detail = what.partition(":")
        required = "!" in marks or ("!plain" in marks and form is Form.PLAIN)
        found[member] = _Member(kind, detail, required, "*" in marks, "some" in marks)
    return found
