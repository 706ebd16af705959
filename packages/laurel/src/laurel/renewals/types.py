"""Values that travel with renewals."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from laurel.awards.models import Award


class How(StrEnum):
    """What an award was renewed by."""

    PERSON = "person"  # somebody of the staff decided it
    EVIDENCE = "evidence"  # a piece of evidence was accepted
    REFRESHER = "refresher"  # the holder passed what the policy asks for


class CountsFrom(StrEnum):
    """From which day the time of the next award runs."""

    END = "end"  # of the one before: whoever is early loses nothing
    DAY = "day"  # of the renewal


class Standing(StrEnum):
    """How somebody stands with a badge that ends; due ones are named by days that are left."""

    VALID = "valid"  # for longer than any reminder comes before
    DUE_60 = "due-60"
    DUE_30 = "due-30"
    DUE_7 = "due-7"
    LAPSED = "lapsed"

    @property
    def days(self) -> int:
        """Of a due one: at most so many are left."""
        return int(self.value.rpartition("-")[2]) if self.value.startswith("due") else 0


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One badge or one team of a board."""

    public_id: str
    name: str
    counts: Mapping[Standing, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Board:
    """How many stand how."""

    counts: Mapping[Standing, int]
    people: int  # one address is one person
    badges: tuple[BoardLine, ...]
    teams: tuple[BoardLine, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Renewed:
    """What became of many wishes to renew."""

    awards: "tuple[Award, ...]"  # the new ones
    refused: "tuple[tuple[Award, str], ...]"  # those before, and why not
