"""What happens to evidence. No event carries what was handed in, nor an address."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class TaskCreated(Event):
    """An achievement asks for evidence."""

    name: ClassVar[str] = "evidence.task_created"
    task_public_id: str
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class TaskChanged(Event):
    """What it asks for changed; what was sent before is judged by what was asked then."""

    name: ClassVar[str] = "evidence.task_changed"
    task_public_id: str
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class TaskArchived(Event):
    """It is asked of nobody any more."""

    name: ClassVar[str] = "evidence.task_archived"
    task_public_id: str
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class ReviewerInvited(Event):
    """Somebody outside may review what is handed in for a task, until a day."""

    name: ClassVar[str] = "evidence.reviewer_invited"
    task_public_id: str
    achievement_public_id: str
    reviewer_public_id: str


@dataclass(frozen=True, kw_only=True)
class ReviewerEnded(Event):
    """Their link opens nothing any more."""

    name: ClassVar[str] = "evidence.reviewer_ended"
    task_public_id: str
    achievement_public_id: str
    reviewer_public_id: str


@dataclass(frozen=True, kw_only=True)
class Assigned(Event):
    """Somebody may hand in."""

    name: ClassVar[str] = "evidence.assigned"
    task_public_id: str
    achievement_public_id: str
    assignment_public_id: str


@dataclass(frozen=True, kw_only=True)
class Extended(Event):
    """Somebody got more time, for a reason."""

    name: ClassVar[str] = "evidence.extended"
    task_public_id: str
    achievement_public_id: str
    assignment_public_id: str
    until: dt.date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Sent(Event):
    """It was handed in and waits for a review."""

    name: ClassVar[str] = "evidence.sent"
    task_public_id: str
    achievement_public_id: str
    assignment_public_id: str
    submission_public_id: str


@dataclass(frozen=True, kw_only=True)
class Seconded(Event):
    """The first of two reviewers accepted it; it waits for the second."""

    name: ClassVar[str] = "evidence.seconded"
    task_public_id: str
    achievement_public_id: str
    assignment_public_id: str
    submission_public_id: str


@dataclass(frozen=True, kw_only=True)
class Accepted(Event):
    """It is good enough: a fact, from which rules may award."""

    name: ClassVar[str] = "evidence.accepted"
    task_public_id: str
    achievement_public_id: str
    assignment_public_id: str
    submission_public_id: str


@dataclass(frozen=True, kw_only=True)
class Returned(Event):
    """It can be improved and handed in again."""

    name: ClassVar[str] = "evidence.returned"
    task_public_id: str
    achievement_public_id: str
    assignment_public_id: str
    submission_public_id: str


@dataclass(frozen=True, kw_only=True)
class Rejected(Event):
    """It does not show what was asked for."""

    name: ClassVar[str] = "evidence.rejected"
    task_public_id: str
    achievement_public_id: str
    assignment_public_id: str
    submission_public_id: str
