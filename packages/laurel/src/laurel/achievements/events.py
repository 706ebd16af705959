"""What happens to achievements."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class AchievementCreated(Event):
    """Something new can be earned."""

    name: ClassVar[str] = "achievement.created"
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class AchievementRevised(Event):
    """Its wording or picture changed: in place, or as a new version once it was awarded."""

    name: ClassVar[str] = "achievement.revised"
    achievement_public_id: str
    version: int


@dataclass(frozen=True, kw_only=True)
class AchievementArchived(Event):
    """It is not awarded any more. Every award of it stays where it is."""

    name: ClassVar[str] = "achievement.archived"
    achievement_public_id: str
