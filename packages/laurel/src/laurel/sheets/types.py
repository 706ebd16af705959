"""Values that travel with sheets."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from laurel.achievements.types import Skill


class Field(StrEnum):
    """What a column may hold."""

    NAME = "title"
    DESCRIPTION = "description"
    CRITERIA = "criteria"
    SKILLS = "skills"


@dataclass(frozen=True, slots=True)
class Entry:
    """One achievement to be defined, as its row says it."""

    number: int  # of the row, as the user's program counts
    name: str
    description: str
    criteria: str
    skills: tuple[Skill, ...] = ()

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Entry":
        """As `as_json` wrote it."""
        skills = tuple(Skill(**skill) for skill in stored["skills"])
        return cls(**{**stored, "skills": skills})

    def as_json(self) -> dict[str, Any]:
        """What is stored until it is defined."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the achievements of a sheet are."""

    all: int
    made: int
    refused: tuple[tuple[int, str], ...]  # row and reason

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.made + len(self.refused) >= self.all
