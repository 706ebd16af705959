"""Whose data is meant when somebody asks for all of it, or for its end.

Every app that keeps something about people has a `privacy` module with two functions:

    export(person) -> Sequence[Kept]    everything it keeps about the person
    erase(person) -> int                takes the person out; how many rows were changed
"""

import re
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from django.db.models import Q

ERASED = "Erased person"  # what stands where a name stood
_SHORTEST = 3  # a name of two letters would be found in half of all texts

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Person:
    """One person, by what the apps know people by."""

    account_id: uuid.UUID | None  # None: somebody who never signed in
    keys: frozenset[str]  # their proven addresses, normalised as awards do
    award_ids: frozenset[str] = frozenset()  # the public ids of their awards
    names: frozenset[str] = frozenset()  # what they are called in what is kept
    # As one of the staff: what they were called then, and of which organizations.
    labels: frozenset[str] = frozenset()
    staff_of: frozenset[uuid.UUID] = frozenset()
    # What may be touched: of this organization alone; None: of all.
    organization_id: uuid.UUID | None = None

    @property
    def words(self) -> frozenset[str]:
        """Everything by which a text tells that it is about them."""
        return self.keys | self.names


@dataclass(frozen=True, slots=True)
class Kept:
    """Some things of one kind that an app keeps about a person."""

    name: str  # the file in the archive: lower case, words joined by hyphens
    rows: tuple[dict[str, Any], ...] = ()  # ready for JSON
    files: dict[str, bytes] = field(default_factory=dict)  # path in the archive: bytes


def key_of(email: str) -> str:
    """One form for all spellings of an address."""
    return unicodedata.normalize("NFC", email.strip()).lower()


def addressed(column: str, person: Person) -> Q:
    """Rows in which the column holds one of the person's addresses, however it is spelled."""
    found = Q(pk__in=[])
    for key in sorted(person.keys):
        found |= Q(**{f"{column}__iexact": key})
    return found


def within(person: Person, column: str = "organization") -> Q:
    """Rows that may be touched: of the organization that was asked, or of all."""
    if person.organization_id is None:
        return Q()
    return Q(**{f"{column}_id": person.organization_id})


def acted(person: Person, column: str = "by", organization: str = "organization") -> Q:
    """Rows that say that the person did something as one of the staff."""
    if not person.labels:
        return Q(pk__in=[])
    return Q(
        **{f"{column}__in": person.labels, f"{organization}_id__in": person.staff_of}
    )


def without(value: Value, words: Iterable[str]) -> Value:
    """A text, or JSON with texts in it, in which these words are blotted out."""
    wanted = sorted({w for w in words if len(w) >= _SHORTEST}, key=len, reverse=True)
    if not wanted:
        return value
    any_of = "|".join(re.escape(word) for word in wanted)
    found = re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE)
    return cast(Value, _blotted(value, found))


def _blotted(value: Any, words: re.Pattern[str]) -> Any:
    match value:
        case str():
            return words.sub("…", value)
        case list():
            return [_blotted(item, words) for item in value]
        case dict():
            return {name: _blotted(item, words) for name, item in value.items()}
        case _:
            return value
