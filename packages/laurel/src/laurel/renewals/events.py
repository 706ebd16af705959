"""What happens to renewals."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event
from laurel.renewals.types import How


@dataclass(frozen=True, kw_only=True)
class AwardRenewed(Event):
    """Another award took the place of one that a person had."""

    name: ClassVar[str] = "award.renewed"
    award_public_id: str  # the new one
    before_public_id: str
    how: How


@dataclass(frozen=True, kw_only=True)
class RemindersEnded(Event):
    """The holder of an award wants no reminders of its issuer's at that address."""

    name: ClassVar[str] = "reminders.ended"
    award_public_id: str


@dataclass(frozen=True, kw_only=True)
class RemindersWanted(Event):
    """The holder of an award wants the reminders of its issuer after all."""

    name: ClassVar[str] = "reminders.wanted"
    award_public_id: str


@dataclass(frozen=True, kw_only=True)
class RenewalSet(Event):
    """It was said how awards of an achievement are renewed."""

    name: ClassVar[str] = "renewal.set"
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class RenewalEnded(Event):
    """Awards of an achievement are not renewed any more, unless somebody does it by hand."""

    name: ClassVar[str] = "renewal.ended"
    achievement_public_id: str
