"""Whose data is meant when somebody asks for all of it, or for its end.

Every app that keeps something about people has a `privacy` module with two functions:

    export(person) -> Sequence[Kept]    everything it keeps about the person
    erase(person) -> int                takes the person out; how many rows were changed
"""

import uuid
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Person:
    """One person, by what the apps know people by."""

    account_id: uuid.UUID | None  # None: somebody who never signed in
    keys: frozenset[str]  # their proven addresses, normalised as awards do
    award_ids: frozenset[str] = frozenset()  # the public ids of their awards


@dataclass(frozen=True, slots=True)
class Kept:
    """Some things of one kind that an app keeps about a person."""

    name: str  # the file in the archive: lower case, words joined by hyphens
    rows: tuple[dict[str, Any], ...] = ()  # ready for JSON
    files: dict[str, bytes] = field(default_factory=dict)  # path in the archive: bytes
