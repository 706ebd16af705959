"""What happens to achievements."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class AchievementCreated(Event):
    """Something new was defined: to be earned at once, or as a draft."""

    name: ClassVar[str] = "achievement.created"
    achievement_public_id: str
    published: bool = True


@dataclass(frozen=True, kw_only=True)
class AchievementPublished(Event):
    """A draft can be earned from now on."""

    name: ClassVar[str] = "achievement.published"
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class AchievementRevised(Event):
    """Its wording or picture changed: in place, or as a new version once it was awarded."""

    name: ClassVar[str] = "achievement.revised"
    achievement_public_id: str
    version: int


@dataclass(frozen=True, kw_only=True)
class AchievementSpellingCorrected(Event):
    """Misspelt words of an awarded version were put right; each as `field: before → after`."""

    name: ClassVar[str] = "achievement.spelling_corrected"
    achievement_public_id: str
    version: int
    changes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AchievementArchived(Event):
    """It is not awarded any more. Every award of it stays where it is."""

    name: ClassVar[str] = "achievement.archived"
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class AchievementUnarchived(Event):
    """It was taken out of the archive; it can be awarded again."""

    name: ClassVar[str] = "achievement.unarchived"
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class AchievementListed(Event):
    """It stands in the catalogue of this instance from now on, or no more."""

    name: ClassVar[str] = "achievement.listed"
    achievement_public_id: str
    is_listed: bool
