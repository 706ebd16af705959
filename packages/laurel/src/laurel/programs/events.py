"""What happens to programmes."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class ProgramCreated(Event):
    """An organization offers a programme."""

    name: ClassVar[str] = "program.created"
    program_public_id: str


@dataclass(frozen=True, kw_only=True)
class ProgramChanged(Event):
    """Its facts, its contact or what is earned in it changed."""

    name: ClassVar[str] = "program.changed"
    program_public_id: str


@dataclass(frozen=True, kw_only=True)
class ProgramArchived(Event):
    """It is not shown any more; its badges and its contact stay."""

    name: ClassVar[str] = "program.archived"
    program_public_id: str


@dataclass(frozen=True, kw_only=True)
class ProgramRestored(Event):
    """It may be shown again."""

    name: ClassVar[str] = "program.restored"
    program_public_id: str


@dataclass(frozen=True, kw_only=True)
class ProgramCoursesChanged(Event):
    """Its courses, their order or what passes them changed."""

    name: ClassVar[str] = "program.courses_changed"
    program_public_id: str
