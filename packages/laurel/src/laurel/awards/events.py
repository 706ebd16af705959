"""What happens to awards."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class AwardGranted(Event):
    """It was decided that a recipient gets an achievement. The credential comes next."""

    name: ClassVar[str] = "award.granted"
    award_public_id: str
    achievement_public_id: str
    version: int


@dataclass(frozen=True, kw_only=True)
class AwardReleased(Event):
    """The award's credential was revoked; its recipient may be awarded again."""

    name: ClassVar[str] = "award.released"
    award_public_id: str
