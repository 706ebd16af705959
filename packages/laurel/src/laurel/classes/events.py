"""What happens to classes. Learners are named by their public ids alone."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event

EVENT_LEARNERS = 200  # so that no event, and no reaction to one, grows without an end


@dataclass(frozen=True, kw_only=True)
class ClassCreated(Event):
    """A class of a programme was set up."""

    name: ClassVar[str] = "class.created"
    class_public_id: str


@dataclass(frozen=True, kw_only=True)
class ClassChanged(Event):
    """Its name, its days, its time zone or its staff changed."""

    name: ClassVar[str] = "class.changed"
    class_public_id: str


@dataclass(frozen=True, kw_only=True)
class ClassStarted(Event):
    """Its first day began: its badges are fixed."""

    name: ClassVar[str] = "class.started"
    class_public_id: str


@dataclass(frozen=True, kw_only=True)
class ClassEnded(Event):
    """Its last day is over."""

    name: ClassVar[str] = "class.ended"
    class_public_id: str


@dataclass(frozen=True, kw_only=True)
class ClassArchived(Event):
    """It is put away; everything that was recorded stays."""

    name: ClassVar[str] = "class.archived"
    class_public_id: str


@dataclass(frozen=True, kw_only=True)
class ClassRestored(Event):
    """It is back among the classes."""

    name: ClassVar[str] = "class.restored"
    class_public_id: str


@dataclass(frozen=True, kw_only=True)
class LearnerEnrolled(Event):
    """Learners became part of a class: at most `EVENT_LEARNERS` in one event."""

    name: ClassVar[str] = "learner.enrolled"
    class_public_id: str
    learner_public_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LearnerLeft(Event):
    """A learner takes part no more; what was recorded stays."""

    name: ClassVar[str] = "learner.left"
    class_public_id: str
    learner_public_id: str


@dataclass(frozen=True, kw_only=True)
class LearnerJoined(Event):
    """Two learners were one person with two addresses: one of them has everything now."""

    name: ClassVar[str] = "learner.joined"
    learner_public_id: str
    gone_public_id: str


@dataclass(frozen=True, kw_only=True)
class ResultRecorded(Event):
    """What learners reached in courses of a class was recorded, or changed.

    One event for everything that was recorded at once, of at most `EVENT_LEARNERS` learners.
    """

    name: ClassVar[str] = "result.recorded"
    class_public_id: str
    learner_public_ids: tuple[str, ...]
    course_public_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClassBadgeSet(Event):
    """An achievement was set up for a class, or how it is awarded there changed."""

    name: ClassVar[str] = "class.badge_set"
    class_public_id: str
    achievement_public_id: str
    is_manual: bool


@dataclass(frozen=True, kw_only=True)
class ClassBadgeTaken(Event):
    """An achievement is not meant for a class any more."""

    name: ClassVar[str] = "class.badge_taken"
    class_public_id: str
    achievement_public_id: str
