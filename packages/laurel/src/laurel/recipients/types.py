"""Values that travel with recipients."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """One row of a list, checked."""

    row: int  # as the user's program shows it
    external_id: str
    name: str
    email: str
    former: str = ""  # an address that the list itself calls the former one


@dataclass(frozen=True, slots=True)
class Change:
    """One address that gives way to another."""

    external_id: str
    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a list over would do."""

    added: int
    same: int
    changes: tuple[Change, ...]
