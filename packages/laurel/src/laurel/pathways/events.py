"""What happens to pathways and plans. What a person plans stays out of the log."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class PathwayMade(Event):
    """An organization began to draw a pathway; nobody else sees it yet."""

    name: ClassVar[str] = "pathway.made"
    pathway_public_id: str


@dataclass(frozen=True, kw_only=True)
class PathwayChanged(Event):
    """Its words, its steps or its last badge changed."""

    name: ClassVar[str] = "pathway.changed"
    pathway_public_id: str


@dataclass(frozen=True, kw_only=True)
class PathwayPublished(Event):
    """Everybody sees it from now on, and its last badge is awarded by itself."""

    name: ClassVar[str] = "pathway.published"
    pathway_public_id: str


@dataclass(frozen=True, kw_only=True)
class PathwayArchived(Event):
    """It is not offered any more. Every badge that was awarded stays."""

    name: ClassVar[str] = "pathway.archived"
    pathway_public_id: str


@dataclass(frozen=True, kw_only=True)
class PathwayRestored(Event):
    """It was taken out of the archive, to be published again."""

    name: ClassVar[str] = "pathway.restored"
    pathway_public_id: str


@dataclass(frozen=True, kw_only=True)
class PlanMade(Event):
    """Somebody began a plan of their own."""

    name: ClassVar[str] = "plan.made"
    plan_public_id: str


@dataclass(frozen=True, kw_only=True)
class PlanChanged(Event):
    """Its title, or what is in it, changed."""

    name: ClassVar[str] = "plan.changed"
    plan_public_id: str


@dataclass(frozen=True, kw_only=True)
class PlanDeleted(Event):
    """Its maker deleted it. Badges stay as they are."""

    name: ClassVar[str] = "plan.deleted"
    plan_public_id: str
