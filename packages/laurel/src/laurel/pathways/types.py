"""Values that travel with pathways and plans.

A pathway is a row of items, one after another. An item is a step (a badge) or a branch, whose
items lie beside each other: all of them are needed, or some. In a branch there may be a route, a
row again.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Union

if TYPE_CHECKING:
    from laurel.achievements.models import AchievementVersion
    from laurel.pathways.models import Pathway

MAX_TITLE = 100
MAX_SUMMARY = 500  # a paragraph under the title
MAX_NOTE = 500
MOST_STEPS = 60  # more is no way that anybody goes, and each is drawn
DEEPEST = 2  # a route in a branch; below that a map cannot be read
MOST_PATHWAYS = 200  # of one organization
MOST_PLANS = 20
MOST_PLANNED = 50  # badges in one plan
FARTHEST = dt.timedelta(days=3660)  # ten years: a later day is a typing mistake


class PathwayState(StrEnum):
    """Where a pathway stands."""

    DRAFT = "draft"  # nobody but the organization sees it
    PUBLISHED = "published"
    ARCHIVED = "archived"  # its page says that it is not offered any more


@dataclass(frozen=True, slots=True)
class Facts:
    """What an organization says of a pathway."""

    title: str
    summary: str = ""
    milestone: str = ""  # the achievement that waits at its end; empty: none
    is_ordered: bool = True  # one step after another


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What can be said of one step; the last two of a branch alone."""

    is_optional: bool = False
    title: str = ""
    needed: int | None = None  # None: all


@dataclass(frozen=True, slots=True)
class Step:
    """A badge on the way."""

    id: str
    achievement: str  # its public id
    version: "AchievementVersion"  # as it is awarded now
    is_optional: bool = False

    @property
    def name(self) -> str:
        """What the badge is called."""
        return self.version.name


@dataclass(frozen=True, slots=True)
class Branch:
    """Items beside each other; within another branch, a route: items one after another."""

    id: str
    title: str
    items: tuple["Item", ...] = ()
    needed: int | None = None  # None: all that are not optional
    is_optional: bool = False
    depth: int = 1

    @property
    def is_route(self) -> bool:
        """Whether its items follow each other."""
        return self.depth == DEEPEST

    @property
    def name(self) -> str:
        """What it is called."""
        return self.title

    @property
    def required(self) -> int:
        """How many of its items have to be done."""
        binding = sum(not each.is_optional for each in self.items)
        return binding if self.needed is None else min(self.needed, len(self.items))


Item = Union[Step, Branch]  # noqa: UP007 - a name for both, before Branch is known


@dataclass(frozen=True, slots=True)
class Route:
    """A pathway with everything on it."""

    pathway: "Pathway"
    items: tuple[Item, ...]
    milestone: "AchievementVersion | None"


class Stand(StrEnum):
    """How far somebody is with one item."""

    DONE = "done"
    OPEN = "open"  # what can be done next
    WAITING = "waiting"  # something before it comes first
    OPTIONAL = "optional"  # it may be done, and need not be
    ENDED = "ended"  # they had it, and it does not count any more


@dataclass(frozen=True, slots=True)
class Earned:
    """What somebody holds of an achievement."""

    ref: str  # the award
    on: dt.date | None
    counts: bool  # its issuer stands by it today


@dataclass(frozen=True, slots=True)
class Walked:
    """One item of a pathway with how far somebody is."""

    item: Item
    stand: Stand
    earned: Earned | None = None
    items: tuple["Walked", ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is on a pathway."""

    items: tuple[Walked, ...]
    done: int
    of: int
    milestone: Earned | None = None

    @property
    def is_complete(self) -> bool:
        """Whether everything that is needed is done."""
        return self.of > 0 and self.done >= self.of


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A badge that somebody might earn next, and why it is said."""

    version: "AchievementVersion"
    plan_title: str = ""  # of a plan of theirs
    plan_id: str = ""
    pathway_title: str = ""  # of a pathway that they are on
    pathway_id: str = ""
