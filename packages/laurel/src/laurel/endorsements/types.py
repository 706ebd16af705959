"""Values that travel with endorsements."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from laurel.foundation.actors import Actor, ActorKind

if TYPE_CHECKING:
    from laurel.achievements.models import AchievementVersion
    from laurel.awards.models import Award
    from laurel.issuers.models import Issuer


class State(StrEnum):
    """How far an endorsement is, and whose turn it is."""

    ASKED = "asked"  # the endorser's
    REFUSED = "refused"  # by the endorser; nobody asks them again
    WRITTEN = "written"  # signed; whom it praises decides
    DECLINED = "declined"  # by whom it praises
    WAITING = "waiting"  # accepted; the issuer looks first
    SHOWN = "shown"
    HIDDEN = "hidden"  # by the issuer, with a reason; it may come back
    ENDED = "ended"  # taken back, for good: its status says so everywhere


# What stands in the way of asking the same person for the same once more.
LIVE = (
    State.ASKED,
    State.REFUSED,
    State.WRITTEN,
    State.WAITING,
    State.SHOWN,
    State.HIDDEN,
)
SIGNED = (State.WRITTEN, State.WAITING, State.SHOWN, State.HIDDEN)


class Side(StrEnum):
    """Who took an endorsement back."""

    ENDORSER = "endorser"
    HOLDER = "holder"  # whom it praised: the earner, or the staff of what it is about
    ISSUER = "issuer"


class Kind(StrEnum):
    """What an endorsement is about."""

    AWARD = "award"
    ACHIEVEMENT = "achievement"
    ISSUER = "issuer"


@dataclass(frozen=True, slots=True)
class About:
    """What is endorsed: an award, a version of an achievement, or else the issuer itself."""

    issuer: "Issuer"
    version: "AchievementVersion | None" = None
    award: "Award | None" = None

    @property
    def kind(self) -> Kind:
        """Which of the three it is."""
        if self.award is not None:
            return Kind.AWARD
        return Kind.ISSUER if self.version is None else Kind.ACHIEVEMENT

    @property
    def name(self) -> str:
        """What it is called."""
        if self.award is not None:
            return self.award.version.name
        return self.issuer.name if self.version is None else self.version.name

    @property
    def key(self) -> str:
        """One text for it, by which its endorsements are found."""
        if self.award is not None:
            return f"award:{self.award.public_id}"
        if self.version is not None:
            return f"{self.version.achievement.public_id}/{self.version.number}"
        return f"issuer:{self.issuer.public_id}"


@dataclass(frozen=True, slots=True)
class Written:
    """What an endorser says, and who they say they are. All of it is signed."""

    name: str
    role: str
    works_at: str  # may be empty
    comment: str


# Whoever endorses by a link has no account here; the log calls them by this.
ENDORSER = Actor(ActorKind.PERSON, None, "The endorser")
