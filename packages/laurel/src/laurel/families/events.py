"""What happens to families and to the awards of their tiers."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class FamilyMade(Event):
    """Badges were joined to a family of tiers, the lowest first."""

    name: ClassVar[str] = "family.made"
    family_public_id: str
    family_name: str
    achievement_public_ids: list[str]


@dataclass(frozen=True, kw_only=True)
class FamilyPolicyChanged(Event):
    """Something else happens from now on to higher badges when a lower one is revoked."""

    name: ClassVar[str] = "family.policy_changed"
    family_public_id: str
    family_name: str
    policy: str


@dataclass(frozen=True, kw_only=True)
class FamilyDissolved(Event):
    """The badges of a family are badges like others again; their rules stay."""

    name: ClassVar[str] = "family.dissolved"
    family_public_id: str
    family_name: str


@dataclass(frozen=True, kw_only=True)
class GapOpened(Event):
    """A lower badge of somebody was revoked; this higher one was flagged or suspended."""

    name: ClassVar[str] = "family.gap_opened"
    award_public_id: str
    lower_public_id: str
    policy: str


@dataclass(frozen=True, kw_only=True)
class GapClosed(Event):
    """A higher badge stands as before: the lower one counts again, or somebody decided so."""

    name: ClassVar[str] = "family.gap_closed"
    award_public_id: str
    lower_public_id: str
    by_decision: int  # 1: somebody decided; 0: the lower one is there again
    reason: str
