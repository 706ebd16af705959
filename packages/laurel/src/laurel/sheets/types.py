"""Values that travel with sheets."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from laurel.achievements.types import (
    NEVER,
    Criterion,
    Definition,
    Skill,
    Validity,
)


class Field(StrEnum):
    """What a column may hold."""

    NAME = "title"
    DESCRIPTION = "description"
    CRITERIA = "criteria"
    SKILLS = "skills"
    TAGS = "tags"
    VALIDITY = "validity"


@dataclass(frozen=True, slots=True)
class Entry:
    """One achievement to be defined, as its row says it."""

    number: int  # of the row, as the user's program counts
    name: str
    description: str
    criteria: str = ""  # Markdown, beside the lines
    criteria_lines: tuple[str, ...] = ()
    skills: tuple[Skill, ...] = ()
    tags: tuple[str, ...] = ()
    validity: Validity = NEVER

    def definition(self) -> Definition:
        """What is defined."""
        return Definition(
            name=self.name,
            description=self.description,
            criteria=self.criteria,
            criteria_lines=tuple(Criterion(text) for text in self.criteria_lines),
            skills=self.skills,
            tags=self.tags,
            validity=self.validity,
        )

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Entry":
        """As `as_json` wrote it."""
        return cls(
            number=stored["number"],
            name=stored["name"],
            description=stored["description"],
            criteria=stored["criteria"],
            criteria_lines=tuple(stored["criteria_lines"]),
            skills=tuple(Skill(**skill) for skill in stored["skills"]),
            tags=tuple(stored["tags"]),
            validity=Validity.from_json(stored["validity"]),
        )

    def as_json(self) -> dict[str, Any]:
        """What is stored until it is defined."""
        return asdict(self) | {"validity": self.validity.as_json()}


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
