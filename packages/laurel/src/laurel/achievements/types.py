"""Values that travel with achievements."""

from dataclasses import dataclass
from enum import StrEnum


class DuplicatePolicy(StrEnum):
    """How often one recipient may hold an achievement at the same time."""

    ONCE = "once"
    ONCE_VALID = "once_valid"  # again as soon as the one before has expired
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill that the achievement shows, and the page that defines it."""

    name: str
    url: str
