"""Values that travel with families."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement, AchievementVersion
    from laurel.achievements.types import Definition
    from laurel.awards.models import Award
    from laurel.design.types import Design

LONGEST_COURSE = 100  # a badge's name has room for the word of its tier


class Policy(StrEnum):
    """What becomes of a person's higher badges when a lower one of the family is revoked."""

    KEEP = "keep"
    FLAG = "flag"  # they stay, and the staff is told to look
    SUSPEND = "suspend"  # until the lower one counts again, or somebody decides


@dataclass(frozen=True, slots=True)
class TierPlan:
    """One tier that a template would make."""

    word: str  # on the ribbon: Completed
    definition: "Definition"
    art: "Design"


@dataclass(frozen=True, slots=True)
class Step:
    """One tier as it stands: who has it, and who has not got the next one yet."""

    achievement: "Achievement"
    number: int
    holders: int
    waiting: int  # have this one and not the next; of the highest: 0
    next_ones: "Sequence[Award]"  # some of those who wait, the latest first


@dataclass(frozen=True, slots=True)
class Levels:
    """A family as everybody may see it, from one of its badges."""

    family: str  # its name
    badges: (
        "Sequence[AchievementVersion]"  # what can be awarded or was, the lowest first
    )
    number: int  # of the badge that was asked about; 1 is the lowest
    above: "AchievementVersion | None"  # what can be earned next; None: nothing
