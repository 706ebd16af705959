"""What happens to awards."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.awards.types import Visibility
from laurel.foundation.events import Event
from laurel.foundation.models import JobPriority


@dataclass(frozen=True, kw_only=True)
class AwardGranted(Event):
    """It was decided that a recipient gets an achievement. The credential comes next."""

    name: ClassVar[str] = "award.granted"
    priority = (
        JobPriority.BULK
    )  # a request for one award does not wait for the reaction
    award_public_id: str
    achievement_public_id: str
    version: int


@dataclass(frozen=True, kw_only=True)
class AwardWaived(Event):
    """It was granted although something stood in the way; the award keeps why (`Waiver`)."""

    name: ClassVar[str] = "award.waived"
    award_public_id: str
    achievement_public_id: str
    obstacles: list[str]  # their codes


@dataclass(frozen=True, kw_only=True)
class AwardAmended(Event):
    """Facts of it were corrected; both states stand in the amendment of this number."""

    name: ClassVar[str] = "award.amended"
    award_public_id: str
    number: int
    fields: list[str]  # the names of the facts that changed


@dataclass(frozen=True, kw_only=True)
class AwardRestored(Event):
    """The revocation of its credential was taken back; the decision stands again."""

    name: ClassVar[str] = "award.restored"
    award_public_id: str


@dataclass(frozen=True, kw_only=True)
class AwardMailResent(Event):
    """Somebody of the staff had the award's mail sent once more."""

    name: ClassVar[str] = "award.mail_resent"
    award_public_id: str
    mail_public_id: str


@dataclass(frozen=True, kw_only=True)
class AwardSupported(Event):
    """Evidence came to it after it was granted. Its holder chooses which of it others see."""

    name: ClassVar[str] = "award.supported"
    award_public_id: str
    pieces: int


@dataclass(frozen=True, kw_only=True)
class AwardDisclosed(Event):
    """Its holder chose what others see. What is hidden, documents made from now on leave out."""

    name: ClassVar[str] = "award.disclosed"
    award_public_id: str
    visibility: Visibility
    hidden: list[str]  # of "name", "narrative", "evidence"


@dataclass(frozen=True, kw_only=True)
class AwardReleased(Event):
    """The award's credential was revoked; its recipient may be awarded again."""

    name: ClassVar[str] = "award.released"
    award_public_id: str
